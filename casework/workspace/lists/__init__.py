"""The lists of records: how each is narrowed, sorted, shown, exported and acted on, by subject."""
