"""Change sets, entries and guards: what makes every change accountable. Knows no subject."""
