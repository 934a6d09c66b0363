"""What is demanded, done and answered on behalf of the people in a case."""
