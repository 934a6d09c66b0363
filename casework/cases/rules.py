"""What holds for cases whoever asks, in plain Python."""

import re
from collections.abc import Iterable, Mapping
from datetime import date, timedelta

REFERENCE = r"^[A-Z]{2}-[0-9]{4}-[0-9]{3,6}\Z"


def reference_prefix(country: str, year: int) -> str:
    """Return what the references of all cases of one country and year begin with."""
    return f"{country}-{year:04d}-"


def next_reference(country: str, year: int, taken: Iterable[str]) -> str:
    """Return the reference after the highest one taken.

    References that do not continue the country and year are passed over.
    """
    prefix = reference_prefix(country, year)
    numbers = [int(reference.removeprefix(prefix)) for reference in taken if _continues(prefix, reference)]
    return f"{prefix}{max(numbers, default=0) + 1:03d}"


def _continues(prefix: str, reference: str) -> bool:
    return reference.startswith(prefix) and re.match(REFERENCE, reference) is not None


def follows_in_a_circle(own: int, followed: int | None, follows: Mapping[int, int | None]) -> bool:
    """Tell whether a record that is to follow another would come to follow itself.

    ``follows`` gives for each record of the case the one it follows.
    """
    seen = {own}
    while followed is not None:
        if followed in seen:
            return True
        seen.add(followed)
        followed = follows.get(followed)
    return False


def remind_on(due_on: date, *, days_before: int, on: date) -> date:
    """Return the day on which what is due should come up, for something recorded on the day ``on``.

    That is so many days before it is due, or the day on which it is recorded, but never after it is due.
    """
    return min(due_on, max(on, due_on - timedelta(days=days_before)))
