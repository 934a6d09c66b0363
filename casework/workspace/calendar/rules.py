"""Which days of a detention are remembered, in plain Python."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from casework.core.partial_dates import PartialDate, add_span

DAYS = 100
MONTHS = 6


@dataclass(frozen=True, slots=True)
class Anniversary:
    """The day on which somebody will have been held for so long: one of days, months and years is not nought.

    ``is_about`` says that the start, and so the day, is not exactly known.
    """

    on: date
    days: int = 0
    months: int = 0
    years: int = 0
    is_about: bool = False


def anniversaries(began: PartialDate | None, first: date, last: date) -> list[Anniversary]:
    """Return the anniversaries of a detention on the days from first to last, in order.

    They are the hundredth day, the half year, and each full year. An imprecise start counts from its earliest
    possible day; one that is open on either side has none, since nothing can be counted from it.
    """
    if began is None or began.earliest is None or began.latest is None:
        return []
    return [each for each in _from(began.earliest, not began.is_exact, last) if first <= each.on]


def _from(start: date, is_about: bool, last: date) -> Iterator[Anniversary]:
    spans = [{"days": DAYS}, {"months": MONTHS}]
    spans += [{"years": years} for years in range(1, last.year - start.year + 1)]
    for span in spans:
        if (day := add_span(start, **span)) <= last:
            yield Anniversary(day, **span, is_about=is_about)
