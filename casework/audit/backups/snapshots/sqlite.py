"""SQLite: its own means of copying a database page by page, inside one transaction that reads."""

import os
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from django.db import connection
from django.utils.translation import gettext as _

from casework.audit.backups.errors import BackupError
from casework.audit.backups.manifest import DATABASES
from casework.audit.backups.snapshots.contents import Snapshot, describe
from casework.audit.private_files import make_durable, make_folders

TABLES = (
    "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite~_%' ESCAPE '~' ORDER BY 1"
)

#: Pages copied between two signs of progress.
PAGES_AT_ONCE = 5000
#: What SQLite keeps beside the file of a database while it is open.
BESIDE = ("-wal", "-shm", "-journal")


def take(folder: Path, tell: Callable[[int], None]) -> Snapshot:
    """Copy the database into the folder; who writes meanwhile does not wait, and is not in it."""
    path = folder / DATABASES["sqlite"]
    os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    original = Path(connection.settings_dict["NAME"]).absolute().as_uri()
    try:
        with closing(sqlite3.connect(path, isolation_level=None)) as copy:
            with closing(
                sqlite3.connect(f"{original}?mode=ro", uri=True, isolation_level=None, timeout=20)
            ) as source:
                # What is read first fixes what is seen until the end: without it, each write that others
                # commit between two rounds would have the copy begin again.
                source.execute("BEGIN")
                source.execute("SELECT count(*) FROM sqlite_master").fetchone()
                source.backup(
                    copy,
                    pages=PAGES_AT_ONCE,
                    progress=lambda status, left, total: tell(100 * (total - left) // max(total, 1)),
                )
            # One file that needs none beside it.
            copy.execute("PRAGMA journal_mode = DELETE")
            return describe(path, lambda asked: copy.execute(asked).fetchall(), TABLES)
    except sqlite3.Error as error:
        raise BackupError(_("The database cannot be copied: %(why)s.") % {"why": error}) from error


def put(snapshot: Path) -> None:
    """Put the copy where the settings say that the database is; it stands there whole or not at all."""
    connection.close()
    path = Path(connection.settings_dict["NAME"])
    staged = path.with_name(f"{path.name}.restoring")
    make_folders(path.parent)
    try:
        shutil.move(snapshot, staged)
        _demand_database(staged)
        os.sync()
        for ending in ("", *BESIDE):
            path.with_name(path.name + ending).unlink(missing_ok=True)
        staged.rename(path)
        make_durable(path.parent)
    finally:
        staged.unlink(missing_ok=True)


def _demand_database(path: Path) -> None:
    try:
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as there:
            found = [said for (said,) in there.execute("PRAGMA quick_check(1)")]
    except sqlite3.Error as error:
        found = [str(error)]
    if found != ["ok"]:
        raise BackupError(_("What is in the backup is no sound database: %(why)s.") % {"why": found[0]})


def is_empty() -> bool:
    """Whether there is no database yet, or one without a table."""
    path = Path(connection.settings_dict["NAME"])
    if not path.exists():
        return True
    try:
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as there:
            return there.execute("SELECT count(*) FROM sqlite_master").fetchone() == (0,)
    except sqlite3.Error:
        return False
