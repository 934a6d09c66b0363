"""The files: all that one reader sees of one record."""
