"""A list as the rows of a file: what is filtered, in the columns shown."""

from collections.abc import Iterator
from typing import Any

from casework.workspace.lists.facets import worded
from casework.workspace.lists.tables import ListTable


def rows_of(table: ListTable) -> Iterator[list[Any]]:
    """Yield the heads of the columns, then the rows in the order of the table."""
    rows = table.as_values()
    yield [worded(head) for head in next(rows)]
    yield from rows
