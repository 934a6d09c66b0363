"""For what day what is on record asks a colleague to do something, and how long before to remind of it."""

from datetime import date

DAYS_BEFORE_HEARING = 7
DAYS_BEFORE_END_OF_RESTRICTION = 30


def hearing_awaited_on(*, scheduled_on: date | None, outcome: str) -> date | None:
    """Return the day of an announced hearing of which it is not known what became of it, past or to come."""
    return None if outcome else scheduled_on


def end_awaited_on(*, latest_end: date | None, is_lifted: bool) -> date | None:
    """Return the latest day on which a restriction ends, unless it was lifted or no such day is known."""
    return None if is_lifted else latest_end
