"""What people do, done in a real browser against the application as its demo serves it."""
