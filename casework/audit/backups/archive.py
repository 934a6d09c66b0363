"""The archive of a backup: a tar that is encrypted while it is written, and checked while it is read."""

import hashlib
import os
import tarfile
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

import pyrage
from django.utils.translation import gettext as _
from pyrage.x25519 import Identity, Recipient

from casework.audit.backups.errors import BackupError
from casework.audit.backups.manifest import MANIFEST, Manifest, Part
from casework.audit.private_files import for_its_owner, make_folders

#: Bytes read at a time.
BYTES_AT_ONCE = 1 << 18
#: More than the manifest of a million files holds.
LONGEST_MANIFEST = 1 << 28

Tell = Callable[[int], None]


def measure(path: Path, count: Tell = lambda size: None) -> Part:
    """Return what the file must be when it is unpacked again; ``count`` is told of the bytes read."""
    digest, size = hashlib.sha256(), 0
    for some in _read(path):
        digest.update(some)
        size += len(some)
        count(len(some))
    return Part(size, digest.hexdigest())


def _read(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while some := file.read(BYTES_AT_ONCE):
            yield some


# Written


def write_archive(
    file: BinaryIO,
    *,
    recipients: list[Recipient],
    manifest: Manifest,
    paths: Mapping[str, Path],
    at: float,
    count: Tell,
) -> None:
    """Write the manifest and every member that it names, found in ``paths``, encrypted to the recipients.

    Raises ``BackupError`` if a file is no longer what the manifest says, or there is no room.
    """
    stream = _Stream(_tar(manifest, paths, at, count))
    try:
        pyrage.encrypt_io(stream, file, recipients)
    except pyrage.EncryptError as error:
        if stream.failure is not None:
            raise stream.failure from None
        raise BackupError(_("The backup cannot be written: %(why)s.") % {"why": error}) from error


def _tar(manifest: Manifest, paths: Mapping[str, Path], at: float, count: Tell) -> Iterator[bytes]:
    written = manifest.written()
    yield from _member(MANIFEST, len(written), [written], at)
    for name, part in manifest.members.items():
        yield from _member(name, part.size, _checked(paths[name], part, count), at)
    # The end of an archive.
    yield bytes(2 * tarfile.BLOCKSIZE)


def _member(name: str, size: int, content: Iterable[bytes], at: float) -> Iterator[bytes]:
    header = tarfile.TarInfo(name)
    header.size, header.mode, header.mtime = size, 0o600, int(at)
    yield header.tobuf(tarfile.PAX_FORMAT)
    yield from content
    yield bytes(-size % tarfile.BLOCKSIZE)


def _checked(path: Path, part: Part, count: Tell) -> Iterator[bytes]:
    """Yield what is in the file, which must be what it was when it was measured."""
    digest, size = hashlib.sha256(), 0
    try:
        for some in _read(path):
            digest.update(some)
            size += len(some)
            yield some
            count(len(some))
    except FileNotFoundError:
        size = -1
    if Part(size, digest.hexdigest()) != part:
        raise BackupError(
            _("%(path)s changed while it was being backed up. Make the backup again.") % {"path": path}
        )


class _Stream:
    """What is written, as a file that is read once from its beginning to its end.

    ``failure`` is what went wrong: whoever reads would make something else of it.
    """

    def __init__(self, parts: Iterator[bytes]) -> None:
        self.failure: BaseException | None = None
        self._parts = parts
        self._rest = memoryview(b"")

    def read(self, size: int) -> bytes:
        """Return some of it, at most so many bytes; nothing at the end."""
        try:
            while not self._rest:
                self._rest = memoryview(next(self._parts))
        except StopIteration:
            return b""
        except BaseException as error:
            self.failure = error
            raise
        some, self._rest = self._rest[:size], self._rest[size:]
        return bytes(some)


# Read


@contextmanager
def decrypted(path: Path, identities: list[Identity]) -> Iterator[BinaryIO]:
    """Let the block read what is in a backup; raises ``BackupError`` if it is damaged or not for these keys.

    Whether it is whole is known once the block is over.
    """
    failures: list[BaseException] = []
    reading, writing = os.pipe()

    def decrypt() -> None:
        try:
            with open(writing, "wb") as sink, path.open("rb") as source:
                pyrage.decrypt_io(source, sink, identities)
        except BaseException as error:
            failures.append(error)

    thread = threading.Thread(target=decrypt)
    thread.start()
    try:
        with open(reading, "rb") as stream:
            yield stream
            _demand_nothing_more(stream)
    except (BackupError, tarfile.TarError, ValueError) as error:
        thread.join()
        # What is cut short or damaged fails in both; the one who decrypts knows why.
        _say(path, [failure for failure in failures if not isinstance(failure, BrokenPipeError)])
        if isinstance(error, BackupError):
            raise
        raise BackupError(_("What is in the backup is not understood: %(why)s.") % {"why": error}) from error
    finally:
        thread.join()
    _say(path, failures)


def _demand_nothing_more(stream: BinaryIO) -> None:
    while some := stream.read(BYTES_AT_ONCE):
        if any(some):
            raise BackupError(_("There is something after the end of the backup."))


def _say(path: Path, failures: list[BaseException]) -> None:
    for failure in failures:
        if isinstance(failure, pyrage.DecryptError):
            words = _("This key does not open %(path)s, or that is no backup: %(why)s.")
        elif isinstance(failure, OSError):
            words = _("%(path)s cannot be read, or is damaged or cut short: %(why)s.")
        else:
            raise failure
        raise BackupError(words % {"path": path, "why": failure}) from failure


def read_manifest(archive: tarfile.TarFile) -> Manifest:
    """Return what stands first in the archive."""
    member = archive.next()
    if member is None or member.name != MANIFEST or not _is_file(member) or member.size > LONGEST_MANIFEST:
        raise BackupError(_("What is in the file is no backup of Casework."))
    content = archive.extractfile(member)
    assert content is not None  # noqa: S101 - a file has one
    return Manifest.read(content.read())


def unpack(archive: tarfile.TarFile, manifest: Manifest, folder: Path, count: Tell) -> None:
    """Unpack every member that the manifest names into the folder, and see that each is what it must be.

    Raises ``BackupError`` for anything else in the archive: another name or kind, too many, too few.
    """
    wanted = dict(manifest.members)
    while member := archive.next():
        part = wanted.pop(member.name, None)
        if part is None or not _is_file(member) or member.size != part.size:
            raise BackupError(
                _("The backup holds what it should not: %(name)s.") % {"name": member.name[:200]}
            )
        _unpack(archive, member, part, folder / member.name, count)
    if wanted:
        raise BackupError(
            _("The backup lacks %(count)d of its files, %(name)s the first.")
            % {"count": len(wanted), "name": min(wanted)}
        )


def _unpack(archive: tarfile.TarFile, member: tarfile.TarInfo, part: Part, path: Path, count: Tell) -> None:
    make_folders(path.parent)
    digest, content = hashlib.sha256(), archive.extractfile(member)
    assert content is not None  # noqa: S101 - a file has one
    with open(path, "xb", opener=for_its_owner) as file:
        while some := content.read(BYTES_AT_ONCE):
            file.write(some)
            digest.update(some)
            count(len(some))
    if digest.hexdigest() != part.sha256:
        raise BackupError(_("%(name)s is not what was backed up.") % {"name": member.name})


def _is_file(member: tarfile.TarInfo) -> bool:
    """Whether it is a plain file, and neither a link nor a device nor anything sparse."""
    return member.type == tarfile.REGTYPE and member.sparse is None
