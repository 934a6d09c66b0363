"""A list as a file that a spreadsheet opens: what is filtered, in the columns shown, never a formula."""

import io
import tempfile
from collections.abc import Iterator
from typing import Any

from defusedcsv import csv
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

from casework.workspace.lists.facets import worded
from casework.workspace.lists.tables import ListTable

#: White space before which a spreadsheet still finds a formula.
LEADING = ("\t", "\r", "\n")
BYTES_TOGETHER = 64 * 1024


def _rows(table: ListTable) -> Iterator[list[Any]]:
    rows = table.as_values()
    yield [worded(head) for head in next(rows)]
    yield from rows


def as_csv(table: ListTable) -> Iterator[str]:
    """Yield the lines of the list as CSV, in the order and with the columns of the table.

    A cell that a spreadsheet would run is kept as text by an apostrophe before it.
    """
    line = io.StringIO()
    writer = csv.writer(line)
    # By this mark spreadsheets know that the letters are Unicode.
    yield "\ufeff"
    for row in _rows(table):
        writer.writerow(map(_defused, row))
        yield line.getvalue()
        line.seek(0)
        line.truncate()


def _defused(value: Any) -> Any:
    # The writer takes care of every other beginning.
    return f"'{value}" if isinstance(value, str) and value.startswith(LEADING) else value


def as_workbook(table: ListTable) -> Iterator[bytes]:
    """Yield the list as a workbook: days as days, numbers as numbers, and all else as text."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet()
    for row in _rows(table):
        sheet.append([_cell(sheet, value) for value in row])
    with tempfile.TemporaryFile() as file:
        book.save(file)
        file.seek(0)
        while part := file.read(BYTES_TOGETHER):
            yield part


def _cell(sheet: Any, value: Any) -> Any:
    if not isinstance(value, str):
        return value
    cell = WriteOnlyCell(sheet, ILLEGAL_CHARACTERS_RE.sub("", value))
    cell.data_type = "s"
    return cell
