"""The commands by which accounts are made and mended from the server's own terminal."""

import getpass
import io
import os
import sqlite3
import subprocess
import sys
from contextlib import closing

import pytest
from django.conf import settings
from django.contrib.auth import authenticate
from django.core.management import CommandError, call_command

from casework.accounts.choices import Role
from casework.accounts.models import User
from casework.audit.models import ChangeSet, Entry
from tests.factories.accounts import PASSWORD, UserFactory

pytestmark = pytest.mark.django_db

ANSWERS = {
    "username": "aida",
    "full_name": "Aida Serik",
    "email": "aida@office.example",
    "password": PASSWORD,
}


class Terminal(io.StringIO):
    """A person's terminal: what they type, line by line."""

    def isatty(self):
        return True


@pytest.fixture
def typed(monkeypatch):
    """Let somebody type these lines and, where nothing is echoed, these passwords."""

    def sit_down(*lines, passwords=()):
        monkeypatch.setattr(sys, "stdin", Terminal("".join(f"{line}\n" for line in lines)))
        remaining = list(passwords)
        monkeypatch.setattr(getpass, "getpass", lambda prompt="": remaining.pop(0))

    return sit_down


def init(**options):
    out, err = io.StringIO(), io.StringIO()
    call_command("init", stdout=out, stderr=err, **options)
    return out.getvalue(), err.getvalue()


class TestInit:
    def test_makes_the_first_administrator_from_options(self):
        out, _ = init(**ANSWERS, interactive=False)

        user = authenticate(username="aida", password=PASSWORD)
        assert user.full_name == "Aida Serik"
        assert user.role_names == "Administrator"
        assert "aida" in out
        assert PASSWORD not in out

    def test_prepares_a_database_that_is_not_there_yet(self, tmp_path):
        environment = os.environ | {
            "DATABASE_URL": f"sqlite:///{tmp_path / 'casework.sqlite3'}",
            "DJANGO_SETTINGS_MODULE": "config.settings.dev",
        }
        options = ["--username", "aida", "--full-name", "Aida Serik", "--no-input"]

        done = subprocess.run(
            [sys.executable, "manage.py", "init", *options],
            cwd=settings.BASE_DIR,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )

        assert done.returncode == 0, done.stderr
        assert "signs in as aida" in done.stdout
        with closing(sqlite3.connect(tmp_path / "casework.sqlite3")) as database:
            roles = database.execute(
                "SELECT auth_group.name FROM accounts_rolegrant JOIN auth_group ON auth_group.id = role_id"
            ).fetchall()
        assert roles == [("administrator",)]

    def test_makes_and_shows_a_strong_password_where_none_is_given(self):
        out, _ = init(username="aida", full_name="Aida Serik", interactive=False)

        password = out.split("Password: ")[1].split()[0]
        assert authenticate(username="aida", password=password) is not None

    def test_names_the_options_that_are_missing_when_there_is_nobody_to_ask(self):
        with pytest.raises(CommandError, match="--username, --full-name"):
            init(interactive=False)

        assert not User.objects.exists()

    def test_asks_nothing_when_no_person_sits_at_the_terminal(self, monkeypatch):
        monkeypatch.setattr(sys, "stdin", io.StringIO("aida\n"))

        with pytest.raises(CommandError, match="--full-name"):
            init(username="aida")

    def test_asks_at_a_terminal_for_what_is_missing(self, typed):
        typed("aida", "Aida Serik", "", passwords=[PASSWORD, PASSWORD])

        init()

        user = authenticate(username="aida", password=PASSWORD)
        assert (user.full_name, user.email) == ("Aida Serik", "")

    def test_asks_again_until_an_answer_is_right(self, typed):
        typed(
            "Aida Serik",
            "aida",
            "",
            "Aida Serik",
            "not an address",
            "aida@office.example",
            passwords=["short", "short", PASSWORD, "another", PASSWORD, PASSWORD],
        )

        _, complaints = init()

        assert authenticate(username="aida", password=PASSWORD) is not None
        for words in ("lower-case letters", "cannot be blank", "valid email", "too short", "differ"):
            assert words in complaints

    def test_makes_a_password_for_whoever_types_none(self, typed):
        typed("aida", "Aida Serik", "", passwords=[""])

        out, _ = init()

        password = out.split("Password: ")[1].split()[0]
        assert authenticate(username="aida", password=password) is not None

    def test_refuses_a_weak_password_among_the_options(self):
        with pytest.raises(CommandError, match="too short"):
            init(**{**ANSWERS, "password": "short"}, interactive=False)

        assert not User.objects.exists()

    def test_refuses_when_there_is_an_administrator(self):
        UserFactory(full_name="Dana Administrator", administrator=True)

        with pytest.raises(CommandError, match="Dana Administrator"):
            init(**ANSWERS, interactive=False)

        assert not User.objects.filter(username="aida").exists()

    def test_is_one_act_of_a_command_with_its_reason(self):
        init(**ANSWERS, interactive=False)

        act = ChangeSet.objects.get(entries__model="accounts.user")
        assert (act.actor_id, act.actor_name, act.origin) == (None, "manage.py init", "command")
        assert act.reason == "The first administrator of a new docket."
        assert set(act.entries.values_list("model", flat=True)) == {"accounts.user", "accounts.rolegrant"}

    def test_gives_the_administrator_the_right_role(self):
        init(**ANSWERS, interactive=False)

        assert list(User.objects.with_role(Role.ADMINISTRATOR)) == [User.objects.get(username="aida")]


class TestChangepassword:
    def test_sets_the_password_as_an_act_of_the_command(self, typed):
        user = UserFactory(username="aida")
        typed(passwords=["another-harbour-entirely-3"] * 2)

        call_command("changepassword", "aida", stdout=io.StringIO())

        assert authenticate(username="aida", password="another-harbour-entirely-3") == user
        latest = Entry.objects.filter(model="accounts.user", object_id=user.pk).order_by("version").last()
        assert latest.change_set.actor_name == "manage.py changepassword"

    def test_refuses_weak_passwords(self, typed):
        UserFactory(username="aida")
        typed(passwords=["short"] * 6)

        with pytest.raises(CommandError, match="after 3 attempts"):
            call_command("changepassword", "aida", stdout=io.StringIO(), stderr=io.StringIO())

        assert authenticate(username="aida", password=PASSWORD) is not None


class TestGrantRole:
    def run(self, username="aida", role="director", reason="The last director left."):
        said = io.StringIO()
        call_command("grant_role", username, role, reason=reason, stdout=said)
        return said.getvalue()

    def test_gives_the_role_without_a_second_person_and_on_record(self):
        UserFactory(director=True)
        user = UserFactory(username="aida", full_name="Aida Serik")

        assert self.run() == "Aida Serik has the role Director now.\n"

        assert User.objects.get(pk=user.pk).role_names == "Director"
        act = Entry.objects.filter(model="accounts.rolegrant").latest("pk").change_set
        assert (act.actor_name, act.reason) == ("manage.py grant_role", "The last director left.")

    def test_says_why_not(self):
        UserFactory(username="aida", director=True)

        with pytest.raises(CommandError, match="already holds"):
            self.run()
        with pytest.raises(CommandError, match="Nobody has that username"):
            self.run(username="nobody")
        with pytest.raises(CommandError, match="invalid choice"):
            self.run(role="king")


class TestCreatesuperuser:
    def test_refuses_and_says_what_to_do(self):
        with pytest.raises(CommandError, match=r"manage\.py init"):
            call_command("createsuperuser")
