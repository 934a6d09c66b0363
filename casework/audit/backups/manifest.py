"""What a backup says of itself before anything else in it."""

import dataclasses
import json
from pathlib import PurePosixPath
from typing import Any, NamedTuple, Self

from django.utils.translation import gettext as _

from casework.audit.backups.errors import BackupError

#: The first member of the archive.
MANIFEST = "manifest.json"
#: The member that holds the database, by its engine.
DATABASES = {"sqlite": "database.sqlite3", "postgresql": "database.dump"}
#: The folder in the archive under which files have the names that the record knows them by.
FILES = "files"
#: The form of archive that is written and read here.
FORMAT = 1


class Part(NamedTuple):
    """What a member of the archive must be: so many bytes with this SHA-256."""

    size: int
    sha256: str


@dataclasses.dataclass(frozen=True, kw_only=True)
class Manifest:
    """When the backup was made, of what, and what everything in it must be.

    ``counts`` are the rows of each table, ``files`` are by the names under which the record knows them, and
    ``missing`` are the names of those that it knows and that were not there.
    """

    engine: str
    at: str
    migrations: list[tuple[str, str]]
    counts: dict[str, int]
    database: Part
    files: dict[str, Part]
    missing: list[str]

    @property
    def members(self) -> dict[str, Part]:
        """Every member that follows in the archive, by its name."""
        files = {f"{FILES}/{name}": part for name, part in self.files.items()}
        return {DATABASES[self.engine]: self.database, **files}

    def written(self) -> bytes:
        """Return the manifest as it stands in the archive."""
        return json.dumps({"format": FORMAT, **dataclasses.asdict(self)}, indent=1, sort_keys=True).encode()

    @classmethod
    def read(cls, written: bytes) -> Self:
        """Return what an archive says of itself; raises ``BackupError`` for what is not understood."""
        try:
            said: dict[str, Any] = json.loads(written)
            if said.pop("format") != FORMAT:
                raise BackupError(_("The backup is of another format, made by another release."))
            said["database"] = Part(*said["database"])
            said["files"] = {name: Part(*part) for name, part in said["files"].items()}
            said["migrations"] = [(app, name) for app, name in said["migrations"]]
            manifest = cls(**said)
            is_sound = manifest.engine in DATABASES and all(map(is_plain, manifest.files))
        except (AttributeError, KeyError, TypeError, ValueError) as error:
            raise BackupError(_("What the backup says of itself is not understood.")) from error
        if not is_sound:
            raise BackupError(_("What the backup says of itself is not understood."))
        return manifest


def is_plain(name: str) -> bool:
    """Whether a file of this name lies in the folder of files, wherever that is."""
    path = PurePosixPath(name)
    return (
        bool(path.parts)
        and str(path) == name
        and not path.is_absolute()
        and ".." not in path.parts
        and not any(sign in name for sign in "\0\\")
    )
