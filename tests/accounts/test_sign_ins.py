"""Who signed in and out, and who was refused, is a change like any other; so are roles and access."""

import json
from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from casework.accounts import services
from casework.accounts.choices import Role, SignInOutcome
from casework.accounts.models import RoleGrant, SignIn, User
from casework.audit.models import ChangeSet, Entry
from casework.cases.models import CaseStaff
from tests.factories.accounts import PASSWORD, UserFactory
from tests.factories.cases import CaseFactory
from tests.pages import FormPage

pytestmark = pytest.mark.django_db

LOGIN = reverse("account_login")
NOON = "2026-03-01T12:00:00Z"


@pytest.fixture
def user():
    return UserFactory(role=Role.CASEWORKER, username="dana", full_name="Dana Ospanova")


def sign_in(username, password, browser=None):
    """Send the form of the sign-in."""
    return (browser or Client()).post(LOGIN, {"login": username, "password": password})


def told():
    """Return name typed, account and outcome of each, the oldest first."""
    return list(SignIn.objects.order_by("pk").values_list("typed_name", "user", "outcome"))


class TestSignIn:
    def test_and_signing_out_are_acts_of_the_person(self, user):
        browser = Client()

        sign_in("Dana", PASSWORD, browser)
        browser.post(reverse("account_logout"))

        assert told() == [
            ("dana", user.pk, SignInOutcome.SIGNED_IN),
            ("dana", user.pk, SignInOutcome.SIGNED_OUT),
        ]
        for entry in Entry.objects.filter(model="accounts.signin"):
            act = entry.change_set
            assert (act.actor_id, act.actor_name, act.actor_role) == (user.pk, "Dana Ospanova", "Caseworker")
            assert act.request_id

    def test_changes_nothing_else(self, user):
        before = Entry.objects.exclude(model="accounts.signin").count()

        sign_in("dana", PASSWORD)

        assert Entry.objects.exclude(model="accounts.signin").count() == before

    @pytest.mark.parametrize("elsewhere", ["https://evil.example/", "//evil.example/", "javascript:alert(1)"])
    def test_never_leads_to_another_site(self, user, elsewhere):
        answer = Client().post(LOGIN, {"login": "dana", "password": PASSWORD, "next": elsewhere})

        assert answer.status_code == 302
        assert answer["Location"] == reverse("workspace:desk")

    def test_by_code_alone_is_nobodys(self, user):
        browser = Client()

        browser.force_login(user)
        browser.logout()

        assert told() == []

    def test_is_refused_where_it_cannot_be_recorded(self, user):
        browser = Client(raise_request_exception=False)
        with connection.cursor() as cursor:
            cursor.execute("DROP TABLE accounts_signin")

        assert sign_in("dana", PASSWORD, browser).status_code == 500
        assert "sessionid" not in browser.cookies


class TestRefusal:
    def test_is_recorded_as_nobodys_act_with_the_account_meant(self, user):
        sign_in("dana", "wrong-harbour-lantern-27")
        sign_in("nobody.at.all", PASSWORD)

        assert told() == [("dana", user.pk, "refused"), ("nobody.at.all", None, "refused")]
        acts = ChangeSet.objects.filter(entries__model="accounts.signin")
        assert set(acts.values_list("actor_id", "actor_name")) == {(None, "")}

    def test_keeps_no_password(self, user):
        sign_in("dana", "wrong-harbour-lantern-27")
        sign_in("dana", PASSWORD)

        kept = json.dumps(list(Entry.objects.values_list("values", flat=True)))
        assert "harbour" not in kept
        assert "harbour" not in str(list(SignIn.history.values()))

    def test_answers_the_same_whoever_exists(self, user):
        UserFactory(username="gone", is_active=False)
        answers = {}
        for name, password in (
            ("dana", "wrong-harbour-27"),
            ("gone", PASSWORD),
            ("nobody", "wrong-harbour-27"),
        ):
            page = sign_in(name, password)
            errors = page.context["form"].errors.as_json()
            answers[name] = (page.status_code, errors, SignIn.objects.filter(typed_name=name).count())

        assert len(set(answers.values())) == 1

    def test_keeps_the_beginning_of_a_long_name(self):
        services.record_refusal(typed_name="x" * 10_000, at=timezone.now())

        assert told() == [("x" * 60, None, "refused")]

    def test_is_not_recorded_without_end(self, monkeypatch):
        monkeypatch.setattr(services, "REFUSALS_KEPT", 3)
        with time_machine.travel(NOON, tick=False) as clock:
            answers = {sign_in("nobody", "wrong-harbour-27").status_code for _time in range(5)}
            assert (len(told()), answers) == (3, {200})
            clock.shift(timedelta(minutes=10))
            sign_in("nobody", "wrong-harbour-27")

        assert len(told()) == 4


class TestAccess:
    """What bears on what somebody may see and do is a change set of whoever did it."""

    @pytest.fixture
    def administrator(self):
        return UserFactory(role=Role.ADMINISTRATOR, full_name="Aigerim Bek")

    @pytest.fixture
    def browser(self, administrator):
        browser = Client()
        browser.force_login(administrator)
        return browser

    def latest_act(self, record):
        return (
            Entry.objects.filter(model=record._meta.label_lower, object_id=record.pk).latest("pk").change_set
        )

    def test_of_a_role_given(self, user, administrator, browser):
        page = FormPage.open(browser, reverse("admin:accounts_user_change", args=[user.pk]))
        role = str(RoleGrant.objects.filter(user=administrator).get().role_id)

        page.add_row("role_grants", role=role).fill(reason="A colleague leaves.").send()

        act = self.latest_act(RoleGrant.objects.filter(user=user).latest("pk"))
        assert (act.actor_name, act.reason) == ("Aigerim Bek", "A colleague leaves.")

    def test_of_an_account_closed(self, user, browser):
        page = FormPage.open(browser, reverse("admin:accounts_user_change", args=[user.pk]))

        page.fill(is_active=None, reason="Left.").send()

        assert not User.objects.get(pk=user.pk).is_active
        assert self.latest_act(user).reason == "Left."

    def test_of_a_new_password(self, user, browser):
        address = reverse("admin:accounts_user_password_change", args=[user.pk])

        page = FormPage.open(browser, address)
        page.fill(
            new_password1="another-harbour-99", new_password2="another-harbour-99", reason="Lost."
        ).send()

        assert self.latest_act(user).reason == "Lost."

    def test_of_a_team(self, user):
        case = CaseFactory(team=[user])

        entry = Entry.objects.get(
            model="cases.casestaff", object_id=CaseStaff.objects.get(case=case, user=user).pk
        )
        assert (entry.kind, entry.case_id) == ("created", case.pk)
