"""Lines over months, one for each series; every point is a number."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import ClassVar

from casework.dashboards.charts.axes import (
    BASE,
    HEIGHT,
    Month,
    Tick,
    height_of,
    months_along,
    ticks_up_to,
    width_of_month,
)
from casework.dashboards.charts.columns import Key, key_of, table_of
from casework.dashboards.charts.marks import Caption, Mark, Series, Table

#: How high the part around a point is that can be pressed.
REACH = 24
#: How far the numbers at the ends of lines stand apart at least.
APART = 13


@dataclass(frozen=True, slots=True)
class Point:
    """A number as a point; x, and the width that can be pressed, are in hundredths of the width."""

    mark: Mark
    tone: int
    x: float
    y: float
    hit_x: float
    hit_width: float
    hit_y: float


@dataclass(frozen=True, slots=True)
class Segment:
    """The line from one point to the next."""

    tone: int
    x: float
    y: float
    to_x: float
    to_y: float


@dataclass(frozen=True, slots=True)
class End:
    """The latest number of a line, written beside its end."""

    tone: int
    figure: str
    y: float


@dataclass(frozen=True, slots=True)
class Lines:
    """The whole chart; ``width`` is the least at which all of it can be read."""

    template_name: ClassVar[str] = "components/chart_lines.html"

    caption: Caption
    width: int
    height: int
    base: int
    reach: int
    ticks: Sequence[Tick]
    months: Sequence[Month]
    segments: Sequence[Segment]
    points: Sequence[Point]
    ends: Sequence[End]
    key: Sequence[Key]
    table: Table


def draw_lines(caption: Caption, months: Sequence[date], series: Sequence[Series]) -> Lines:
    """Return a line for each series over the months, given by their first days."""
    if any(len(one.marks) != len(months) for one in series):
        raise ValueError("Each series has one mark for each month.")
    values = [mark.value for one in series for mark in one.marks]
    ticks = ticks_up_to(max(values)) if values else []
    lines = [_points(one.marks, tone, ticks[-1].value) for tone, one in enumerate(series, 1) if one.marks]
    return Lines(
        caption=caption,
        width=width_of_month(len(months)) * len(months),
        height=HEIGHT,
        base=BASE,
        reach=REACH,
        ticks=ticks,
        months=months_along(months) if lines else [],
        segments=[
            Segment(one.tone, one.x, one.y, other.x, other.y)
            for line in lines
            for one, other in pairwise(line)
        ],
        points=[point for line in lines for point in line],
        ends=_ends([line[-1] for line in lines]),
        key=key_of(series),
        table=table_of(months, series),
    )


def _points(marks: Sequence[Mark], tone: int, top: int) -> list[Point]:
    slot = 100 / len(marks)
    points = []
    for n, mark in enumerate(marks):
        y = round(BASE - height_of(mark.value, top), 2)
        x = round((n + 0.5) * slot, 3)
        points.append(Point(mark, tone, x, y, round(n * slot, 3), round(slot, 3), round(y - REACH / 2, 2)))
    return points


def _ends(points: Sequence[Point]) -> list[End]:
    """Return the latest numbers from below up, each pushed up where it would cover the one below it."""
    ends: list[End] = []
    for point in sorted(points, key=lambda point: (-point.y, point.tone)):
        y = min(point.y, ends[-1].y - APART) if ends else point.y
        ends.append(End(point.tone, point.mark.figure, round(y, 2)))
    return ends
