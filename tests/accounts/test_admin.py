"""The pages of accounts, as each role meets them."""

import pytest
from django.contrib import admin
from django.contrib.admin.exceptions import NotRegistered
from django.contrib.auth.models import Group
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from casework.accounts.choices import Role
from casework.accounts.models import RoleGrant, User
from casework.audit.admin import AuditedAdmin
from casework.audit.models import ChangeSet, Entry
from tests.factories.accounts import PASSWORD, RoleGrantFactory, UserFactory

pytestmark = pytest.mark.django_db

NEW_PASSWORD = "another-harbour-entirely-3"


@pytest.fixture
def sign_in(client):
    """Sign in as somebody with this role."""

    def signed_in(role):
        client.force_login(UserFactory(full_name="Dana Signed-In", role=role))
        return client

    return signed_in


def address(page, *args):
    return reverse(f"admin:accounts_user_{page}", args=args)


def account_form(user=None, *, roles=(), withdrawn=(), **values):
    """What a browser posts from the page of an account: its fields, its roles, the reason."""
    grants = list(user.role_grants.all()) if user else []
    data = {
        "username": user.username if user else "aida",
        "full_name": user.full_name if user else "Aida Serik",
        "email": user.email if user else "aida@office.example",
        "reason": "As agreed on Monday",
        "role_grants-TOTAL_FORMS": str(len(grants) + len(roles)),
        "role_grants-INITIAL_FORMS": str(len(grants)),
    }
    if user:
        data |= {"opened_head": user.head_id.hex}
        data |= {"is_active": "on"} if user.is_active else {}
    for number, grant in enumerate(grants):
        prefix = f"role_grants-{number}"
        data |= {
            f"{prefix}-id": str(grant.pk),
            f"{prefix}-user": str(user.pk),
            f"{prefix}-role": str(grant.role_id),
            f"{prefix}-opened_head": grant.head_id.hex,
        }
        if grant.role.name in withdrawn:
            data[f"{prefix}-DELETE"] = "on"
    for number, role in enumerate(roles, start=len(grants)):
        data[f"role_grants-{number}-role"] = str(Group.objects.get(name=role).pk)
    data |= values
    return {name: value for name, value in data.items() if value is not None}


def errors(response):
    forms = response.context["adminform"].form, *response.context["inline_admin_formsets"]
    found = [str(forms[0].errors)]
    for inline in forms[1:]:
        found += [str(inline.formset.non_form_errors()), str(inline.formset.errors)]
    return " ".join(found)


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

    def test_costs_the_same_for_many_as_for_few(self, sign_in):
        client = sign_in(Role.AUDITOR)
        UserFactory(director=True)
        with CaptureQueriesContext(connection) as few:
            client.get(address("changelist"))
        for _ in range(20):
            UserFactory(caseworker=True)

        with CaptureQueriesContext(connection) as many:
            client.get(address("changelist"))

        assert len(many) == len(few)

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


class TestAdding:
    def test_opens_an_account_with_password_and_roles_in_one_act(self, sign_in):
        client = sign_in(Role.ADMINISTRATOR)

        response = client.post(
            address("add"),
            account_form(roles=[Role.CASEWORKER], password1=NEW_PASSWORD, password2=NEW_PASSWORD),
        )

        assert response.status_code == 302, errors(response)
        user = User.objects.get(username="aida")
        assert user.check_password(NEW_PASSWORD)
        assert user.role_names == "Caseworker"
        act = Entry.objects.get(model="accounts.user", object_id=user.pk).change_set
        assert (act.actor_name, act.actor_role) == ("Dana Signed-In", "Administrator")
        assert act.reason == "As agreed on Monday"
        assert set(act.entries.values_list("model", flat=True)) == {"accounts.user", "accounts.rolegrant"}

    @pytest.mark.parametrize(
        ("amiss", "words"),
        [
            ({"password1": "short", "password2": "short"}, "too short"),
            ({"password1": "aida-aida-serik", "password2": "aida-aida-serik"}, "too similar"),
            ({"password2": "something-else-altogether"}, "match"),
            ({"username": "Aida Serik"}, "lower-case letters"),
            ({"full_name": ""}, "required"),
        ],
    )
    def test_refuses_what_is_amiss(self, sign_in, amiss, words):
        client = sign_in(Role.ADMINISTRATOR)
        data = account_form(**{"password1": NEW_PASSWORD, "password2": NEW_PASSWORD, **amiss})

        response = client.post(address("add"), data)

        assert words in errors(response)
        assert User.objects.count() == 1

    def test_never_shows_a_password_again(self, sign_in):
        client = sign_in(Role.ADMINISTRATOR)
        data = account_form(username="", password1=NEW_PASSWORD, password2=NEW_PASSWORD)

        response = client.post(address("add"), data)

        assert NEW_PASSWORD not in response.content.decode()


