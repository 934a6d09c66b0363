"""A case as it was recorded on any day: its rows as the history holds them, and what changed since."""
