"""How an administrator opens and changes accounts and grants roles."""

import pytest
from django.contrib.auth.models import Group

from casework.accounts.choices import Role
from casework.accounts.models import RoleGrant, User
from casework.audit.models import Entry
from tests.accounts.admin.pages import NEW_PASSWORD, account_form, address, errors
from tests.factories.accounts import PASSWORD, UserFactory

pytestmark = pytest.mark.django_db


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

        client.post(
            address("change", administrator.pk),
            account_form(administrator, **{"role_grants-0-role": str(director.pk)}),
        )

        assert User.objects.get(pk=administrator.pk).role_names == "Administrator"

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
