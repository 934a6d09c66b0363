"""What every test starts from."""

import io
import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import NamedTuple

import pytest
import time_machine
from allauth.account.internal.flows.login import record_authentication
from django.contrib.auth.signals import user_logged_in
from django.core.management import call_command
from django.db import connection
from django.test import Client, override_settings
from django.test.utils import setup_databases, teardown_databases
from hypothesis import HealthCheck, settings

from casework.audit.context import Actor, Origin, change_set
from casework.core.encryption import create_key_file
from tests import egress
from tests.factories.accounts import UserFactory

# Properties are tested with the same examples on each run, however slow the machine.
settings.register_profile(
    "same", derandomize=True, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("same")

egress.guard()


def pytest_itemcollected(item):
    """Refuse the marker that empties all tables after a test: these tables refuse to be emptied."""
    marker = item.get_closest_marker("django_db")
    if marker and (marker.kwargs.get("transaction") or any(marker.args)):
        raise pytest.UsageError(f"{item.nodeid}: ask for the fixture committing_database instead.")


@pytest.fixture(scope="session")
def django_db_setup(django_test_environment, django_db_modify_db_settings, django_db_blocker):
    """Migrate a database for the run, whichever tests it has.

    That of pytest-django does so only where a test is marked, and many here ask for a copy instead.
    """
    with django_db_blocker.unblock():
        made = setup_databases(verbosity=0, interactive=False)
    yield
    with django_db_blocker.unblock():
        teardown_databases(made, verbosity=0)


@pytest.fixture(scope="session", autouse=True)
def encryption_key(tmp_path_factory):
    """Encrypt under a key of the run."""
    path = tmp_path_factory.mktemp("keys") / "encryption.key"
    create_key_file(path)
    with override_settings(ENCRYPTION_KEY_FILE=str(path)):
        yield path


def prove(request, user, **kwargs):
    """Let a session that a test opens by force be that of somebody who proved a moment ago who they are."""
    if not hasattr(request, "act"):
        for method in ("password", "mfa"):
            record_authentication(request, user, method, reauthenticated=True)


user_logged_in.connect(prove, dispatch_uid="tests.conftest.prove")


@pytest.fixture(autouse=True)
def act():
    """Let every test write as one act of one person, with a reason."""
    with change_set(
        actor=Actor(id=None, name="Test", role="tests"), origin=Origin.COMMAND, reason="a test"
    ) as act:
        yield act


@pytest.fixture(autouse=True)
def nothing_reaches_out():
    """Fail a test in which something tried to reach another program, even where that was swallowed."""
    egress.refused.clear()
    yield
    assert egress.refused == []


@pytest.fixture
def committing_database(django_db_setup, django_db_blocker, request):
    """Point the connections of every thread at a copy of the migrated database, which is dropped afterwards.

    For tests that need commits, several connections, or the file itself. The value is the copy's name: on
    SQLite, the path of its file.
    """
    if request.node.get_closest_marker("django_db"):
        pytest.fail("A test in a committing_database has no use for the marker django_db.")
    with django_db_blocker.unblock():
        original = connection.settings_dict["NAME"]
        copy = f"{original}_committing"
        connection.close()
        copy_database(original, copy)
        # Threads find the same dictionary, so their connections lead to the copy as well.
        connection.settings_dict["NAME"] = copy
        try:
            yield copy
        finally:
            connection.close()
            connection.settings_dict["NAME"] = original
            drop_database(copy)


class LoadedDemo(NamedTuple):
    """The demo docket in a database of its own, its files, and what its command said."""

    database: str
    files: Path
    said: str


def pytest_make_parametrize_id(val, argname):
    """Name no test after the bytes it is given: an archive holds the moment at which each worker packs it."""
    return argname if isinstance(val, bytes) else None


# First of all: the groups are read by another such hook.
@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items):
    """Let one worker run every test that looks at the demo, which takes long to load."""
    for item in items:
        if "loaded" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.xdist_group("demo"))


@pytest.fixture(scope="session")
def loaded(django_db_setup, django_db_blocker, tmp_path_factory):
    """Load the demo, by its own command, into a copy of the migrated database."""
    said, data = io.StringIO(), tmp_path_factory.mktemp("data")
    with django_db_blocker.unblock():
        original = connection.settings_dict["NAME"]
        copy = f"{original}_demo"
        connection.close()
        copy_database(original, copy)
        connection.settings_dict["NAME"] = copy
        try:
            places = {"MEDIA_ROOT": data / "files"} | {
                f"{key.upper()}_KEY_FILE": data / "keys" / f"{key}.key" for key in ("sealing", "encryption")
            }
            # Recorded on another day than what is done to it, for those who look back.
            days_ago = time_machine.travel(datetime.now(UTC) - timedelta(days=3))
            with override_settings(DATA_DIR=data, **places), days_ago:
                call_command("demo", "--no-serve", stdout=said)
        finally:
            connection.close()
            connection.settings_dict["NAME"] = original
    yield LoadedDemo(copy, data, said.getvalue())
    with django_db_blocker.unblock():
        drop_database(copy)


@pytest.fixture(scope="module")
def docket(loaded, django_db_blocker):
    """Point the connections at the loaded copy while the tests of one module run; give what was said."""
    original = connection.settings_dict["NAME"]
    with django_db_blocker.unblock():
        connection.close()
    connection.settings_dict["NAME"] = loaded.database
    yield loaded.said
    with django_db_blocker.unblock():
        connection.close()
    connection.settings_dict["NAME"] = original


def copy_database(original, copy):
    """Copy a database to which nobody is connected."""
    if connection.vendor == "sqlite":
        with closing(sqlite3.connect(original)) as source, closing(sqlite3.connect(copy)) as target:
            source.backup(target)
    else:
        _administer("CREATE DATABASE {} TEMPLATE {} STRATEGY FILE_COPY", copy, original)


def create_empty_database(name):
    """Create a database without a table; on SQLite, the first connection does that."""
    if connection.vendor == "postgresql":
        _administer("CREATE DATABASE {} TEMPLATE template0", name)


def drop_database(copy):
    """Drop a copy, whoever is still connected to it."""
    if connection.vendor == "sqlite":
        for part in ("", "-wal", "-shm"):
            Path(copy + part).unlink(missing_ok=True)
    else:
        # FORCE ends the connections that threads of the test have left open.
        _administer("DROP DATABASE {} WITH (FORCE)", copy)


def _administer(statement, *names):
    with connection._nodb_cursor() as cursor:
        cursor.execute(statement.format(*map(connection.ops.quote_name, names)))


@pytest.fixture
def staff():
    """Make a member of staff with the named role, or with none."""

    def member(role=None, **values):
        return UserFactory(role=role, **values)

    return member


@pytest.fixture
def client_as(staff):
    """Make a browser in which a member of staff with the named role is signed in."""

    def signed_in(role=None, **values):
        client = Client()
        client.force_login(staff(role, **values))
        return client

    return signed_in
