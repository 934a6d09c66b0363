"""The part of the Extended Date/Time Format (ISO 8601-2) that a case record needs, with strict bounds.

It has the date of a day, a month or a year, as it is or marked approximate (~), uncertain (?) or both (%);
a year whose last one or two digits are unspecified (201X); a day of an unspecified month (2022-XX-11); an
interval of two of these, either side of which may be open (../2022-03-12); and one of a set
([2022-02-11,2022-02-13]).
"""

import calendar
import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

FIRST_YEAR = 1000
LAST_YEAR = 2999
LAST_DAY = date(LAST_YEAR, 12, 31)
MAX_LENGTH = 64
"""The longest text that the column of a partial date holds."""

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")

MARK_WORDS = {"": "", "~": "about ", "?": "perhaps ", "%": "perhaps about "}


def gettext_noop(words: str) -> str:
    """Mark the words for translators; whoever shows them translates them."""
    return words


class Refused(ValueError):
    """A text that is not read: why, in words with parameters, and what could have been meant."""

    def __init__(self, message: str, *, could_mean: "Iterable[Expression]" = (), **params: object) -> None:
        super().__init__(message % params)
        self.message = message
        self.params = params
        self.could_mean = tuple(could_mean)


@dataclass(frozen=True, slots=True)
class Point:
    """One date at its own precision; `year` keeps an X for each digit that is not specified."""

    year: str
    month: int | None = None
    day: int | None = None
    mark: str = ""

    @classmethod
    def on(cls, day: date) -> "Point":
        """Return the point that is exactly one day."""
        return cls(f"{day.year:04}", day.month, day.day)

    def __post_init__(self) -> None:
        if not self.year.startswith(("1", "2")):
            raise Refused(
                gettext_noop("The year %(year)s is outside %(first)s to %(last)s."),
                year=self.year,
                first=FIRST_YEAR,
                last=LAST_YEAR,
            )
        if self.month is not None and not 1 <= self.month <= 12:
            raise Refused(gettext_noop("There is no month %(month)s."), month=self.month)
        if self.day is None:
            return
        if self.month is None:
            if not 1 <= self.day <= 31:
                raise Refused(gettext_noop("No month has a day %(day)s."), day=self.day)
        elif not 1 <= self.day <= calendar.monthrange(int(self.year), self.month)[1]:
            raise Refused(
                gettext_noop("%(month)s %(year)s has no day %(day)s."),
                month=MONTHS[self.month - 1],
                year=self.year,
                day=self.day,
            )

    @property
    def edtf(self) -> str:
        """The point in the format's own notation."""
        if self.month is None:
            return self.year + (f"-XX-{self.day:02}" if self.day else "") + self.mark
        return f"{self.year}-{self.month:02}" + (f"-{self.day:02}" if self.day else "") + self.mark

    @property
    def earliest(self) -> date:
        """The first day that the point may be."""
        year = int(self.year.replace("X", "0"))
        return date(year, self.month or 1, self.day or 1)

    @property
    def latest(self) -> date:
        """The last day that the point may be."""
        year = int(self.year.replace("X", "9"))
        month = self.month or 12
        return date(year, month, self.day or calendar.monthrange(year, month)[1])

    @property
    def is_day(self) -> bool:
        """Whether the point names one day of one month of one year."""
        return self.month is not None and self.day is not None

    @property
    def phrase(self) -> str:
        """The point as people say it."""
        if self.month is None and self.day:
            words = f"{ordinal(self.day)} of a month in {self.year}"
        elif self.month is None:
            words = self._year_phrase
        else:
            words = f"{MONTHS[self.month - 1]} {self.year}"
            words = f"{self.day} {words}" if self.day else words
        return MARK_WORDS[self.mark] + words

    @property
    def _year_phrase(self) -> str:
        if "X" not in self.year:
            return self.year
        if self.year.count("X") == 1 and self.year[2] != "0":
            return f"the {self.year[:3]}0s"
        span = "decade" if self.year.count("X") == 1 else "century"
        return f"the {span} of the {self.year.replace('X', '0')}s"


@dataclass(frozen=True, slots=True)
class Interval:
    """Some time from one date to another; None where that side is open."""

    start: Point | None
    end: Point | None

    def __post_init__(self) -> None:
        if self.start is None and self.end is None:
            raise Refused(gettext_noop("An interval needs at least one date."))
        if self.start and self.end and self.end.latest < self.start.earliest:
            raise Refused(
                gettext_noop("The interval ends (%(end)s) before it starts (%(start)s)."),
                start=self.start.phrase,
                end=self.end.phrase,
            )

    @property
    def edtf(self) -> str:
        """The interval in the format's own notation."""
        return f"{self.start.edtf if self.start else '..'}/{self.end.edtf if self.end else '..'}"

    @property
    def earliest(self) -> date | None:
        """The first day that it may have been."""
        return self.start.earliest if self.start else None

    @property
    def latest(self) -> date | None:
        """The last day that it may have been."""
        return self.end.latest if self.end else None

    @property
    def phrase(self) -> str:
        """The interval as people say it."""
        if self.start and self.end:
            return f"between {self.start.phrase} and {self.end.phrase}"
        if self.end:
            return f"before {self.end.phrase}" if self.end.is_day else f"{self.end.phrase} or earlier"
        return f"after {self.start.phrase}" if self.start.is_day else f"{self.start.phrase} or later"


