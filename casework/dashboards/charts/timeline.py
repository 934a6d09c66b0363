"""When people were held, one row for each, with bands in hundredths of the width."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from casework.dashboards.charts.marks import Caption, Mark

AXIS = 36
ROW = 26
BAND = 18
#: The least width at which the months and years can be read.
WIDTH = 560
#: How far an end of which nothing is known fades out, and the least width at which a band can be seen.
FADE = 3.0
LEAST = 0.7
#: How many people are drawn unless another number is asked for.
ROWS = 25
#: After how many months a tick may stand, and how many ticks there are at most.
STEPS = (1, 3, 12, 24, 60, 120)
TICKS = 14
#: Where on the axis a year can begin at the latest to be named.
ROOM_FOR_A_YEAR = 94
#: How wide a letter is.
LETTER = 6.2


@dataclass(frozen=True, slots=True)
class Spell:
    """A time in custody that began from ``first`` to ``begun``, and ended from ``lasting`` to ``last``.

    None stands for an open side; a spell that lasts still has no end at all: ``date.max`` for both.
    ``kind`` is the regime, ``mark`` what is said of the spell and where it is shown.
    """

    kind: str
    mark: Mark
    first: date | None
    begun: date | None
    lasting: date | None
    last: date | None


@dataclass(frozen=True, slots=True)
class Held:
    """A person, with the times in which they were held."""

    name: str
    spells: Sequence[Spell]
    address: str = ""


@dataclass(frozen=True, slots=True)
class Band:
    """A spell as it is drawn: it fades in over ``fade_in``, is solid over ``width``, and fades out."""

    kind: str
    mark: Mark
    x: float
    fade_in: float
    width: float
    fade_out: float
    is_named: bool

    @property
    def solid_x(self) -> float:
        """Where the solid part begins."""
        return round(self.x + self.fade_in, 3)

    @property
    def out_x(self) -> float:
        """Where the solid part ends."""
        return round(self.x + self.fade_in + self.width, 3)

    @property
    def whole(self) -> float:
        """The width of all parts together."""
        return round(self.fade_in + self.width + self.fade_out, 3)


@dataclass(frozen=True, slots=True)
class HeldRow:
    """A person as drawn: the top of the row, the top of its bands, and the bands."""

    held: Held
    y: int
    band_y: int
    bands: Sequence[Band]


@dataclass(frozen=True, slots=True)
class Tick:
    """A day on the axis; its year is written where it begins, its month where months are told apart."""

    on: date
    x: float
    names_month: bool
    names_year: bool


@dataclass(frozen=True, slots=True)
class Timeline:
    """The whole drawing; ``left_out`` counts the people for whom there was no room."""

    template_name: ClassVar[str] = "components/chart_timeline.html"

    caption: Caption
    width: int
    height: int
    band: int
    today: date
    today_x: float
    ticks: Sequence[Tick]
    rows: Sequence[HeldRow]
    key: Sequence[tuple[str, str]]
    fading: Sequence[str]
    left_out: int
    address_of_all: str


@dataclass(frozen=True, slots=True)
class _Scale:
    start: date
    end: date
    today: date

    def x(self, day: date) -> float:
        day = min(max(self.today if day == date.max else day, self.start), self.end)
        return round(100 * (day - self.start).days / (self.end - self.start).days, 3)


def draw_timeline(
    caption: Caption,
    people: Sequence[Held],
    today: date,
    *,
    since: date | None = None,
    limit: int = ROWS,
    address_of_all: str = "",
) -> Timeline:
    """Return a row for each of the first people, from the first known day or from ``since``, to ``today``.

    Whoever has no spell that a date places has a row without bands; where nobody has one there are no rows.
    """
    shown = people[:limit]
    days = [day for held in shown for spell in held.spells for day in _days_of(spell)]
    scale, ticks = _axis(max(since or date.min, min(*days, today)), today) if days else (None, [])
    rows = [
        HeldRow(held, AXIS + n * ROW, AXIS + n * ROW + (ROW - BAND) // 2, _bands(held.spells, scale))
        for n, held in enumerate(shown)
        if scale
    ]
    drawn = [band for row in rows for band in row.bands]
    return Timeline(
        caption=caption,
        width=WIDTH,
        height=AXIS + len(rows) * ROW,
        band=BAND,
        today=today,
        today_x=scale.x(today) if scale else 0,
        ticks=ticks,
        rows=rows,
        key=sorted({(band.kind, band.mark.label) for band in drawn}),
        fading=sorted({band.kind for band in drawn if band.fade_in or band.fade_out}),
        left_out=len(people) - len(shown),
        address_of_all=address_of_all,
    )


def _days_of(spell: Spell) -> list[date]:
    days = (spell.first, spell.begun, spell.lasting, spell.last)
    return [day for day in days if day is not None and day != date.max]


def _axis(first: date, today: date) -> tuple[_Scale, list[Tick]]:
    """Return the scale and its ticks: months, quarters or years, so that there are few."""
    months = (today.year - first.year) * 12 + today.month - first.month + 1
    step = next((step for step in STEPS if months / step <= TICKS), STEPS[-1])
    begin = (first.year * 12 + first.month - 1) // step * step
    end = today.year * 12 + today.month - 1 + max(1, months // 24)
    scale = _Scale(_month(begin), _month(end), today)
    return scale, [
        Tick(
            on=_month(n),
            x=scale.x(_month(n)),
            names_month=step < STEPS[2],
            names_year=(n % 12 == 0 or n == begin) and scale.x(_month(n)) < ROOM_FOR_A_YEAR,
        )
        for n in range(begin, end, step)
    ]


def _month(count: int) -> date:
    return date(count // 12, count % 12 + 1, 1)


def _bands(spells: Iterable[Spell], scale: _Scale) -> list[Band]:
    return [band for spell in spells if (band := _band(spell, scale))]


def _band(spell: Spell, scale: _Scale) -> Band | None:
    """Return the spell between the days that its ends allow; None where it ended before the axis begins."""
    days = _days_of(spell)
    if not days or (spell.last is not None and spell.last < scale.start):
        return None
    left, solid, solid_end, right = (
        None if day is None else scale.x(day) for day in (spell.first, spell.begun, spell.lasting, spell.last)
    )
    known = [unit for unit in (left, solid, solid_end, right) if unit is not None]
    left = max(min(known) - FADE, 0) if left is None else left
    right = max(left, min(max(known) + FADE, 100) if right is None else right)
    solid = right if solid is None else min(solid, right)
    solid_end = left if solid_end is None else max(solid_end, left)
    if solid > solid_end:
        # On no day is it certain: it fades in and out around the middle of what is possible.
        solid = solid_end = (left + right) / 2
    if right - left < LEAST:
        left = min(left, 100 - LEAST)
        solid, solid_end, right = left, left + LEAST, left + LEAST
    width = solid_end - solid
    return Band(
        kind=spell.kind,
        mark=spell.mark,
        x=round(left, 3),
        fade_in=round(solid - left, 3),
        width=round(width, 3),
        fade_out=round(right - solid_end, 3),
        is_named=width * WIDTH / 100 >= len(spell.mark.label) * LETTER + 12,
    )
