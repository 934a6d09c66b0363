"""Partial dates, small fields and their inputs: knows no subject, has no tables."""
