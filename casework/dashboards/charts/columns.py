"""Columns by month: of one series, of several beside each other, or of several upon each other."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from math import ceil
from typing import ClassVar

from casework.dashboards.charts.axes import (
    BASE,
    DIGIT,
    HEIGHT,
    PLOT,
    TOP,
    Month,
    Tick,
    are_years,
    height_of,
    months_along,
    ticks_up_to,
    width_of_month,
)
from casework.dashboards.charts.marks import Caption, Mark, Row, Series, Table, figure

#: How much of the width of a month its columns take.
SHARE = 0.72
#: The least width of one of several columns beside each other.
COLUMN = 11
#: Up to so many columns have their numbers written above, if these are not too long.
FEW = 40
DIGITS = 3
#: The least height at which a part can be pressed.
LEAST = 4


@dataclass(frozen=True, slots=True)
class Key:
    """A series in the legend: its tone, counted from one, and its name."""

    tone: int
    name: str


@dataclass(frozen=True, slots=True)
class Column:
    """A number as a column, or as its part of one; x and width are in hundredths of the width.

    What can be pressed is ``hit_height`` high from ``hit_y`` down.
    """

    mark: Mark
    tone: int
    x: float
    width: float
    y: float
    height: float
    hit_y: float
    hit_height: float


@dataclass(frozen=True, slots=True)
class Written:
    """A number written above a column."""

    figure: str
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Columns:
    """The whole chart; ``width`` is the least at which all of it can be read."""

    template_name: ClassVar[str] = "components/chart_columns.html"

    caption: Caption
    width: int
    height: int
    base: int
    ticks: Sequence[Tick]
    months: Sequence[Month]
    columns: Sequence[Column]
    written: Sequence[Written]
    key: Sequence[Key]
    table: Table


def draw_columns(
    caption: Caption, months: Sequence[date], series: Sequence[Series], *, is_stacked: bool = False
) -> Columns:
    """Return the columns of each month, given by its first day; each series has a mark for each month."""
    by_month = list(zip(*(one.marks for one in series), strict=True))
    if series and len(by_month) != len(months):
        raise ValueError("Each series has one mark for each month.")
    heights = [_total(marks) if is_stacked else max(_values(marks)) for marks in by_month]
    ticks = ticks_up_to(max(heights, default=0)) if heights else []
    columns: list[Column] = []
    for n, marks in enumerate(by_month):
        slot = 100 / len(months)
        left, room = (n + (1 - SHARE) / 2) * slot, slot * SHARE
        draw = _upon_each_other if is_stacked else _beside_each_other
        columns += draw(marks, left, room, ticks[-1].value)
    beside = 1 if is_stacked else max(1, len(series))
    digits = len(figure(max(heights, default=0)))
    is_numbered = beside * len(months) <= FEW and digits <= DIGITS
    column = max(COLUMN, digits * DIGIT + 2) if is_numbered else COLUMN
    month = max(width_of_month(len(months)), ceil(column if beside == 1 else beside * column / SHARE))
    return Columns(
        caption=caption,
        width=len(by_month) * month,
        height=HEIGHT,
        base=BASE,
        ticks=ticks,
        months=months_along(months) if by_month else [],
        columns=columns,
        written=_written(columns, by_month, is_stacked=is_stacked) if is_numbered else [],
        key=key_of(series),
        table=table_of(months, series),
    )


def key_of(series: Sequence[Series]) -> list[Key]:
    """Return the legend; of a single series, which the title names, there is none."""
    return [Key(n, one.name) for n, one in enumerate(series, 1)] if len(series) > 1 else []


def table_of(months: Sequence[date], series: Sequence[Series]) -> Table:
    """Return the numbers with a row for each month."""
    rows = zip(months, zip(*(one.marks for one in series), strict=True), strict=False)
    if are_years(months):
        return Table([one.name for one in series], [Row(f"{year.year}", marks) for year, marks in rows])
    return Table([one.name for one in series], [Row("", marks, month) for month, marks in rows])


def _values(marks: Iterable[Mark]) -> list[int]:
    return [mark.value for mark in marks]


def _total(marks: Iterable[Mark]) -> int:
    return sum(_values(marks))


def _beside_each_other(marks: Sequence[Mark], left: float, room: float, top: int) -> list[Column]:
    """Return columns that stand on the base; each can be pressed from there to the top."""
    width = room / len(marks)
    return [
        Column(
            mark=mark,
            tone=n + 1,
            x=round(left + n * width, 3),
            width=round(width, 3),
            y=round(BASE - height_of(mark.value, top), 2),
            height=height_of(mark.value, top),
            hit_y=TOP,
            hit_height=PLOT,
        )
        for n, mark in enumerate(marks)
    ]


def _upon_each_other(marks: Sequence[Mark], left: float, room: float, top: int) -> list[Column]:
    """Return the parts of one column from the base up; each is pressed on itself."""
    columns, below = [], 0
    for n, mark in enumerate(marks):
        height = height_of(mark.value, top)
        y = round(BASE - height_of(below + mark.value, top), 2)
        reach = max(height, LEAST)
        columns.append(
            Column(
                mark, n + 1, round(left, 3), round(room, 3), y, height, round(y + height - reach, 2), reach
            )
        )
        below += mark.value
    return columns


def _written(
    columns: Sequence[Column], by_month: Sequence[Sequence[Mark]], *, is_stacked: bool
) -> list[Written]:
    """Return the numbers above the columns; nought is told by there being none."""
    if not is_stacked:
        return [
            Written(column.mark.figure, round(column.x + column.width / 2, 3), round(column.y - 5, 2))
            for column in columns
            if column.mark.value
        ]
    highest = [columns[n * len(marks) + len(marks) - 1] for n, marks in enumerate(by_month)]
    return [
        Written(figure(_total(marks)), round(column.x + column.width / 2, 3), round(column.y - 5, 2))
        for marks, column in zip(by_month, highest, strict=True)
        if _total(marks)
    ]
