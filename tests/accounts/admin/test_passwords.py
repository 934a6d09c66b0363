"""How a password is set anew, by an administrator or by its owner."""

import pytest
from django.test import Client
from django.urls import reverse

from casework.accounts.choices import Role
from casework.accounts.models import User
from casework.audit.models import Entry
from tests.accounts.admin.pages import NEW_PASSWORD, address
from tests.factories.accounts import PASSWORD, RoleGrantFactory, UserFactory

pytestmark = pytest.mark.django_db


class TestNewPassword:
    def test_lets_the_person_in_and_leaves_its_trace(self, sign_in):
        user = UserFactory(caseworker=True)
        client = sign_in(Role.ADMINISTRATOR)

        response = client.post(
            address("password_change", user.pk),
            {"new_password1": NEW_PASSWORD, "new_password2": NEW_PASSWORD, "reason": "Forgotten"},
        )

        assert response.status_code == 302
        assert User.objects.get(pk=user.pk).check_password(NEW_PASSWORD)
        latest = Entry.objects.filter(model="accounts.user", object_id=user.pk).order_by("version").last()
        assert (latest.change_set.actor_name, latest.change_set.reason) == ("Dana Signed-In", "Forgotten")
        assert latest.read()["password_version"] == 2
        assert "password" not in latest.read()

    @pytest.mark.parametrize(
        ("first", "second", "words"),
        [
            ("short", "short", "too short"),
            (NEW_PASSWORD, "something-else-altogether", "match"),
            ("", "", "required"),
        ],
    )
    def test_refuses_what_is_amiss(self, sign_in, first, second, words):
        user = UserFactory(caseworker=True)

        response = sign_in(Role.ADMINISTRATOR).post(
            address("password_change", user.pk), {"new_password1": first, "new_password2": second}
        )

        assert words in response.content.decode()
        assert User.objects.get(pk=user.pk).check_password(PASSWORD)

    def test_keeps_an_administrator_signed_in_who_changes_their_own(self, sign_in):
        client = sign_in(Role.ADMINISTRATOR)
        administrator = User.objects.get(full_name="Dana Signed-In")

        client.post(
            address("password_change", administrator.pk),
            {"new_password1": NEW_PASSWORD, "new_password2": NEW_PASSWORD},
        )

        assert client.get(reverse("admin:index")).status_code == 200

    def test_signs_the_person_out_everywhere_else(self, sign_in):
        user = UserFactory(caseworker=True)
        theirs = Client()
        theirs.force_login(user)

        sign_in(Role.ADMINISTRATOR).post(
            address("password_change", user.pk),
            {"new_password1": NEW_PASSWORD, "new_password2": NEW_PASSWORD},
        )

        assert theirs.get(reverse("admin:index")).status_code == 302

    def test_is_in_reach_from_the_account_of_those_who_may(self, sign_in):
        user = RoleGrantFactory().user

        page = sign_in(Role.ADMINISTRATOR).get(address("change", user.pk)).content.decode()

        assert address("password_change", user.pk) in page

    def test_is_not_offered_to_an_auditor(self, sign_in):
        user = RoleGrantFactory().user

        page = sign_in(Role.AUDITOR).get(address("change", user.pk)).content.decode()

        assert address("password_change", user.pk) not in page


class TestOwnPassword:
    @pytest.mark.parametrize("role", Role)
    def test_may_be_changed_by_everybody_and_leaves_its_trace(self, sign_in, role):
        client = sign_in(role)
        user = User.objects.get(full_name="Dana Signed-In")

        response = client.post(
            reverse("account_change_password"),
            {"oldpassword": PASSWORD, "password1": NEW_PASSWORD, "password2": NEW_PASSWORD},
        )

        assert response.status_code == 302
        latest = Entry.objects.filter(model="accounts.user", object_id=user.pk).order_by("version").last()
        assert latest.change_set.actor_id == user.pk
        assert latest.read()["password_version"] == 2

    def test_must_be_strong(self, sign_in):
        client = sign_in(Role.CASEWORKER)

        response = client.post(
            reverse("account_change_password"),
            {"oldpassword": PASSWORD, "password1": "short", "password2": "short"},
        )

        assert "too short" in response.content.decode()
