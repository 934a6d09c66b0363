import pytest
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder

from casework.core.migrating import is_to_be_migrated


@pytest.mark.django_db
class TestIsToBeMigrated:
    def test_says_no_once_every_migration_has_run(self):
        assert not is_to_be_migrated()

    def test_says_yes_as_long_as_one_is_missing(self):
        MigrationRecorder(connection).record_unapplied("sessions", "0001_initial")

        assert is_to_be_migrated()
