"""The geometry of the liberty line: when people were held and bound, and what befell them, over the years.

Everything here is counted in units of the drawing: ``YEAR`` of them make a year.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

YEAR = 54
NARROWEST = 640
MARGIN = 14
#: How far an end of which nothing is known fades out.
FADE = 30
#: The least width at which a band can be seen and pressed.
LEAST = 5
#: How far marks in one row stand apart at least.
APART = 15
#: How many years to come are drawn at most.
AHEAD = 12

AXIS = 26
NAME = 20
MARKS = 24
CUSTODY = 24
RESTRICTION = 10
GAP = 6
DAYS_IN_A_YEAR = 365.25


@dataclass(frozen=True, slots=True)
class Stretch:
    """A time that began between ``first`` and ``begun``, and ended between ``lasting`` and ``last``.

    None stands for an open side; a stretch that runs still has no end at all: ``date.max`` for both.
    """

    kind: str
    name: str
    detail: str
    address: str
    first: date | None
    begun: date | None
    lasting: date | None
    last: date | None

    @property
    def words(self) -> str:
        """What it is, and when."""
        return f"{self.name}: {self.detail}"

    @property
    def known_from(self) -> date:
        """The first day that anything is known of it."""
        return self.first or self.begun or self.lasting or self.last or date.max


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened on a day between ``first`` and ``last``; None where that side is open."""

    kind: str
    name: str
    detail: str
    address: str
    first: date | None
    last: date | None

    @property
    def words(self) -> str:
        """What it is, and when."""
        return f"{self.name}: {self.detail}"

    @property
    def known_from(self) -> date:
        """The first day that anything is known of it."""
        return self.first or self.last or date.max


@dataclass(frozen=True, slots=True)
class Life:
    """What the line tells of one person."""

    name: str
    custody: Sequence[Stretch] = ()
    restrictions: Sequence[Stretch] = ()
    events: Sequence[Event] = ()

    @property
    def facts(self) -> list[Stretch | Event]:
        """All that is told of the person, in order; what no date places is last."""
        return sorted([*self.custody, *self.restrictions, *self.events], key=lambda fact: fact.known_from)


@dataclass(frozen=True, slots=True)
class Band:
    """A stretch as it is drawn: it fades in over ``fade_in``, is solid over ``width``, and fades out."""

    kind: str
    words: str
    address: str
    x: int
    fade_in: int
    width: int
    fade_out: int
    y: int
    height: int

    @property
    def solid_x(self) -> int:
        """Where the solid part begins."""
        return self.x + self.fade_in

    @property
    def out_x(self) -> int:
        """Where the solid part ends."""
        return self.solid_x + self.width

    @property
    def whole(self) -> int:
        """The width of all parts together."""
        return self.fade_in + self.width + self.fade_out


@dataclass(frozen=True, slots=True)
class Mark:
    """An event as it is drawn; ``reach`` is the width of the time in which it can have happened."""

    kind: str
    words: str
    address: str
    x: int
    y: int
    reach_x: int
    reach: int


@dataclass(frozen=True, slots=True)
class Row:
    """One person as drawn: the height at which the name stands, bands and marks."""

    name: str
    y: int
    bands: Sequence[Band]
    marks: Sequence[Mark]


@dataclass(frozen=True, slots=True)
class Line:
    """The whole drawing, and the lives it draws.

    ``key`` names the kinds of bands in it; ``fading`` are those of which some end is not known exactly.
    """

    width: int
    height: int
    today_x: int
    years: Sequence[tuple[int, int]]
    rows: Sequence[Row]
    key: Sequence[tuple[str, str]]
    fading: Sequence[str]
    lives: Sequence[Life]


@dataclass(frozen=True, slots=True)
class _Scale:
    start: date
    end: date
    today: date

    def x(self, day: date) -> int:
        day = min(day, self.end)
        return MARGIN + round((day - self.start).days / DAYS_IN_A_YEAR * YEAR)


