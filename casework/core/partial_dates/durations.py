"""How long it is from one day to another, when either may be known only roughly."""

import calendar
from dataclasses import dataclass
from datetime import MAXYEAR, date, timedelta
from typing import Protocol

EN_DASH = "\N{EN DASH}"


class Bounded(Protocol):
    """Anything that lies between two days, either of which may be open."""

    @property
    def earliest(self) -> date | None: ...

    @property
    def latest(self) -> date | None: ...


@dataclass(frozen=True, slots=True)
class DayRange:
    """A number of days between a least and a most; None where that side is open."""

    least: int | None
    most: int | None

    def __str__(self) -> str:
        if self.is_impossible:
            return "ends before it starts"
        if self.least is None and self.most is None:
            return "unknown"
        if self.most is None:
            return f"at least {_counted(self.least, 'day')}"
        if self.least is None:
            return f"at most {_counted(self.most, 'day')}"
        if self.least == self.most:
            return _counted(self.most, "day")
        return f"{self.least:,}{EN_DASH}{_counted(self.most, 'day')}"

    def __add__(self, other: "DayRange") -> "DayRange":
        """Return the length of two spells together; one of unknown length may have lasted no time at all."""
        if not isinstance(other, DayRange):
            return NotImplemented
        leasts = [least for least in (self.least, other.least) if least is not None]
        return DayRange(
            least=sum(leasts) if leasts else None,
            most=None if self.most is None or other.most is None else self.most + other.most,
        )

    @property
    def is_exact(self) -> bool:
        """Whether the number of days is known."""
        return self.least is not None and self.least == self.most

    @property
    def is_impossible(self) -> bool:
        """Whether the end lies before the start however the dates are read."""
        return self.most is not None and self.most < 0


def days_between(start: Bounded, end: Bounded) -> DayRange:
    """Return how many days lie between two partial dates, the day of the start not counted.

    Where the two overlap the least is none; where the end can only lie before the start, both numbers are
    negative and the range says that it is impossible.
    """
    least = (end.earliest - start.latest).days if end.earliest and start.latest else None
    most = (end.latest - start.earliest).days if end.latest and start.earliest else None
    if least is not None and (most is None or most >= 0):
        least = max(least, 0)
    return DayRange(least, most)


def add_span(day: date, *, years: int = 0, months: int = 0, days: int = 0) -> date:
    """Return the day that many years, months and days later.

    Past the year 9999 it is the last day of that year. A day that the month lacks becomes its last:
    31 January and one month is 28 or 29 February.
    """
    month_index = day.year * 12 + day.month - 1 + years * 12 + months
    year, month = month_index // 12, month_index % 12 + 1
    if year > MAXYEAR:
        return date.max
    in_month = date(year, month, min(day.day, calendar.monthrange(year, month)[1]))
    return in_month + timedelta(days=min(days, (date.max - in_month).days))


def months_and_days(start: date, end: date) -> str:
    """Return the calendar time from one day to a later one as people say it: “13 months 16 days”."""
    if end < start:
        raise ValueError("The end is before the start.")
    months = (end.year - start.year) * 12 + end.month - start.month
    if add_span(start, months=months) > end:
        months -= 1
    days = (end - add_span(start, months=months)).days
    parts = [_counted(months, "month")] if months else []
    if days or not months:
        parts.append(_counted(days, "day"))
    return " ".join(parts)


def _counted(number: int, noun: str) -> str:
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"
