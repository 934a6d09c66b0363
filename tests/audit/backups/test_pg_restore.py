"""An office's account, which is no superuser, restores what it owns."""

import secrets

import pytest
from django.db import connection

from casework.audit.verification import verify
from tests.audit.backups.places import backed_up, rows_by_table, said_by


@pytest.mark.skipif("connection.vendor != 'postgresql'")
class TestPgRestore:
    @pytest.fixture
    def account(self, committing_database):
        """An account that may do nothing but connect."""
        name = f"office_{secrets.token_hex(4)}"
        with connection.cursor() as cursor:
            cursor.execute(f"CREATE ROLE {name} LOGIN")
        yield name
        with connection.cursor() as cursor:
            cursor.execute(f"DROP ROLE {name}")

    def test_needs_no_more_than_an_empty_database_of_its_own(
        self, account, record, key, elsewhere, monkeypatch, tmp_path
    ) -> None:
        rows, path = rows_by_table(), backed_up(tmp_path / "away")

        with elsewhere():
            with connection.cursor() as cursor:
                cursor.execute(f'ALTER DATABASE "{connection.settings_dict["NAME"]}" OWNER TO {account}')
            connection.close()
            with monkeypatch.context() as as_office:
                as_office.setitem(connection.settings_dict, "USER", account)
                said_by("restore", "--from", path, "--key", key, "--no-verify")

                assert rows_by_table() == rows
                assert verify().discrepancies == []
                connection.close()
