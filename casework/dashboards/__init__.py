"""Figures of the whole docket, for directors."""
