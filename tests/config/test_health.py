"""The page for whoever watches over the application."""

import pytest
from django.db import connection


class TestHealthz:
    @pytest.mark.django_db
    def test_says_ok_to_anyone_while_the_database_answers(self, client):
        response = client.get("/healthz")

        assert (response.status_code, response.content) == (200, b"ok")

    def test_says_only_that_it_is_unavailable_while_it_does_not(self, client, committing_database):
        connection.close()
        connection.settings_dict["NAME"] = "/nowhere/at/all"

        response = client.get("/healthz")

        assert (response.status_code, response.content) == (503, b"unavailable")

    def test_says_so_too_before_the_tables_are_made(self, client, committing_database, tmp_path):
        if connection.vendor != "sqlite":
            pytest.skip("an empty database is a new file on SQLite")
        connection.close()
        connection.settings_dict["NAME"] = str(tmp_path / "empty.sqlite3")

        response = client.get("/healthz")

        assert response.status_code == 503

    @pytest.mark.django_db
    def test_takes_nothing_in(self, client):
        assert client.post("/healthz").status_code == 405
