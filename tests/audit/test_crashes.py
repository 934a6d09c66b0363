"""Whoever is killed in the middle of an act leaves nothing half done, wherever that is."""

import os
import subprocess
import sys
from contextlib import contextmanager
from urllib.parse import urlsplit

import pytest
from django.db import connection

from casework.audit.backups.snapshots import ENGINES, count_rows
from casework.audit.verification import verify
from tests.architecture.inventory import PROJECT
from tests.audit.crashing import ACTS
from tests.factories.proceedings import ChargeFactory, ProceedingFactory

PROGRAM = "import django; django.setup(); from tests.audit.crashing import main; main()"
#: At so many moments an act is killed.
KILLS = 20


@contextmanager
def crashing(name, database):
    """Run the program that carries out an act in this database, under the settings of an office."""
    address = (
        f"sqlite:///{database}"
        if connection.vendor == "sqlite"
        else urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{database}").geturl()
    )
    settings = {"DJANGO_SETTINGS_MODULE": "config.settings.base", "DATABASE_URL": address, "SECRET_KEY": "x"}
    with subprocess.Popen(
        [sys.executable, "-c", PROGRAM, name],
        cwd=PROJECT,
        env=os.environ | settings,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as program:
        yield program


def ended(program, at):
    """Have the act carried out up to this statement, and return how that ended."""
    program.stdin.write(f"{at}\n")
    program.stdin.flush()
    return program.stdout.readline().strip()


def spread(length):
    """Return moments all over an act of so many statements, the first and the last among them."""
    return [1 + (length - 1) * number // (KILLS - 1) for number in range(KILLS)]


def counts():
    """Return how many rows each table has."""

    def ask(words):
        with connection.cursor() as cursor:
            cursor.execute(words)
            return cursor.fetchall()

    return count_rows(ask, ENGINES[connection.vendor].TABLES)


def is_sound():
    """Whether the engine finds its own file as it should be; PostgreSQL has no such question."""
    if connection.vendor != "sqlite":
        return True
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA integrity_check")
        return cursor.fetchall() == [("ok",)]


class TestKill:
    @pytest.fixture
    def proceeding(self, committing_database):
        """A proceeding with three charges, in a database to be crashed in."""
        proceeding = ProceedingFactory()
        ChargeFactory.create_batch(3, proceeding=proceeding)
        return proceeding

    @pytest.mark.usefixtures("proceeding")
    @pytest.mark.parametrize("name", ACTS)
    def test_leaves_nothing_half_done(self, committing_database, name):
        before = counts()

        with crashing(name, committing_database) as program:
            length = int(program.stdout.readline())
            moments = spread(length)
            assert len(set(moments)) == KILLS
            for moment in moments:
                assert ended(program, moment) == "killed"
                assert counts() == before
                assert verify().discrepancies == []
                assert is_sound()
            assert ended(program, 0) == "done"

        after = counts()
        assert after["audit_changeset"] == before["audit_changeset"] + 1
        assert verify().discrepancies == []
        assert is_sound()
