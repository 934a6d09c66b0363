"""The rows of a list as a table: columns that each say how they are read, shown, sorted and exported."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar

import django_tables2 as tables
from django.core.paginator import Paginator
from django.db.models import F, Model, QuerySet
from django.db.models.expressions import OrderBy
from django.utils.formats import date_format
from django.utils.functional import Promise, cached_property
from django.utils.html import format_html, format_html_join
from django_tables2.data import TableData

from casework.workspace.lists.facets import worded

ROWS_ON_A_PAGE = 50
#: How many rows of an export are read together.
ROWS_TOGETHER = 500


def in_words(value: Any) -> Any:
    """Return a value as a page shows it."""
    if value is None:
        return ""
    return date_format(value, "j M Y") if isinstance(value, date) else value


def badge(state: str, words: Any) -> str:
    """Return what something is as a word in the colour of its state."""
    return format_html('<span class="state{}">{}</span>', f" state--{state}" if state else "", words)


def unbroken(words: Iterable[str]) -> str:
    """Return a list of words, such as references, none of which a narrow column breaks."""
    return format_html_join(", ", '<span class="nowrap">{}</span>', ((word,) for word in words))


class Column(tables.Column):
    """One column: ``read`` gives the value of a record, which an export holds as it is.

    ``show`` gives what the page shows of the record instead, ``sort`` the columns of the database, each with
    a minus to turn it round, by which the list is put in order; ``look`` is the class of its cells.
    """

    def __init__(
        self,
        name: str | Promise,
        read: Callable[[Any], Any],
        *,
        sort: str | Sequence[str] = (),
        show: Callable[[Any], Any] | None = None,
        look: str = "",
        opens: bool = False,
    ) -> None:
        # The record is read by a function, so that the stock accessor must not ask it for anything.
        super().__init__(verbose_name=name, accessor="pk", orderable=bool(sort), empty_values=())
        self.read, self.show, self.look, self.opens = read, show, look, opens
        self.sort = (sort,) if isinstance(sort, str) else tuple(sort)

    def render(self, record: Any, table: "ListTable") -> Any:
        """Return the cell as the page shows it."""
        words = self.show(record) if self.show else in_words(self.read(record))
        return format_html('<a href="{}">{}</a>', table.address_of(record), words) if self.opens else words

    def value(self, record: Any) -> Any:
        """Return the cell as an export holds it: days and numbers as such, all else as text."""
        value = self.read(record)
        return value if value is None or isinstance(value, int | date) else str(value)


class PreparedRows(TableData):
    """Rows in order by their keys; those of a page, or of one part of an export, are read together."""

    @cached_property
    def _count(self) -> int:
        return self.data.count()

    def __len__(self) -> int:
        return self._count

    def __getitem__(self, part: slice) -> list[Any]:
        return self.table.read(list(self._keys[part]))

    def __iter__(self) -> Iterator[Any]:
        keys = list(self._keys)
        for start in range(0, len(keys), ROWS_TOGETHER):
            yield from self.table.read(keys[start : start + ROWS_TOGETHER])

    @property
    def _keys(self) -> QuerySet:
        return self.data.values_list("pk", flat=True)

    def order_by(self, aliases: Sequence[str]) -> None:
        """Put the rows in the order of the columns."""
        self.data = self.data.order_by(*self.table.ordering(aliases), "-pk")


@dataclass(frozen=True, slots=True)
class Head:
    """The head of one column: how the list is sorted by it now, and the address that sorts by it."""

    name: str
    look: str
    direction: str
    address: str


class ListTable(tables.Table):
    """The columns of a list; the first is always there and opens the record."""

    record: ClassVar[type[Model]]
    #: The columns shown to whoever has not chosen any.
    usual: ClassVar[tuple[str, ...]]
    #: The column by which the list is sorted unless the address says otherwise.
    usual_sort: ClassVar[str]

    def __init__(
        self, rows: QuerySet, *, user: Any, on: date, columns: Iterable[str], sort: str = "", here: str = ""
    ) -> None:
        self.user, self.on, self.here = user, on, here
        first, *others = self.base_columns
        self.chosen = {first, *columns}
        super().__init__(
            PreparedRows(self.annotated(rows)),
            order_by=(sort or self.usual_sort,),
            extra_columns=[(name, None) for name in others if name not in self.chosen],
        )

    def address_of(self, record: Any) -> str:
        """Return the page of a record."""
        return record.get_absolute_url()

    # Reading

    def annotated(self, rows: QuerySet) -> QuerySet:
        """Return the rows with what columns are sorted by; what no column needs costs nothing."""
        return rows

    def joined(self, rows: QuerySet) -> QuerySet:
        """Return the rows with the records that their cells name."""
        return rows

    def prepare(self, records: list[Any]) -> None:
        """Put on the records what is read for all of them together."""

    def read(self, keys: list[int]) -> list[Any]:
        """Return the records with these keys in their order, ready to be shown."""
        rows = self.record._default_manager.visible_to(self.user).filter(pk__in=keys).order_by()
        found = {record.pk: record for record in self.joined(self.annotated(rows))}
        records = [found[key] for key in keys if key in found]
        self.prepare(records)
        return records

    def turn_to(self, page: str | None) -> None:
        """Show one page; the nearest one if there is none with this number."""
        self.paginator = Paginator(self.rows, ROWS_ON_A_PAGE)
        self.page = self.paginator.get_page(page)

    # Sorting

    def ordering(self, aliases: Sequence[str]) -> Iterator[OrderBy]:
        """Yield by what to put the rows in order for these columns; what is not recorded comes last."""
        for alias in aliases or (self.usual_sort,):
            for path in self.base_columns[alias.lstrip("-")].sort:
                column = F(path.lstrip("-"))
                is_down = path.startswith("-") != alias.startswith("-")
                yield column.desc(nulls_last=True) if is_down else column.asc(nulls_last=True)

    def heads(self, query: Any) -> Iterator[Head]:
        """Yield the heads of the columns, with addresses that keep the query."""
        [sorted_by] = self.order_by or ("",)
        for bound in self.columns:
            direction = ""
            if sorted_by.lstrip("-") == bound.name:
                direction = "descending" if sorted_by.startswith("-") else "ascending"
            asked = query.copy()
            asked["sort"] = f"-{bound.name}" if direction == "ascending" else bound.name
            address = f"?{asked.urlencode()}" if bound.orderable else ""
            yield Head(worded(bound.header), bound.column.look, direction, address)

    @classmethod
    def choices(cls) -> list[tuple[str, str]]:
        """Return the columns that may be shown or left out, with their names."""
        _first, *others = cls.base_columns.items()
        return [(name, worded(column.verbose_name)) for name, column in others]
