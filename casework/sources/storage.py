"""Where the files of sources are kept: out of reach of the web, under names that tell nothing."""

import secrets

from django.core.files.storage import FileSystemStorage
from django.db import models


class PrivateStorage(FileSystemStorage):
    """A folder that no address leads to and that no other account of the machine may read."""

    def __init__(self) -> None:
        super().__init__(file_permissions_mode=0o600, directory_permissions_mode=0o700)

    def url(self, name: str | None) -> str:
        """Refuse: a file is served only by the page that checks who asks."""
        raise ValueError("Files of sources have no public address.")


def new_file_name(instance: models.Model, filename: str) -> str:
    """Return a random place that tells neither the file's name nor its kind.

    The first two letters are a folder, so that no folder grows without bound.
    """
    name = secrets.token_hex(16)
    return f"sources/{name[:2]}/{name}"
