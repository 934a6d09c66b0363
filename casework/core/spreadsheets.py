"""Rows as a file that a spreadsheet opens: text, or a workbook; never a formula."""

import io
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from defusedcsv import csv
from django.http import StreamingHttpResponse
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

Rows = Iterable[Sequence[Any]]

WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
#: White space before which a spreadsheet still finds a formula.
LEADING = ("\t", "\r", "\n")
BYTES_TOGETHER = 64 * 1024


def as_csv(rows: Rows) -> Iterator[str]:
    """Yield the rows as the lines of a CSV file.

    A cell that a spreadsheet would run is kept as text by an apostrophe before it.
    """
    line = io.StringIO()
    writer = csv.writer(line)
    # By this mark spreadsheets know that the letters are Unicode.
    yield "\ufeff"
    for row in rows:
        writer.writerow(map(_defused, row))
        yield line.getvalue()
        line.seek(0)
        line.truncate()


def _defused(value: Any) -> Any:
    # The writer takes care of every other beginning.
    return f"'{value}" if isinstance(value, str) and value.startswith(LEADING) else value


def as_workbook(rows: Rows) -> Iterator[bytes]:
    """Yield the rows as a workbook: days as days, numbers as numbers, and all else as text."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet()
    for row in rows:
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


_KINDS: Mapping[str, tuple[Callable[[Rows], Iterator[Any]], str]] = {
    "csv": (as_csv, "text/csv; charset=utf-8"),
    "xlsx": (as_workbook, WORKBOOK),
}
#: The kinds of file, by the ending of their names.
KINDS = tuple(_KINDS)


def file_of(rows: Rows, *, kind: str, name: str) -> StreamingHttpResponse:
    """Return the answer that sends the rows as a file of this kind, under this name; no cache may keep it."""
    write, content_type = _KINDS[kind]
    return StreamingHttpResponse(
        write(rows),
        content_type=content_type,
        headers={
            "Content-Disposition": f'attachment; filename="{name}.{kind}"',
            "Cache-Control": "private, no-store",
        },
    )
