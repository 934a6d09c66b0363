"""The dates of the cases: in months, as an agenda, and for other calendars."""
