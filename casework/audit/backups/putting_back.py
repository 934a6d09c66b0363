"""Putting a backup back: into an empty place, whole or not at all."""

import os
import shutil
import tarfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.utils.translation import gettext as _

from casework.audit.backups.archive import decrypted, read_manifest, unpack
from casework.audit.backups.errors import BackupError
from casework.audit.backups.keys import read_identities
from casework.audit.backups.manifest import DATABASES, FILES, Manifest
from casework.audit.backups.snapshots import ENGINES, count_rows
from casework.audit.private_files import make_folders

#: The folder, among the stored files, in which a backup is unpacked before any of it is in its place.
STAGING = ".restoring"


def restore_backup(*, path: Path, key: Path, tell: Callable[[int], None] = lambda percent: None) -> Manifest:
    """Put back the database and the files of a backup, and return what it says of itself.

    How far it is, is told in percent. Raises ``BackupError`` where the place is not empty, the key is
    another, or the backup is damaged or holds what it should not; nothing is there then that was not before.
    """
    identities = read_identities(key)
    root = Path(settings.MEDIA_ROOT)
    _demand_empty(root)
    try:
        with _staging(root) as folder:
            with decrypted(path, identities) as stream, tarfile.open(fileobj=stream, mode="r|") as archive:
                manifest = read_manifest(archive)
                _demand_engine(manifest)
                unpack(archive, manifest, folder, _counter(manifest, tell))
            os.sync()
            with _put_in_place(folder / FILES, root):
                # Last, and at one stroke: only then there is a record that names the files.
                ENGINES[connection.vendor].put(folder / DATABASES[connection.vendor])
    except OSError as error:
        raise BackupError(
            _("The backup cannot be restored: %(why)s.") % {"why": error.strerror or error}
        ) from error
    return manifest


def differing_counts(manifest: Manifest) -> list[str]:
    """Return the tables that do not have as many rows as the backup counted."""
    with connection.cursor() as cursor:

        def ask(words: str) -> list[tuple]:
            cursor.execute(words)
            return cursor.fetchall()

        counts = count_rows(ask, ENGINES[connection.vendor].TABLES)
    return sorted(
        table
        for table in counts.keys() | manifest.counts.keys()
        if counts.get(table) != manifest.counts.get(table)
    )


def _demand_empty(root: Path) -> None:
    if not ENGINES[connection.vendor].is_empty():
        raise BackupError(
            _("There is a database already. A backup is restored into an empty one; nothing was changed.")
        )
    if root.exists() and any(root.iterdir()):
        raise BackupError(
            _("There are files in %(path)s already. A backup is restored beside none; nothing was changed.")
            % {"path": root}
        )


def _demand_engine(manifest: Manifest) -> None:
    if manifest.engine != connection.vendor:
        names = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}
        raise BackupError(
            _(
                "The backup is of a database of %(theirs)s, and cannot be restored into one of %(ours)s: "
                "give DATABASE_URL one of the same kind."
            )
            % {"theirs": names[manifest.engine], "ours": names[connection.vendor]}
        )


def _counter(manifest: Manifest, tell: Callable[[int], None]) -> Callable[[int], None]:
    total, done = sum(part.size for part in manifest.members.values()), 0

    def count(size: int) -> None:
        nonlocal done
        done += size
        tell(100 * done // max(total, 1))

    return count


@contextmanager
def _staging(root: Path) -> Iterator[Path]:
    """Yield an empty folder, and leave neither it nor, where nothing was put there, what is above it."""
    made = [folder for folder in (root, *root.parents) if not folder.exists()]
    folder = root / STAGING
    make_folders(folder)
    try:
        yield folder
    finally:
        shutil.rmtree(folder)
        for each in made:
            if any(each.iterdir()):
                break
            each.rmdir()


@contextmanager
def _put_in_place(files: Path, root: Path) -> Iterator[None]:
    """Move what was unpacked to where files are stored; take it away again if the block fails."""
    placed: list[Path] = []
    try:
        for each in sorted(files.iterdir()) if files.exists() else ():
            placed.append(root / each.name)
            each.rename(root / each.name)
        yield
    except BaseException:
        for each in placed:
            if each.is_dir():
                shutil.rmtree(each)
            else:
                each.unlink(missing_ok=True)
        raise
