"""How long a session lasts, what ends it, and that nobody takes over somebody else's."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.core import mail
from django.test import Client
from django.urls import reverse

from casework.accounts.choices import Role
from casework.accounts.models import SignIn
from casework.accounts.services import deactivate_user, grant_role, withdraw_role
from tests import egress
from tests.factories.accounts import PASSWORD, UserFactory

pytestmark = pytest.mark.django_db

DESK, LOGIN, SESSIONS = reverse("workspace:desk"), reverse("account_login"), reverse("usersessions_list")


@pytest.fixture(autouse=True)
def clock():
    """A clock that the test moves."""
    with time_machine.travel("2026-03-01T08:00:00Z", tick=False) as moved:
        yield moved


@pytest.fixture
def user():
    return UserFactory(role=Role.CASEWORKER, username="dana", full_name="Dana Ospanova")


def signed_in(agent="Mozilla/5.0 (one)", browser=None):
    """Return a browser in which Dana signed in."""
    browser = browser or Client(headers={"user-agent": agent})
    assert browser.post(LOGIN, {"login": "dana", "password": PASSWORD}).status_code == 302
    return browser


def is_in(browser):
    return browser.get(DESK).status_code == 200


class TestSession:
    def test_ends_after_half_an_hour_without_a_request(self, user, clock):
        browser = signed_in()
        for _time in range(3):
            clock.shift(timedelta(minutes=29))
            assert is_in(browser)

        clock.shift(timedelta(minutes=30))

        answer = browser.get("/cases/")
        assert answer["Location"] == f"{LOGIN}?next=/cases/"
        assert answer["Clear-Site-Data"] == '"cache", "storage"'
        assert b"Your session is over" in browser.get(answer["Location"]).content

    def test_ends_after_twelve_hours(self, user, clock):
        browser = signed_in()
        for _time in range(35):
            clock.shift(timedelta(minutes=20))
            assert is_in(browser)

        clock.shift(timedelta(minutes=20))

        assert not is_in(browser)

    def test_ends_on_record(self, user, clock):
        browser = signed_in()
        clock.shift(timedelta(hours=1))
        browser.get(DESK)

        assert list(SignIn.objects.order_by("pk").values_list("outcome", "user")) == [
            ("signed_in", user.pk),
            ("signed_out", user.pk),
        ]

    def test_is_written_at_most_once_a_minute(self, user, clock, django_assert_max_num_queries):
        browser = signed_in()
        clock.shift(timedelta(seconds=30))
        before = browser.session["seen"]
        browser.get(DESK)
        assert browser.session["seen"] == before
        clock.shift(timedelta(seconds=30))
        browser.get(DESK)
        assert browser.session["seen"] == before + 60

    def test_that_nobody_began_is_over(self, user):
        browser = signed_in()
        session = browser.session
        del session["began"]
        session.save()

        assert not is_in(browser)

    def test_ends_at_once_when_the_person_is_disabled(self, user):
        browser = signed_in()

        deactivate_user(user=user)

        assert not is_in(browser)

    @pytest.mark.parametrize(
        "change",
        [
            lambda user: grant_role(user=user, role=Role.AUDITOR),
            lambda user: withdraw_role(user=user, role=Role.CASEWORKER),
            lambda user: (
                withdraw_role(user=user, role=Role.CASEWORKER),
                grant_role(user=user, role=Role.CASEWORKER),
            ),
        ],
        ids=["given", "taken", "taken and given back"],
    )
    def test_ends_at_once_when_a_role_changes(self, user, change):
        browser, other = signed_in(), Client()
        other.force_login(UserFactory(role=Role.CASEWORKER))

        change(user)

        assert not is_in(browser)
        assert is_in(other)

    def test_ends_at_once_when_the_password_changes(self, user):
        here, there = signed_in(), signed_in("Mozilla/5.0 (two)")

        here.post(
            reverse("account_change_password"),
            {"oldpassword": PASSWORD, "password1": "another-lantern-99", "password2": "another-lantern-99"},
        )

        assert is_in(here)
        assert not is_in(there)
        assert "the password was changed" in mail.outbox[-1].subject

    def test_is_another_after_signing_in(self, user):
        """Whoever plants a session in somebody's browser does not share it afterwards (fixation)."""
        planted = Client()
        planted.get(LOGIN)
        planted.post(LOGIN, {"login": "dana", "password": "wrong-harbour-lantern-27"})
        before = planted.cookies.get("sessionid")
        before = before and before.value

        signed_in(browser=planted)

        assert planted.cookies["sessionid"].value != before
        if before:
            thief = Client()
            thief.cookies["sessionid"] = before
            assert not is_in(thief)

    def test_has_a_key_that_nobody_can_guess_and_that_means_nothing(self, user):
        keys = {signed_in().cookies["sessionid"].value for _time in range(3)}

        # Thirty-two of thirty-six characters: 165 bits.
        assert len(keys) == 3
        assert all(re.fullmatch(r"[a-z0-9]{32}", key) for key in keys)

    def test_that_was_stolen_is_worth_nothing_after_signing_out(self, user):
        browser, thief = signed_in(), Client()
        thief.cookies["sessionid"] = browser.cookies["sessionid"].value
        assert is_in(thief)

        browser.post(reverse("account_logout"))

        assert not is_in(thief)

    def test_that_was_stolen_is_ended_from_elsewhere(self, user):
        stolen, mine = signed_in("Mozilla/5.0 (theirs)"), signed_in("Mozilla/5.0 (mine)")
        page = mine.get(SESSIONS)
        assert page.context["session_count"] == 2
        assert "Mozilla/5.0 (theirs)" in page.content.decode()

        mine.post(SESSIONS)

        assert is_in(mine)
        assert not is_in(stolen)
        assert mine.get(SESSIONS).context["session_count"] == 1

    def test_is_shown_and_ended_only_by_whoever_proved_a_while_ago_who_they_are(self, user, clock):
        browser = signed_in()
        clock.shift(timedelta(minutes=15))

        assert browser.get(SESSIONS)["Location"].startswith(reverse("account_reauthenticate"))

    def test_of_others_is_neither_shown_nor_ended(self, user):
        other = signed_in()
        mine = Client()
        mine.force_login(UserFactory(role=Role.CASEWORKER))

        assert mine.get(SESSIONS).context["session_count"] == 0
        mine.post(SESSIONS)

        assert is_in(other)


