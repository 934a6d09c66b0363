"""What was erased leaves the file of the database."""

from pathlib import Path

import pytest
from django.db import connection

from casework.audit import sweeping
from casework.audit.choices import RunKind
from casework.audit.models import Run
from casework.audit.runs import carry_out
from casework.audit.sweeping import sweep
from casework.audit.verification import verify
from tests.audit.erasing.acts import CANARY, erased, gone, key_of
from tests.factories.accounts import UserFactory
from tests.factories.persons import PersonFactory, PersonNameFactory


def raw_database():
    """Return all bytes of the files in which the database is kept."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            name = Path(connection.settings_dict["NAME"])
            files = [file for file in name.parent.glob(f"{name.name}*") if file.is_file()]
        else:
            cursor.execute("CHECKPOINT")
            cursor.execute(
                "SELECT current_setting('data_directory'), oid FROM pg_database"
                " WHERE datname = current_database()"
            )
            directory, number = cursor.fetchone()
            files = [file for file in (Path(directory) / "base" / str(number)).iterdir() if file.is_file()]
    return b"".join(file.read_bytes() for file in files)


class TestSweep:
    @pytest.mark.usefixtures("committing_database")
    def test_leaves_nothing_in_the_file_of_the_database(self, tmp_path):
        people = UserFactory(director=True), UserFactory(director=True)
        person = PersonFactory(notes=f"{CANARY} was here")
        name = PersonNameFactory(person=person, name=f"{CANARY} the Elder")
        person.notes = "nothing"
        person.save()
        assert CANARY.encode() in raw_database()

        erased(gone(name, people[0]), key_of(person), people=people)
        sweep()

        assert CANARY.encode() not in raw_database()
        assert verify().discrepancies == []

    @pytest.mark.usefixtures("committing_database")
    def test_is_carried_out_as_a_run(self):
        run = Run.objects.create(
            kind=RunKind.SWEEP, actor_name="Test", begun_at="2026-01-01T00:00Z", alive_at="2026-01-01T00:00Z"
        )

        carry_out(run)

        run.refresh_from_db()
        assert run.holds
        assert run.counts["tables"] > 20

    @pytest.mark.usefixtures("committing_database")
    def test_says_in_words_what_stood_in_its_way(self, monkeypatch):
        def busy(tell):
            raise sweeping.OperationalError("database is locked")

        monkeypatch.setitem(sweeping._SWEEPS, connection.vendor, busy)
        run = Run.objects.create(
            kind=RunKind.SWEEP, actor_name="Test", begun_at="2026-01-01T00:00Z", alive_at="2026-01-01T00:00Z"
        )

        carry_out(run)

        assert not run.holds
        assert "Sweep again" in run.discrepancies[0]