def draw(lives: Iterable[Life], today: date) -> Line | None:
    """Return the drawing, from the year of the first known day to that of the last; None where none is.

    What no date places is left out: the table beside the drawing tells of it.
    """
    lives = list(lives)
    days = [day for life in lives for day in _days_of(life)]
    if not days:
        return None
    start = date(min(*days, today).year, 1, 1)
    last = min(max(*days, today).year, today.year + AHEAD)
    years = max(last - start.year + 1, (NARROWEST - 2 * MARGIN) // YEAR)
    scale = _Scale(start, date(start.year + years, 1, 1), today)
    rows, y = [], AXIS
    for life in lives:
        row, y = _row(life, scale, y, named=len(lives) > 1)
        rows.append(row)
    return Line(
        width=scale.x(scale.end) + MARGIN,
        height=y + GAP,
        today_x=scale.x(today),
        years=[(scale.x(date(start.year + n, 1, 1)), start.year + n) for n in range(years + 1)],
        rows=rows,
        key=sorted({(one.kind, one.name) for life in lives for one in (*life.custody, *life.restrictions)}),
        fading=sorted({band.kind for row in rows for band in row.bands if band.fade_in or band.fade_out}),
        lives=lives,
    )


def _days_of(life: Life) -> list[date]:
    stretches = [*life.custody, *life.restrictions]
    days = [day for one in stretches for day in (one.first, one.begun, one.lasting, one.last)]
    days += [day for event in life.events for day in (event.first, event.last)]
    return [day for day in days if day is not None and day != date.max]


def _row(life: Life, scale: _Scale, y: int, *, named: bool) -> tuple[Row, int]:
    top = y
    y += NAME if named else 0
    marks = _marks(life.events, scale, y + MARKS // 2)
    y += MARKS if marks else 0
    bands = [band for one in life.custody if (band := _band(one, scale, y, CUSTODY, scale.today))]
    y += CUSTODY + GAP if bands else 0
    ends: list[int] = []
    for one in sorted(life.restrictions, key=lambda one: one.known_from):
        if band := _band(one, scale, y, RESTRICTION, scale.end):
            # It stands in the first lane that is free again where it begins.
            lane = next((n for n, end in enumerate(ends) if end <= band.x), len(ends))
            ends[lane : lane + 1] = [band.x + band.whole]
            bands.append(replace(band, y=y + lane * (RESTRICTION + GAP)))
    y += len(ends) * (RESTRICTION + GAP)
    return Row(life.name, top + NAME - GAP, bands, marks), y + (GAP if named else 0)


def _band(one: Stretch, scale: _Scale, y: int, height: int, runs_to: date) -> Band | None:
    """Return the stretch drawn between the days that its ends allow; None where no day is known.

    One that runs still breaks off at the day to which it ``runs_to``.
    """
    days = (one.first, one.begun, one.lasting, one.last)
    if all(day is None or day == date.max for day in days):
        return None
    left, solid, solid_end, right = (
        None if day is None else scale.x(runs_to if day == date.max else day) for day in days
    )
    left, right = _bounds(left, solid, solid_end, right)
    solid = right if solid is None else min(solid, right)
    solid_end = left if solid_end is None else max(solid_end, left)
    if solid > solid_end:
        # On no day is it certain: it fades in and out around the middle of what is possible.
        solid = solid_end = (left + right) // 2
    if right - left < LEAST:
        left, solid, solid_end, right = left, left, left + LEAST, left + LEAST
    return Band(
        kind=one.kind,
        words=one.words,
        address=one.address,
        x=left,
        fade_in=solid - left,
        width=solid_end - solid,
        fade_out=right - solid_end,
        y=y,
        height=height,
    )


def _bounds(left: int | None, solid: int | None, solid_end: int | None, right: int | None) -> tuple[int, int]:
    """Return the outermost units, an open side standing one fade beyond what is known of it."""
    known = [unit for unit in (left, solid, solid_end, right) if unit is not None]
    if left is None:
        left = max(min(known) - FADE, MARGIN)
    if right is None:
        right = max(known) + FADE
    return left, max(left, right)


def _marks(events: Iterable[Event], scale: _Scale, y: int) -> list[Mark]:
    """Return the marks from left to right, each pushed on where it would cover the one before it."""
    marks: list[Mark] = []
    for event in sorted(events, key=lambda event: event.known_from):
        first, last = event.first or event.last, event.last or event.first
        if first is None or last is None:
            continue
        x = scale.x(first + timedelta(days=(last - first).days // 2))
        if marks:
            x = max(x, marks[-1].x + APART)
        reach = scale.x(last) - scale.x(first)
        marks.append(Mark(event.kind, event.words, event.address, x, y, scale.x(first), reach))
    return marks
