"""What is in a place: the rows of its tables, and the files in its folders."""

import io
from pathlib import Path

from django.core.management import call_command
from django.db import connection

from casework.audit.backups.snapshots import ENGINES

#: Words that stand in a row and in a file, and nowhere where they can be read without a key.
CANARY = "Qarlyghash-Zymyran"


def said_by(command: str, *arguments: object) -> str:
    """Run a command and return what it said."""
    out = io.StringIO()
    call_command(command, *map(str, arguments), stdout=out, stderr=out)
    return out.getvalue()


def backed_up(folder: Path) -> Path:
    """Make a backup into the folder, and return where it is."""
    folder.mkdir(exist_ok=True)
    said_by("backup", "--to", folder)
    [path] = folder.iterdir()
    return path


def rows_by_table() -> dict[str, list[str]]:
    """Return every row of every table, but who read what: that a backup is made is noted there."""
    with connection.cursor() as cursor:
        cursor.execute(ENGINES[connection.vendor].TABLES)
        tables = [table for (table,) in cursor.fetchall()]
        found = {}
        for table in tables:
            cursor.execute(f'SELECT * FROM "{table}"')
            found[table] = sorted(map(repr, cursor.fetchall()))
    return {table: rows for table, rows in found.items() if table != "audit_read"}


def files_in(folder: Path) -> dict[str, bytes]:
    """Return every file in the folder, by its path."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def modes_in(folder: Path) -> set[int]:
    """Return what others than the owner may do with the folder and anything in it."""
    return {path.stat().st_mode & 0o077 for path in (folder, *folder.rglob("*"))}


def is_untouched(folder: Path) -> bool:
    """Whether neither a table nor a file is there."""
    is_empty = ENGINES[connection.vendor].is_empty()
    return is_empty and not (folder.exists() and any(folder.rglob("*")))
