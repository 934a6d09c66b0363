"""What every chart is told: its caption, and numbers with the lists that they count."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

#: Stands between thousands in every language.
THIN_SPACE = "\u202f"


@dataclass(frozen=True, slots=True)
class Caption:
    """What a chart says of itself.

    ``id`` is that of no other element of the page; ``nothing`` is said where there is nothing to draw, and
    ``level`` is that of the title among the headings of the page.
    """

    id: str
    title: str
    summary: str
    nothing: str = ""
    level: int = 2


@dataclass(frozen=True, slots=True)
class Mark:
    """A number as it is drawn, and the address of the list that it counts; without one it is no link.

    ``words`` say in full what is counted, as "12 people held in Kazakhstan".
    """

    label: str
    value: int
    address: str = ""
    words: str = ""

    @property
    def spoken(self) -> str:
        """What the mark says when it is pointed at or read aloud."""
        return self.words or f"{self.label}: {self.figure}"

    @property
    def figure(self) -> str:
        """The number as people read it."""
        return figure(self.value)


@dataclass(frozen=True, slots=True)
class Series:
    """Numbers of one kind, in the order of the months that they are of."""

    name: str
    marks: Sequence[Mark]


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the table beside a chart, named by a word or by a month."""

    label: str
    marks: Sequence[Mark]
    month: date | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """The numbers of a chart as a table: one column for each of its ``names``."""

    names: Sequence[str]
    rows: Sequence[Row]


def figure(value: int) -> str:
    """Write a number so that its thousands can be told apart, from five digits on."""
    return f"{value:,}".replace(",", THIN_SPACE) if abs(value) >= 10_000 else str(value)