class TestNewBrowser:
    def test_is_told_to_the_person(self, user):
        first = signed_in()
        assert mail.outbox == []
        first.post(reverse("account_logout"))
        signed_in(browser=first)
        assert mail.outbox == []

        signed_in("Mozilla/5.0 (unknown)")

        (message,) = mail.outbox
        assert message.to == [user.email]
        assert "another browser" in message.subject
        assert "Mozilla/5.0 (unknown)" in message.body

    def test_is_known_for_each_person_by_itself(self, user):
        shared = signed_in()
        shared.post(reverse("account_logout"))
        UserFactory(role=Role.CASEWORKER, username="erlan")
        for browser in (Client(), shared):
            browser.post(LOGIN, {"login": "erlan", "password": PASSWORD})

        assert [message.to for message in mail.outbox] == [["erlan@office.example"]]

    def test_is_known_by_what_no_script_and_no_other_host_reads(self, user, settings):
        settings.SESSION_COOKIE_SECURE = True

        cookie = signed_in().cookies[f"device-{user.pk}"]

        assert cookie["secure"]
        assert cookie["httponly"]
        assert (cookie["samesite"], cookie["path"], cookie["domain"]) == ("Lax", "/", "")

    def test_is_forgotten_after_a_year(self, user, clock):
        browser = signed_in()
        browser.post(reverse("account_logout"))
        known = browser.cookies[f"device-{user.pk}"].value
        clock.shift(timedelta(days=366))
        late = Client()
        late.cookies[f"device-{user.pk}"] = known

        signed_in(browser=late)

        assert len(mail.outbox) == 1

    def test_that_says_it_is_known_is_not_believed(self, user):
        signed_in()
        browser = Client()
        browser.cookies[f"device-{user.pk}"] = "known:1:forged"

        signed_in(browser=browser)

        assert len(mail.outbox) == 1

    def test_lets_nobody_in_any_less_if_no_server_takes_mails(self, user, settings, monkeypatch):
        signed_in()
        # Nobody listens there.
        monkeypatch.setattr(egress, "ALLOWED", {("127.0.0.1", 1)})
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1

        assert is_in(signed_in("Mozilla/5.0 (unknown)"))


class TestWrongPasswords:
    def attempt(self, name="dana", address="192.0.2.1", *, is_right=False, **headers):
        browser = Client(REMOTE_ADDR=address, headers=headers)
        password = PASSWORD if is_right else "wrong-harbour-lantern-27"
        page = browser.post(LOGIN, {"login": name, "password": password})
        return "in" if page.status_code == 302 else page.context["form"].errors.as_text()

    def test_end_in_a_pause_for_that_name_from_that_address(self, user, clock):
        for _time in range(6):
            assert "Too many" not in self.attempt()

        assert "Too many" in self.attempt(is_right=True)
        clock.shift(timedelta(minutes=5, seconds=1))
        assert self.attempt(is_right=True) == "in"

    def test_shut_out_nobody_else_behind_the_same_address(self, user):
        UserFactory(role=Role.CASEWORKER, username="erlan")
        for _time in range(10):
            self.attempt()

        assert self.attempt(name="erlan", is_right=True) == "in"

    def test_from_afar_shut_nobody_out(self, user):
        for _time in range(10):
            self.attempt(address="203.0.113.9")

        assert self.attempt(is_right=True) == "in"

    def test_are_counted_whatever_address_a_visitor_claims(self, user):
        for number in range(6):
            self.attempt(**{"X-Forwarded-For": f"198.51.100.{number}"})

        assert "Too many" in self.attempt(is_right=True, **{"X-Forwarded-For": "198.51.100.9"})

    def test_are_counted_by_what_the_server_in_front_says(self, user, settings):
        settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
        for number in range(6):
            self.attempt(**{"X-Forwarded-For": f"198.51.100.{number}, 203.0.113.9"})

        assert "Too many" in self.attempt(is_right=True, **{"X-Forwarded-For": "203.0.113.9"})
        assert self.attempt(is_right=True, **{"X-Forwarded-For": "203.0.113.8"}) == "in"

    def test_are_bounded_for_one_address_however_many_names_it_tries(self, user):
        for number in range(60):
            self.attempt(name=f"nobody{number}", address="203.0.113.9")

        assert "Too many" in self.attempt(name="nobody61", address="203.0.113.9")
        assert self.attempt(is_right=True) == "in"


def test_a_browser_of_somebody_deleted_is_signed_out(user):
    browser = signed_in()
    session = browser.session
    session["_auth_user_id"] = "999999999"
    session.save()

    assert not is_in(browser)
