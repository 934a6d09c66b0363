"""The commands that load the demo and show it."""

import io
import re
import socket

import pytest
from django.contrib.auth import authenticate
from django.core.management import CommandError, call_command

from casework.accounts.models import User
from casework.audit.models import ChangeSet, Checkpoint, Entry
from casework.cases.models import Case

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("docket")]


def said_by(command, *arguments):
    out = io.StringIO()
    call_command(command, *arguments, stdout=out)
    return out.getvalue()


class TestDemo:
    def test_shows_a_password_for_each_role_and_none_else(self, docket):
        shown = dict(re.findall(r"^  (\w+) +(\S+)$", docket, re.MULTILINE))

        assert list(shown) == ["caseworker", "director", "auditor", "administrator"]
        assert len(set(shown.values())) == 4
        assert all(authenticate(username=name, password=word) for name, word in shown.items())
        assert {name: User.objects.get(username=name).role_names.lower() for name in shown} == {
            name: name for name in shown
        }

    def test_seals_what_it_loaded(self):
        assert Checkpoint.objects.latest("number").size == Entry.objects.count()

    def test_keeps_what_is_there_on_a_second_run(self):
        before = Entry.objects.count(), ChangeSet.objects.count()

        said = said_by("demo", "--no-serve", "--password", "not taken, as it comes late")

        assert "as you left it" in said
        assert (Entry.objects.count(), ChangeSet.objects.count()) == before
        assert authenticate(username="caseworker", password="not taken, as it comes late") is None

    def test_says_that_a_port_is_taken_before_it_does_anything(self):
        with socket.socket() as other:
            other.bind(("127.0.0.1", 0))
            other.listen()
            port = other.getsockname()[1]

            with pytest.raises(CommandError, match=rf"port {port}: .*in use.*--port"):
                said_by("demo", "--port", str(port))

    def test_refuses_a_port_that_is_none(self):
        with pytest.raises(CommandError, match="port 70000"):
            said_by("demo", "--port", "70000")

    def test_makes_the_folder_of_the_records(self, settings, tmp_path):
        settings.DATA_DIR = tmp_path / "new" / "folder"

        said_by("demo", "--no-serve")

        assert settings.DATA_DIR.stat().st_mode & 0o777 == 0o700


class TestLoadDemo:
    def test_refuses_a_docket_that_has_records(self):
        before = Case.objects.count(), Entry.objects.count()

        with pytest.raises(CommandError, match="already has records"):
            said_by("load_demo")

        assert (Case.objects.count(), Entry.objects.count()) == before
