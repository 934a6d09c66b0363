"""The database that an address names."""

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db import connection, connections

from config.databases import database


class TestDatabase:
    def test_puts_the_parts_of_an_address_in_their_places(self):
        settings = database("postgres://office:s%2Fecret@db.example:6432/docket")

        assert settings["ENGINE"] == "django.db.backends.postgresql"
        assert settings["NAME"] == "docket"
        assert settings["USER"] == "office"
        assert settings["PASSWORD"] == "s/ecret"
        assert settings["HOST"] == "db.example"
        assert settings["PORT"] == 6432

    @pytest.mark.parametrize(
        "url",
        [
            "postgres:///docket?host=/run/PostgreSQL",
            "postgresql:///docket?host=%2Frun%2FPostgreSQL",
            "postgres://%2Frun%2FPostgreSQL/docket",
            "postgres://%2frun%2fPostgreSQL:5432/docket",
            "postgres://office:secret@%2Frun%2FPostgreSQL/docket",
        ],
    )
    def test_reaches_a_socket_in_the_folder_that_either_spelling_names(self, url):
        settings = database(url)

        assert settings["HOST"] == "/run/PostgreSQL"
        assert settings["NAME"] == "docket"
        assert "host" not in settings["OPTIONS"]

    def test_takes_user_and_port_of_a_socket_from_the_query(self):
        settings = database("postgres:///docket?host=/run/postgresql&port=5433&user=office")

        assert (settings["USER"], settings["PORT"]) == ("office", 5433)

    def test_passes_other_options_on_to_the_driver(self):
        settings = database("postgres://db.example/docket?sslmode=verify-full")

        assert settings["OPTIONS"] == {"sslmode": "verify-full"}

    def test_shares_connections_among_threads_where_a_pool_is_wanted(self):
        settings = database("postgres://db.example/docket", pool_size=8)

        assert settings["OPTIONS"]["pool"]["max_size"] == 8
        assert "CONN_MAX_AGE" not in settings

    def test_keeps_and_checks_one_connection_to_a_thread_otherwise(self):
        settings = database("postgres://db.example/docket")

        assert settings["CONN_MAX_AGE"] > 0
        assert settings["CONN_HEALTH_CHECKS"]

    def test_makes_writers_on_sqlite_queue_and_commits_last(self, tmp_path):
        settings = database(f"sqlite:///{tmp_path}/docket.sqlite3")

        assert settings["NAME"] == f"{tmp_path}/docket.sqlite3"
        assert settings["OPTIONS"]["transaction_mode"] == "IMMEDIATE"
        assert "synchronous=FULL" in settings["OPTIONS"]["init_command"]

    @pytest.mark.parametrize("url", ["mysql://db.example/docket", "docket.sqlite3", ""])
    def test_refuses_every_other_address(self, url):
        with pytest.raises(ImproperlyConfigured, match="DATABASE_URL must begin with"):
            database(url)


class TestPool:
    def test_serves_connections_of_the_engine_under_test(self, committing_database):
        if connection.vendor != "postgresql":
            pytest.skip("SQLite has no pool")
        alias = "pooled"
        connections.databases[alias] = {
            **connection.settings_dict,
            "CONN_MAX_AGE": 0,
            "OPTIONS": {"pool": {"min_size": 1, "max_size": 2}},
        }

        try:
            with connections[alias].cursor() as cursor:
                cursor.execute("SELECT 1")
                answer = cursor.fetchone()
        finally:
            connections[alias].close()
            connections[alias].close_pool()
            del connections[alias]
            del connections.databases[alias]

        assert answer == (1,)


class TestConnection:
    @pytest.mark.django_db
    @pytest.mark.parametrize(
        ("pragma", "value"),
        [("journal_mode", "wal"), ("secure_delete", 1), ("recursive_triggers", 1), ("foreign_keys", 1)],
    )
    def test_has_the_pragmas_of_a_record(self, pragma, value):
        if connection.vendor != "sqlite":
            pytest.skip("pragmas are SQLite's")

        with connection.cursor() as cursor:
            found = cursor.execute(f"PRAGMA {pragma}").fetchone()

        assert found == (value,)
