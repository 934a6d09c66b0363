"""People and organisations, their names, ties and affiliations."""
