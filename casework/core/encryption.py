"""Text that is kept encrypted: AES-256-GCM under keys of a file, which is not in the database."""

import base64
import os
import secrets
from collections.abc import Sequence
from contextlib import suppress
from functools import lru_cache
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext as _

KEY_LENGTH = 32
NONCE_LENGTH = 12

#: Anybody but the owner of a file.
OTHERS = 0o077


class UnreadableError(ValueError):
    """Nothing that was encrypted for this place under any of the keys."""


def encrypt(text: str, *, place: str) -> str:
    """Return the text as nobody reads it without the key; nor does anybody in another place than this.

    The place is what the text belongs to, such as a column and the key of its row.
    """
    return encrypt_with(_keys()[0], text, place=place)


def decrypt(sealed: str, *, place: str) -> str:
    """Return the text that was encrypted for this place; raises ``UnreadableError``."""
    for key in _keys():
        with suppress(UnreadableError):
            return decrypt_with(key, sealed, place=place)
    raise UnreadableError


def encrypt_with(key: bytes, text: str, *, place: str) -> str:
    """Return the text as nobody reads it without this key."""
    nonce = secrets.token_bytes(NONCE_LENGTH)
    return base64.b64encode(nonce + AESGCM(key).encrypt(nonce, text.encode(), place.encode())).decode()


def decrypt_with(key: bytes, sealed: str, *, place: str) -> str:
    """Return the text that was encrypted under this key for this place; raises ``UnreadableError``."""
    try:
        raw = base64.b64decode(sealed, validate=True)
        return AESGCM(key).decrypt(raw[:NONCE_LENGTH], raw[NONCE_LENGTH:], place.encode()).decode()
    except (InvalidTag, ValueError) as error:
        raise UnreadableError from error


def create_key_file(path: Path) -> None:
    """Write a new key into a file for its owner alone; raises ``FileExistsError`` where there is one."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    _write(path, [_new_line()])


def objections() -> list[str]:
    """Say in words why nothing can be encrypted; nothing where all is well."""
    try:
        _keys()
    except ImproperlyConfigured as error:
        return [str(error)]
    return []


def is_current(sealed: str, *, place: str) -> bool:
    """Say whether the newest key alone reads the text."""
    try:
        decrypt_with(_keys()[0], sealed, place=place)
    except UnreadableError:
        return False
    return True


def add_newer_key(path: Path) -> None:
    """Put a new key before those in the file, which still decrypt."""
    _replace(path, [_new_line(), *path.read_text().split()])


def forget_older_keys(path: Path) -> None:
    """Leave the newest key alone in the file: nothing else is read any more."""
    _replace(path, path.read_text().split()[:1])


def _replace(path: Path, lines: Sequence[str]) -> None:
    beside = path.with_name(f"{path.name}.new")
    beside.unlink(missing_ok=True)
    _write(beside, lines)
    os.replace(beside, path)


def _write(path: Path, lines: Sequence[str]) -> None:
    file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode=0o600)
    with os.fdopen(file, "w") as opened:
        opened.writelines(f"{line}\n" for line in lines)
        opened.flush()
        os.fsync(file)


def _new_line() -> str:
    return base64.b64encode(secrets.token_bytes(KEY_LENGTH)).decode()


def _keys() -> tuple[bytes, ...]:
    path = Path(settings.ENCRYPTION_KEY_FILE)
    try:
        # A process that runs for long notices that the keys are others.
        changed = path.stat()
    except OSError:
        return _read(path, None, None)
    return _read(path, changed.st_mtime_ns, changed.st_ino)


@lru_cache(maxsize=4)
def _read(path: Path, changed: int | None, file: int | None) -> tuple[bytes, ...]:
    """Return the keys in the file, one a line: the first encrypts, and each of them decrypts."""
    try:
        mode, lines = path.stat().st_mode, path.read_text().split()
        keys = tuple(base64.b64decode(line, validate=True) for line in lines)
    except (OSError, ValueError) as error:
        raise ImproperlyConfigured(
            _("There is no key in ENCRYPTION_KEY_FILE, %(path)s. Make one: manage.py create_encryption_key")
            % {"path": path}
        ) from error
    if mode & OTHERS:
        raise ImproperlyConfigured(
            _("Others may read ENCRYPTION_KEY_FILE, %(path)s. Make it yours alone: chmod 600")
            % {"path": path}
        )
    if not keys or {len(key) for key in keys} != {KEY_LENGTH}:
        raise ImproperlyConfigured(
            _("ENCRYPTION_KEY_FILE, %(path)s, holds something else than keys.") % {"path": path}
        )
    return keys