class TestChanging:
    def test_saves_what_was_typed_with_its_reason(self, sign_in):
        user = UserFactory(caseworker=True)
        client = sign_in(Role.ADMINISTRATOR)

        response = client.post(address("change", user.pk), account_form(user, full_name="New Name"))

        assert response.status_code == 302, errors(response)
        assert User.objects.get(pk=user.pk).full_name == "New Name"
        latest = Entry.objects.filter(model="accounts.user", object_id=user.pk).order_by("version").last()
        assert latest.change_set.reason == "As agreed on Monday"

    def test_keeps_the_password(self, sign_in):
        user = UserFactory(caseworker=True)
        client = sign_in(Role.ADMINISTRATOR)

        client.post(address("change", user.pk), account_form(user, full_name="New Name"))

        stored = User.objects.get(pk=user.pk)
        assert stored.check_password(PASSWORD)
        assert stored.password_version == 1

    def test_never_shows_the_hash(self, sign_in):
        user = UserFactory(caseworker=True)
        client = sign_in(Role.ADMINISTRATOR)

        pages = [client.get(address(page, user.pk)).content.decode() for page in ("change", "history")]

        assert not [page for page in pages if user.password in page]

    def test_gives_and_takes_roles(self, sign_in):
        user = UserFactory(caseworker=True)
        client = sign_in(Role.ADMINISTRATOR)

        response = client.post(
            address("change", user.pk),
            account_form(user, roles=[Role.DIRECTOR], withdrawn=[Role.CASEWORKER]),
        )

        assert response.status_code == 302, errors(response)
        assert User.objects.get(pk=user.pk).role_names == "Director"

    @pytest.mark.parametrize(
        "change", [{"roles": [Role.DIRECTOR]}, {"withdrawn": [Role.CASEWORKER]}, {"full_name": "New Name"}]
    )
    def test_owes_a_reason_for_who_somebody_is_and_what_they_may_do(self, sign_in, change):
        user = UserFactory(full_name="Aida Serik", caseworker=True)
        client = sign_in(Role.ADMINISTRATOR)

        response = client.post(address("change", user.pk), account_form(user, reason="", **change))

        assert response.status_code == 200
        assert response.context["adminform"].form.errors["reason"]
        stored = User.objects.get(pk=user.pk)
        assert (stored.full_name, stored.role_names) == ("Aida Serik", "Caseworker")

    def test_offers_the_four_roles_under_their_names(self, sign_in):
        Group.objects.create(name="friends of the house")
        user = UserFactory(caseworker=True)

        response = sign_in(Role.ADMINISTRATOR).get(address("change", user.pk))

        formset = response.context["inline_admin_formsets"][0].formset
        offered = [label for _, label in formset.empty_form.fields["role"].choices][1:]
        assert offered == ["Administrator", "Auditor", "Caseworker", "Director"]

    def test_lets_a_role_be_given_once(self, sign_in):
        user = UserFactory(caseworker=True)
        client = sign_in(Role.ADMINISTRATOR)

        response = client.post(address("change", user.pk), account_form(user, roles=[Role.CASEWORKER]))

        assert response.status_code == 200
        assert RoleGrant.objects.filter(user=user).count() == 1


class TestLatestAdministrator:
    @pytest.fixture
    def administrator(self, client):
        user = UserFactory(administrator=True)
        client.force_login(user)
        return user

    @pytest.mark.parametrize("change", [{"is_active": None}, {"withdrawn": [Role.ADMINISTRATOR]}])
    def test_cannot_be_removed(self, client, administrator, change):
        response = client.post(address("change", administrator.pk), account_form(administrator, **change))

        assert "only active administrator" in errors(response)
        stored = User.objects.get(pk=administrator.pk)
        assert stored.is_active
        assert stored.role_names == "Administrator"

    def test_cannot_turn_the_role_into_another(self, client, administrator):
        director = Group.objects.get(name=Role.DIRECTOR)

        response = client.post(
            address("change", administrator.pk),
            account_form(administrator, **{"role_grants-0-role": str(director.pk)}),
        )

        assert "only active administrator" in errors(response)

    def test_can_be_renamed(self, client, administrator):
        response = client.post(
            address("change", administrator.pk), account_form(administrator, full_name="New Name")
        )

        assert response.status_code == 302, errors(response)

    @pytest.mark.parametrize("change", [{"is_active": None}, {"withdrawn": [Role.ADMINISTRATOR]}])
    def test_can_go_once_there_is_another(self, client, administrator, change):
        UserFactory(administrator=True)

        response = client.post(address("change", administrator.pk), account_form(administrator, **change))

        assert response.status_code == 302, errors(response)


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
            reverse("admin:password_change"),
            {"old_password": PASSWORD, "new_password1": NEW_PASSWORD, "new_password2": NEW_PASSWORD},
        )

        assert response.status_code == 302
        latest = Entry.objects.filter(model="accounts.user", object_id=user.pk).order_by("version").last()
        assert latest.change_set.actor_id == user.pk
        assert latest.read()["password_version"] == 2

    def test_must_be_strong(self, sign_in):
        client = sign_in(Role.CASEWORKER)

        response = client.post(
            reverse("admin:password_change"),
            {"old_password": PASSWORD, "new_password1": "short", "new_password2": "short"},
        )

        assert "too short" in response.content.decode()
