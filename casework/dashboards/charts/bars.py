"""Horizontal bars, one row for each label; every bar is as long as its share of the longest."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from casework.dashboards.charts.marks import Caption, Mark, Row, Table


@dataclass(frozen=True, slots=True)
class Bar:
    """A number as a bar; its length is in hundredths of the room for bars."""

    mark: Mark
    length: float


@dataclass(frozen=True, slots=True)
class BarRow:
    """A label with its bar, and the paler bar of what it is compared with."""

    label: str
    bar: Bar
    other: Bar | None


@dataclass(frozen=True, slots=True)
class Bars:
    """The whole chart; ``other_name`` says what the paler bars are, if there are any."""

    template_name: ClassVar[str] = "components/chart_bars.html"

    caption: Caption
    name: str
    other_name: str
    rows: Sequence[BarRow]

    @property
    def table(self) -> Table:
        """The same numbers in rows."""
        names = [self.name, self.other_name] if self.other_name else [self.name]
        return Table(
            names,
            [
                Row(row.label, [bar.mark for bar in (row.bar, row.other) if bar is not None])
                for row in self.rows
            ],
        )


def draw_bars(
    caption: Caption, marks: Sequence[Mark], *, name: str, others: Sequence[Mark] = (), other_name: str = ""
) -> Bars:
    """Return a row for each mark, in their order, each with the one of ``others`` in the same place."""
    longest = max((mark.value for mark in (*marks, *others)), default=0)

    def bar(mark: Mark) -> Bar:
        return Bar(mark, round(100 * mark.value / longest, 2) if longest else 0)

    seconds = [bar(other) for other in others] if others else [None] * len(marks)
    rows = [BarRow(mark.label, bar(mark), other) for mark, other in zip(marks, seconds, strict=True)]
    return Bars(caption, name, other_name if others else "", rows)
