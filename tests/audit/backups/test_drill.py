"""The drill: what is backed up is there again, every row and every byte, where nothing was before."""

from django.core.management import call_command
from django.db import connection

from casework.audit.models import ChangeSet
from casework.audit.verification import verify
from tests.audit.backups.places import backed_up, files_in, modes_in, rows_by_table, said_by


class TestDrill:
    def test_brings_back_every_row_and_every_file(
        self, record, key, elsewhere, data_folder, tmp_path
    ) -> None:
        rows, files = rows_by_table(), files_in(data_folder / "files")
        path = backed_up(tmp_path / "carried away")

        with elsewhere() as new:
            said = said_by("restore", "--from", path, "--key", key)

            assert "The record agrees with itself" in said
            assert rows_by_table() == rows
            assert files_in(new / "files") == files
            assert len(files) == 3
            call_command("migrate", "--check", verbosity=0)
            assert "agrees with itself" in said_by("verify_ledger")
            assert modes_in(new) == {0}

    def test_leaves_a_record_that_can_be_written(self, record, key, elsewhere, tmp_path) -> None:
        path = backed_up(tmp_path / "carried away")

        with elsewhere():
            said_by("restore", "--from", path, "--key", key, "--no-verify")
            before = ChangeSet.objects.count()
            call_command("init", "--username", "new", "--full-name", "New", "--no-input", verbosity=0)

            assert ChangeSet.objects.count() == before + 1
            assert verify().discrepancies == []

    def test_says_what_is_left_to_do_with_an_earlier_release(self, record, key, elsewhere, tmp_path) -> None:
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM django_migrations WHERE app = 'sessions'")
        path = backed_up(tmp_path / "carried away")

        with elsewhere():
            said = said_by("restore", "--from", path, "--key", key)

        assert "manage.py migrate" in said
        assert "agrees with itself" not in said
