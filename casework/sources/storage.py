"""Where the files of sources are kept: out of reach of the web, under names that tell nothing."""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django.core.files.storage import FileSystemStorage
from django.db import models

_just_kept: ContextVar[list[str] | None] = ContextVar("just_kept", default=None)


@contextmanager
def kept_only_with_their_rows() -> Iterator[None]:
    """Remove the files kept inside the block where it fails: a disk takes nothing back by itself.

    Stands around the transaction in which the rows are written.
    """
    around, kept = _just_kept.get(), list[str]()
    token = _just_kept.set(kept)
    try:
        yield
    except BaseException:
        for name in kept:
            PrivateStorage().delete(name)
        raise
    else:
        if around is not None:
            around += kept
    finally:
        _just_kept.reset(token)


class PrivateStorage(FileSystemStorage):
    """A folder that no address leads to and that no other account of the machine may read."""

    def __init__(self) -> None:
        super().__init__(file_permissions_mode=0o600, directory_permissions_mode=0o700)

    def _save(self, name: str, content: Any) -> str:
        kept = _just_kept.get()
        if kept is not None:
            # Noted before it is written: a disk that is full keeps half of it.
            kept.append(name)
        return super()._save(name, content)  # type: ignore[misc]

    def url(self, name: str | None) -> str:
        """Refuse: a file is served only by the page that checks who asks."""
        raise ValueError("Files of sources have no public address.")


def new_file_name(instance: models.Model, filename: str) -> str:
    """Return a random place that tells neither the file's name nor its kind.

    The first two letters are a folder, so that no folder grows without bound.
    """
    name = secrets.token_hex(16)
    return f"sources/{name[:2]}/{name}"
