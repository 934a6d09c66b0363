"""Publications and files: where what we know comes from."""
