"""The axes of charts by month: along the months in hundredths of the width, so that text never shrinks."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import count, pairwise

from casework.dashboards.charts.marks import figure

#: Heights, in units of the drawing: room above for a number, the plot itself, room below for the months.
TOP = 18
PLOT = 160
FOOT = 34
HEIGHT = TOP + PLOT + FOOT
BASE = TOP + PLOT

#: How many steps an axis has at most, and how many months are named one by one.
STEPS = 4
NAMED = 12
#: The least width of a month: where its name is written, and where those of most are not.
MONTH = 26
UNNAMED_MONTH = 18
#: How wide a digit is.
DIGIT = 6.4


@dataclass(frozen=True, slots=True)
class Tick:
    """A number on the axis, and the height at which it stands."""

    value: int
    y: float

    @property
    def figure(self) -> str:
        """The number as people read it."""
        return figure(self.value)


@dataclass(frozen=True, slots=True)
class Month:
    """A month on the axis: its middle, and whether its name and that of its year are written there."""

    on: date
    x: float
    is_named: bool
    names_year: bool


def round_ticks(highest: int) -> list[int]:
    """Return few round numbers from nought up that cover the highest; each is one, two or five tens apart."""
    steps = (n * 10**power for power in count() for n in (1, 2, 5))
    step = next(step for step in steps if step * STEPS >= highest)
    return [n * step for n in range(max(1, -(-highest // step)) + 1)]


def height_of(value: float, top: int) -> float:
    """Return the height of a value where ``top`` is the highest number on the axis."""
    return round(value / top * PLOT, 2)


def ticks_up_to(highest: int) -> list[Tick]:
    """Return the ticks of an axis on which the highest value finds room."""
    values = round_ticks(highest)
    return [Tick(value, round(BASE - height_of(value, values[-1]), 2)) for value in values]


def width_of_month(number: int) -> int:
    """Return the least width of each of so many months."""
    return MONTH if number <= NAMED else UNNAMED_MONTH


def are_years(months: Sequence[date]) -> bool:
    """Return whether these are years, each given by its first month, and not months."""
    return len(months) > 1 and all(later.year == month.year + 1 for month, later in pairwise(months))


def months_along(months: Sequence[date]) -> list[Month]:
    """Return the months side by side; of many, only every third is named, and each year where it begins."""
    if not months:
        return []
    slot = 100 / len(months)
    if are_years(months):
        apart = -(-len(months) // NAMED)
        return [
            Month(on=year, x=round((n + 0.5) * slot, 3), is_named=False, names_year=n % apart == 0)
            for n, year in enumerate(months)
        ]
    named = [n for n, month in enumerate(months) if len(months) <= NAMED or month.month % 3 == 1]
    return [
        Month(
            on=month,
            x=round((n + 0.5) * slot, 3),
            is_named=n in named,
            names_year=n in named[:1] or (n in named and month.month == 1),
        )
        for n, month in enumerate(months)
    ]
