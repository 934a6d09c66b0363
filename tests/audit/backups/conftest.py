"""What backups start from: a key, a record with files of its own, and an empty place to restore into."""

import os
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.db import connection
from django.utils import timezone

from casework.audit.backups.keys import create_identity
from tests.audit.backups.places import CANARY
from tests.conftest import create_empty_database, drop_database
from tests.factories.persons import PersonFactory
from tests.factories.sources import SourceFileFactory
from tests.postgres import ServerNotStarted, usable_binaries


@pytest.fixture(scope="session")
def programs():
    """Name the folder of the programs that belong to the server of this run; none for one that existed."""
    try:
        with usable_binaries() as binaries:
            yield binaries
    except ServerNotStarted:
        yield None


@pytest.fixture(autouse=True)
def found_programs(programs, monkeypatch):
    """Let the programs of PostgreSQL be found as on a server, where they are installed."""
    if programs:
        monkeypatch.setenv("PATH", f"{programs}{os.pathsep}{os.environ['PATH']}")


@pytest.fixture(autouse=True)
def data_folder(settings, tmp_path) -> Path:
    """Let all that is kept in folders be in one of the test's own."""
    settings.DATA_DIR = tmp_path / "data"
    settings.MEDIA_ROOT = settings.DATA_DIR / "files"
    settings.SEALING_KEY_FILE = str(settings.DATA_DIR / "keys" / "sealing.key")
    return settings.DATA_DIR


@pytest.fixture
def key(settings, tmp_path) -> Path:
    """A key kept elsewhere, to whose recipient backups are encrypted."""
    path = tmp_path / "identity.txt"
    settings.BACKUP_RECIPIENTS = [create_identity(path, at=timezone.now())]
    return path


@pytest.fixture
def record(committing_database):
    """A record with people and files, one of which belonged to a row that is gone."""
    PersonFactory(notes=f"{CANARY} was here")
    shown = SourceFileFactory(content=CANARY.encode() * 50)
    SourceFileFactory(content=bytes(range(256)) * 4000, source=shown.source)
    SourceFileFactory(content=b"of a row that is gone").delete()
    return committing_database


@pytest.fixture
def elsewhere(django_db_setup, django_db_blocker, settings, tmp_path):
    """Lead, for as long as a block lasts, to an empty database and an empty folder."""

    @contextmanager
    def place():
        former, data = connection.settings_dict["NAME"], settings.DATA_DIR
        name = str(tmp_path / "new.sqlite3") if connection.vendor == "sqlite" else f"{former}_new"
        with django_db_blocker.unblock():
            connection.close()
            create_empty_database(name)
            connection.settings_dict["NAME"] = name
            settings.DATA_DIR = tmp_path / "new"
            settings.MEDIA_ROOT = settings.DATA_DIR / "files"
            try:
                yield settings.DATA_DIR
            finally:
                connection.close()
                connection.settings_dict["NAME"] = former
                settings.DATA_DIR, settings.MEDIA_ROOT = data, data / "files"
                drop_database(name)

    return place


@pytest.fixture
def empty_place(elsewhere):
    """Be in an empty place for the whole test; the value is its data folder."""
    with elsewhere() as folder:
        yield folder
