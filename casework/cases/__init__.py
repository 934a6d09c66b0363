"""The matters taken on, who is in them, and what happened."""
