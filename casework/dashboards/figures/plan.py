"""One figure: what it is called, what counts, the rows that it counts, and by what these are told apart."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.functional import Promise

from casework.dashboards.figures.partings import Parting, Tally
from casework.dashboards.scope import Scope

#: A part of a figure as an address names it: the parting and the key.
Part = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Cell:
    """What a list shows of one row under one head; ``address`` is where it leads."""

    value: Any
    address: str = ""
    look: str = ""


@dataclass(frozen=True, kw_only=True)
class Column:
    """One column of the list that a figure opens."""

    label: str | Promise
    value: Callable[[Any, Scope], Any]
    address: Callable[[Any, Scope], str] | None = None
    look: str = ""

    def cell(self, row: Any, scope: Scope) -> Cell:
        """Return what is shown of the row."""
        return Cell(self.value(row, scope), self.address(row, scope) if self.address else "", self.look)


@dataclass(frozen=True, kw_only=True)
class Figure:
    """One number of the dashboard, and the list that it opens.

    ``rows`` tells which rows count, each once; ``listed`` brings along what the list shows of them, in order.
    ``is_of_period`` says that it counts what happened in the period, not how things stood on its last day.
    """

    name: str
    label: str | Promise
    definition: str | Promise
    rows: Callable[[Scope], Any]
    listed: Callable[[Any, Scope], Any]
    columns: Sequence[Column]
    partings: Sequence[Parting] = ()
    is_of_period: bool = False
    none: str | Promise = ""
    #: Fewer of these are better: an alarm is shown where there are any.
    is_alarm: bool = False
    #: Columns of the rows to be added up, each under a name.
    sums: Mapping[str, str] = field(default_factory=dict)
    #: What the rows come to beside their number, as a median: what it is called, and what it is.
    measured: Callable[[Any, Tally, Scope], list[tuple[str, str]]] = lambda rows, told, scope: []
    #: The unit of the number where what it measures comes first: a count of what it is made of.
    made_of: str | Promise = ""
    prepared: Callable[[Sequence[Any], Scope], None] = field(default=lambda rows, scope: None)

    @property
    def partings_by_name(self) -> dict[str, Parting]:
        """The partings, each under its name."""
        return {parting.name: parting for parting in self.partings}

    def part(self, scope: Scope, parts: Sequence[Part] = ()) -> QuerySet:
        """Return the rows that fall into all the named parts; raise KeyError for a parting it has not."""
        rows = self.rows(scope)
        for name, key in parts:
            rows = self.partings_by_name[name].part(rows, key, scope)
        return rows

    def table(self, rows: Sequence[Any], scope: Scope) -> Iterator[list[Cell]]:
        """Yield what the list shows of these rows."""
        self.prepared(rows, scope)
        for row in rows:
            yield [column.cell(row, scope) for column in self.columns]

    def address(self, query: str = "", parts: Sequence[Part] = ()) -> str:
        """Return the list of these parts, under the question that the page asks."""
        address = reverse("dashboards:figure", args=[self.name])
        asked = [query, *(f"part={name}:{quote(key, safe='')}" for name, key in parts)]
        return f"{address}?{'&'.join(filter(None, asked))}".rstrip("?")
