"""What the desk shows: what is due, the reader's own cases, and what others changed."""
