"""Rows as a file that a spreadsheet opens: text, or a workbook; never a formula."""

import io
import re
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from numbers import Number
from typing import Any

from defusedcsv import csv
from django.http import StreamingHttpResponse
from django.utils.http import content_disposition_header
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

Rows = Iterable[Sequence[Any]]

WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
#: By what a cell begins that a spreadsheet runs, also as East Asian keyboards type it: at its very beginning,
#: after what is passed over, or after what ends a cell where another mark is looked for.
TRIGGERS = r"=+\-@|%\uff1d\uff0b\uff0d\uff20"
_RUNS = re.compile(
    rf"\A(?=[\s\0-\x20\u200b-\u200f\u2060\ufeff]*[{TRIGGERS}])(?!-?[0-9][0-9,.]*\Z)|\A(?=[\t\r\n])"
)
_ENDS = re.compile(rf"([;\t\r\n]\s*)(?=[{TRIGGERS}])")
BYTES_TOGETHER = 64 * 1024


def as_csv(rows: Rows) -> Iterator[str]:
    """Yield the rows as the lines of a CSV file.

    A cell that a spreadsheet would run is kept as text by an apostrophe before it, and so is what it would
    take for one where it looks for semicolons.
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
    if value is None or isinstance(value, Number):
        return value
    return _ENDS.sub(r"\1'", _RUNS.sub("'", str(value)))


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
    if value is None or isinstance(value, Number | date):
        return value
    value = str(value)
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
            "Content-Disposition": content_disposition_header(True, f"{name}.{kind}"),
            "Cache-Control": "private, no-store",
        },
    )