@dataclass(frozen=True, slots=True)
class OneOf:
    """One of two or more dates, kept in their order."""

    points: tuple[Point, ...]

    @classmethod
    def of(cls, points: Iterable[Point]) -> "OneOf":
        """Return the set of the points, each once, in order; refuse fewer than two."""
        ordered = tuple(sorted(set(points), key=lambda point: (point.earliest, point.latest, point.mark)))
        if len(ordered) < 2:
            raise Refused(gettext_noop("A choice of dates needs two different dates."))
        return cls(ordered)

    @property
    def edtf(self) -> str:
        """The set in the format's own notation."""
        return f"[{','.join(point.edtf for point in self.points)}]"

    @property
    def earliest(self) -> date:
        """The first day among them."""
        return self.points[0].earliest

    @property
    def latest(self) -> date:
        """The last day among them."""
        return max(point.latest for point in self.points)

    @property
    def phrase(self) -> str:
        """The set as people say it."""
        return " or ".join(point.phrase for point in self.points)


Expression = Point | Interval | OneOf

_POINT = re.compile(
    r"(?P<year>\d{4}|\d{3}X|\d{2}XX)(?:-(?P<month>\d\d|XX)(?:-(?P<day>\d\d|XX))?)?(?P<mark>[~?%]?)",
    re.ASCII,
)
_QUARTERS = {33: (1, 3), 34: (4, 6), 35: (7, 9), 36: (10, 12)}
_THIRDS = {37: (1, 4), 38: (5, 8), 39: (9, 12)}
_HALVES = {40: (1, 6), 41: (7, 12)}
PARTS_OF_YEAR = _QUARTERS | _THIRDS | _HALVES
"""The format's codes for quarters, thirds and halves of a year, with their first and last months."""

SEASONS = {"spring": (3, 9), "summer": (6, 12), "autumn": (9, 3), "winter": (12, 6)}
"""The month in which each season starts, north and south of the equator."""

_SEASON_CODES = {
    code: name
    for first in (21, 25, 29)
    for code, name in enumerate(("spring", "summer", "autumn", "winter"), start=first)
}


def parse(text: str) -> Expression | None:
    """Read a text in the format's notation; None if it is not in it.

    Raises Refused if it is, but names a day that does not exist, an interval that ends before it starts, or a
    season, whose months depend on the place.
    """
    return _parse(text.strip().upper())


@lru_cache(maxsize=4096)
def _parse(text: str) -> Expression | None:
    if text.startswith("[") and text.endswith("]"):
        points = [_parse_point(part.strip()) for part in text[1:-1].split(",")]
        return OneOf.of(points) if all(isinstance(point, Point) for point in points) else None
    if text.count("/") == 1:
        start, end = (side.strip() for side in text.split("/"))
        return _parse_interval(start, end)
    return _parse_point(text)


def _parse_interval(start: str, end: str) -> Interval | None:
    sides: list[Point | None] = []
    for side in (start, end):
        point = None if side in ("", "..") else _parse_point(side)
        if point is not None and not isinstance(point, Point):
            return None
        if point is None and side not in ("", ".."):
            return None
        sides.append(point)
    return Interval(*sides)


def _parse_point(text: str) -> Point | Interval | None:
    match = _POINT.fullmatch(text)
    if not match:
        return None
    year, month, day, mark = match.group("year", "month", "day", "mark")
    if "X" in year and month:
        return None
    if month and month > "20" and month != "XX" and not day:
        return part_of_year(year, int(month), mark)
    # A month or day that is merely unspecified says no more than the coarser date does.
    if day == "XX":
        day = None
    if month == "XX" and day is None:
        month = None
    return Point(year, _number(month), _number(day), mark)


def _number(digits: str | None) -> int | None:
    return int(digits) if digits and digits.isdigit() else None


def part_of_year(year: str, code: int, mark: str = "") -> Interval:
    """Return the months of the quarter, third or half of the year; raises Refused for a season."""
    if code in _SEASON_CODES:
        raise season_refused(_SEASON_CODES[code], year)
    first, last = PARTS_OF_YEAR.get(code, (code, code))
    return Interval(Point(year, first, mark=mark), Point(year, last, mark=mark))


def season_refused(name: str, year: str) -> Refused:
    """Return the refusal of a season, with the months that it can mean in either half of the world."""
    readings = []
    for first in SEASONS[name]:
        for first_year in (int(year) - 1, int(year)) if first == 12 else (int(year),):
            last_year, last = (first_year + 1, 2) if first == 12 else (first_year, first + 2)
            readings.append(Interval(Point(f"{first_year:04}", first), Point(f"{last_year:04}", last)))
    readings.sort(key=lambda reading: reading.earliest)
    return Refused(
        gettext_noop("The months of %(season)s %(year)s depend on the place: choose the months meant."),
        could_mean=readings,
        season=name,
        year=year,
    )


def from_bounds(earliest: date | None, latest: date | None, mark: str = "") -> Expression | None:
    """Return the simplest expression with these bounds; None if both are open."""
    if earliest is None and latest is None:
        return None
    if earliest and latest:
        for point in (
            Point.on(earliest),
            Point(f"{earliest.year:04}", earliest.month),
            Point(f"{earliest.year:04}"),
        ):
            if (point.earliest, point.latest) == (earliest, latest):
                return replace(point, mark=mark)
    for precision in (1, 2, 3):
        start = _rounded(earliest, precision, mark) if earliest else None
        end = _rounded(latest, precision, mark) if latest else None
        interval = Interval(start, end)
        if (interval.earliest, interval.latest) == (earliest, latest):
            return interval
    raise AssertionError("An interval of days has the limits that it was made of.")


def _rounded(day: date, precision: int, mark: str) -> Point:
    return Point(*(f"{day.year:04}", day.month, day.day)[:precision], mark=mark)


def ordinal(day: int) -> str:
    """Return the number of a day as it is said: “11th”, “22nd”."""
    suffix = "th" if 11 <= day % 100 <= 13 else {1: "st", 2: "nd", 3: "rd"}.get(day % 10, "th")
    return f"{day}{suffix}"
