"""The staff and what each role may do."""
