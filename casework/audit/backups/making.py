"""Making a backup: beside the work of everybody else, and on record before its file appears."""

import fcntl
import hashlib
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path
from typing import BinaryIO, NamedTuple

from django.conf import settings
from django.db import connection
from django.utils.translation import gettext as _

from casework.audit.backups.archive import measure, write_archive
from casework.audit.backups.errors import BackupError
from casework.audit.backups.keys import read_recipients
from casework.audit.backups.manifest import DATABASES, FILES, Manifest, Part, is_plain
from casework.audit.backups.snapshots import ENGINES, Snapshot
from casework.audit.choices import HowRead
from casework.audit.models import Read
from casework.audit.private_files import for_its_owner, make_durable, make_folders

#: Who makes backups, as the page of reads names it.
MADE_BY = "manage.py backup"
#: The folder in the data folder that holds the snapshot while a backup is made.
WORKPLACE = "backup"

Tell = Callable[[str, int], None]


class Backup(NamedTuple):
    """A backup that was made: where, with what SHA-256, and what is in it."""

    path: Path
    sha256: str
    manifest: Manifest


def make_backup(*, to: Path, at: datetime, tell: Tell = lambda what, percent: None) -> Backup:
    """Write a backup to a file that does not exist yet, or into a folder under a name made of the moment.

    Everything in it stood on record at one moment after ``at``. How far it is, is told by what is done and
    percent. Raises ``BackupError``, and leaves nothing behind then.
    """
    recipients = read_recipients(settings.BACKUP_RECIPIENTS)
    path = to / f"casework-{at:%Y-%m-%dT%H%MZ}.tar.age" if to.is_dir() else to
    if path.exists():
        raise BackupError(_("There is a file at %(path)s already; it is left as it is.") % {"path": path})
    try:
        with _workplace() as folder, _hidden_beside(path) as (part, file):
            copying = _("Copying the database")
            snapshot = ENGINES[connection.vendor].take(folder, lambda percent: tell(copying, percent))
            manifest, paths = _measured(snapshot, at, tell)
            writing = _("Encrypting")
            hashed = _Hashed(file)
            write_archive(
                hashed,
                recipients=recipients,
                manifest=manifest,
                paths=paths,
                at=at.timestamp(),
                count=_counter(sum(each.size for each in manifest.members.values()), writing, tell),
            )
            file.flush()
            os.fsync(file.fileno())
            backup = Backup(path, hashed.digest.hexdigest(), manifest)
            _record(backup, at)
            _publish(part, path)
    except OSError as error:
        raise BackupError(
            _("The backup cannot be written: %(why)s.") % {"why": error.strerror or error}
        ) from error
    return backup


def _measured(snapshot: Snapshot, at: datetime, tell: Tell) -> tuple[Manifest, dict[str, Path]]:
    """Return what is to be in the backup, and where each part of it is now."""
    root = Path(settings.MEDIA_ROOT)
    files = {name: root / name for name in sorted(snapshot.files) if is_plain(name)}
    total = snapshot.path.stat().st_size
    for path in files.values():
        with suppress(FileNotFoundError):
            total += path.stat().st_size
    count = _counter(total, _("Reading the files"), tell)
    parts: dict[str, Part] = {}
    for name, path in files.items():
        # What is erased at this moment is missing like what was lost before.
        with suppress(FileNotFoundError):
            parts[name] = measure(path, count)
    manifest = Manifest(
        engine=connection.vendor,
        at=at.isoformat(timespec="seconds"),
        migrations=snapshot.migrations,
        counts=snapshot.counts,
        database=measure(snapshot.path, count),
        files=parts,
        missing=sorted(snapshot.files - parts.keys()),
    )
    paths = {f"{FILES}/{name}": files[name] for name in parts}
    return manifest, {DATABASES[connection.vendor]: snapshot.path, **paths}


def _counter(total: int, what: str, tell: Tell) -> Callable[[int], None]:
    done = 0

    def count(size: int) -> None:
        nonlocal done
        done += size
        tell(what, min(100, 100 * done // max(total, 1)))

    return count


def _record(backup: Backup, at: datetime) -> None:
    """Put on record, as every export is, that all of it leaves the database."""
    Read.objects.create(
        actor_name=MADE_BY,
        at=at,
        how=HowRead.EXPORTED,
        words=f"{backup.path.name}, SHA-256 {backup.sha256}",
        rows=sum(backup.manifest.counts.values()),
        is_restricted=True,
    )


@contextmanager
def _workplace() -> Iterator[Path]:
    """Yield an empty folder for the snapshot, one backup at a time, and empty it again.

    What one that was killed has left there goes as well.
    """
    folder = Path(settings.DATA_DIR) / WORKPLACE
    make_folders(folder)
    holder = os.open(folder, os.O_RDONLY)
    try:
        try:
            fcntl.flock(holder, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise BackupError(_("Another backup is being made. Wait until it is done.")) from error
        _empty(folder)
        try:
            yield folder
        finally:
            _empty(folder)
    finally:
        os.close(holder)


def _empty(folder: Path) -> None:
    for left in folder.iterdir():
        if left.is_dir():
            shutil.rmtree(left)
        else:
            left.unlink()


@contextmanager
def _hidden_beside(path: Path) -> Iterator[tuple[Path, BinaryIO]]:
    """Yield a new file beside the path, which is gone afterwards unless it was given its name."""
    descriptor, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    part = Path(name)
    try:
        with open(descriptor, "wb") as file:
            yield part, file
    finally:
        part.unlink(missing_ok=True)


def _publish(part: Path, path: Path) -> None:
    """Give the file its name, unless another has it by now."""
    try:
        # Not every disk that is carried away knows links, by which the name could be given at one stroke.
        os.close(for_its_owner(str(path), os.O_CREAT | os.O_EXCL | os.O_WRONLY))
    except FileExistsError as error:
        raise BackupError(
            _("There is a file at %(path)s already; it is left as it is.") % {"path": path}
        ) from error
    part.replace(path)
    make_durable(path.parent)


class _Hashed:
    """A file that is written, and the hash of what was written to it."""

    def __init__(self, file: BinaryIO) -> None:
        self.file = file
        self.digest = hashlib.sha256()

    def write(self, some: bytes) -> int:
        """Write it."""
        self.digest.update(some)
        return self.file.write(some)

    def flush(self) -> None:
        """See that it is written."""
        self.file.flush()
