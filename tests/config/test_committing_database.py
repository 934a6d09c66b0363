"""The fixture committing_database: every connection sees what is committed in it, and then it is gone."""

import threading

import pytest
from django.db import connection

from casework.accounts.models import User
from casework.audit.context import Actor, Origin, change_set
from tests.factories.accounts import UserFactory


def in_a_thread(work):
    """Do the work in a thread, which has connections of its own, and return what it returns."""
    results = []

    def run():
        try:
            results.append(work())
        finally:
            connection.close()

    thread = threading.Thread(target=run)
    thread.start()
    thread.join()
    return results[0]


def write():
    with change_set(actor=Actor(id=None, name="Thread"), origin=Origin.COMMAND, reason="a test"):
        return UserFactory(username="from-a-thread").username


class TestCommittingDatabase:
    def test_shows_what_is_committed_to_other_threads(self, committing_database):
        UserFactory(username="committed")

        assert in_a_thread(User.objects.filter(username="committed").exists)

    def test_shows_what_other_threads_commit(self, committing_database):
        username = in_a_thread(write)

        assert User.objects.filter(username=username).exists()

    def test_begins_without_what_another_test_committed(self, committing_database):
        assert not User.objects.filter(username__in=["committed", "from-a-thread"]).exists()

    @pytest.mark.django_db
    def test_leaves_nothing_in_the_database_of_the_other_tests(self):
        assert not User.objects.filter(username__in=["committed", "from-a-thread"]).exists()
        assert not str(connection.settings_dict["NAME"]).endswith("_committing")

    def test_holds_the_migrated_tables(self, committing_database):
        assert User._meta.db_table in connection.introspection.table_names()
        assert str(connection.settings_dict["NAME"]) == committing_database
