"""The pages of accounts, as each role meets them."""

import pytest
from django.contrib import admin
from django.contrib.admin.exceptions import NotRegistered
from django.contrib.auth.models import Group
from django.urls import reverse

from casework.accounts.choices import Role
from casework.accounts.models import User
from casework.audit.admin import AuditedAdmin
from casework.audit.models import ChangeSet
from tests.accounts.admin.pages import NEW_PASSWORD, account_form, address
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db

# role: list, account, new account, history, new password, deletion
PAGES_BY_ROLE = {
    Role.CASEWORKER: (403, 403, 403, 403, 403, 403),
    Role.DIRECTOR: (200, 200, 403, 200, 403, 403),
    Role.AUDITOR: (200, 200, 403, 200, 403, 403),
    Role.ADMINISTRATOR: (200, 200, 200, 200, 200, 403),
}


class TestPages:
    @pytest.mark.parametrize("role", Role)
    def test_answer_each_role_as_the_table_says(self, sign_in, role):
        other = UserFactory(caseworker=True)
        client = sign_in(role)
        addresses = [
            address("changelist"),
            address("change", other.pk),
            address("add"),
            address("history", other.pk),
            address("password_change", other.pk),
            address("delete", other.pk),
        ]

        answers = tuple(client.get(page).status_code for page in addresses)

        assert answers == PAGES_BY_ROLE[role]

    @pytest.mark.parametrize("role", [Role.CASEWORKER, Role.DIRECTOR, Role.AUDITOR])
    def test_take_no_post_from_anybody_but_administrators(self, sign_in, role):
        other = UserFactory(caseworker=True)
        client = sign_in(role)
        before = ChangeSet.objects.count(), User.objects.get(pk=other.pk).password

        answers = [
            client.post(address("change", other.pk), account_form(other, full_name="Somebody Else")),
            client.post(address("add"), account_form(password1=NEW_PASSWORD, password2=NEW_PASSWORD)),
            client.post(
                address("password_change", other.pk),
                {"new_password1": NEW_PASSWORD, "new_password2": NEW_PASSWORD},
            ),
            client.post(address("delete", other.pk), {"post": "yes", "reason": "gone"}),
        ]

        assert {answer.status_code for answer in answers} == {403}
        assert (ChangeSet.objects.count(), User.objects.get(pk=other.pk).password) == before

    @pytest.mark.parametrize("page", ["change", "history", "password_change"])
    def test_know_of_no_account_that_is_not_there(self, sign_in, page):
        assert sign_in(Role.ADMINISTRATOR).get(address(page, 999_999)).status_code == 404

    def test_show_an_administrator_accounts_and_reference_and_nothing_else(self, rf):
        request = rf.get("/admin/")
        request.user = UserFactory(administrator=True)

        shown = {section["app_label"] for section in admin.site.get_app_list(request)}

        assert shown == {"accounts", "reference"}

    def test_show_a_caseworker_no_accounts(self, rf):
        request = rf.get("/admin/")
        request.user = UserFactory(caseworker=True)

        shown = {section["app_label"] for section in admin.site.get_app_list(request)}

        assert "accounts" not in shown

    def test_are_audited_pages(self):
        assert isinstance(admin.site.get_model_admin(User), AuditedAdmin)

    def test_let_nobody_edit_groups(self):
        with pytest.raises(NotRegistered):
            admin.site.get_model_admin(Group)


class TestList:
    def test_names_the_roles_of_each_account(self, sign_in):
        UserFactory(director=True)

        page = sign_in(Role.AUDITOR).get(address("changelist")).content.decode()

        assert "Director" in page
        assert "Auditor" in page

    def test_narrows_to_those_who_hold_a_role(self, sign_in):
        director = UserFactory(director=True)

        response = sign_in(Role.AUDITOR).get(address("changelist"), {"role": Role.DIRECTOR})

        assert list(response.context["cl"].queryset) == [director]

    def test_does_not_search_addresses_that_a_caseworker_may_not_see(self):
        assert "email" not in admin.site.get_model_admin(User).search_fields


class TestAutocomplete:
    @pytest.fixture
    def ask(self, client):
        def asked(role, term):
            client.force_login(UserFactory(full_name="Dana Signed-In", role=role))
            question = {
                "app_label": "accounts",
                "model_name": "rolegrant",
                "field_name": "user",
                "term": term,
            }
            return client.get(reverse("admin:autocomplete"), question)

        return asked

    @pytest.mark.parametrize("role", Role)
    def test_lets_every_role_find_a_colleague_by_name(self, ask, role):
        UserFactory(username="aida", full_name="Aida Serik")

        response = ask(role, "serik")

        assert [result["text"] for result in response.json()["results"]] == ["Aida Serik (aida)"]

    def test_tells_somebody_without_a_role_nothing(self, ask):
        UserFactory(username="aida", full_name="Aida Serik")

        assert ask(None, "serik").status_code == 403

    def test_leaves_out_those_who_have_left(self, ask):
        UserFactory(full_name="Aida Serik", inactive=True)

        assert ask(Role.CASEWORKER, "serik").json()["results"] == []

    def test_does_not_find_by_address(self, ask):
        UserFactory(email="secret@office.example")

        assert ask(Role.CASEWORKER, "secret").json()["results"] == []


class TestLogout:
    def test_ends_the_session(self, sign_in):
        client = sign_in(Role.CASEWORKER)

        assert client.get(reverse("account_logout")).status_code == 200
        assert client.get(reverse("admin:index")).status_code == 200
        assert client.post(reverse("account_logout")).status_code == 302
        assert client.get(reverse("admin:index")).status_code == 302
