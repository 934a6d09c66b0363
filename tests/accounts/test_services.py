"""What happens to accounts."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.core.exceptions import ValidationError
from django.db import connection

from casework.accounts.choices import Role
from casework.accounts.models import RoleGrant, User
from casework.accounts.services import (
    AlreadyInactiveError,
    LatestAdministratorError,
    RoleAlreadyHeldError,
    RoleNotHeldError,
    create_user,
    deactivate_user,
    grant_role,
    withdraw_role,
)
from casework.audit.context import Origin, change_set
from casework.audit.errors import ReasonRequiredError
from casework.audit.models import Entry
from tests.factories.accounts import PASSWORD, UserFactory


def account(**values):
    return {
        "username": "aida",
        "full_name": "Aida Serik",
        "email": "aida@office.example",
        "password": PASSWORD,
        "roles": [Role.CASEWORKER],
        **values,
    }


@pytest.mark.django_db
class TestCreateUser:
    def test_opens_an_account_that_can_sign_in_with_its_roles(self):
        user = create_user(**account(roles=[Role.CASEWORKER, Role.DIRECTOR]))

        assert (user.username, user.full_name, user.email) == ("aida", "Aida Serik", "aida@office.example")
        assert user.is_active
        assert user.check_password(PASSWORD)
        assert set(user.groups.values_list("name", flat=True)) == {Role.CASEWORKER, Role.DIRECTOR}

    def test_keeps_the_username_in_lower_case(self):
        assert create_user(**account(username="Aida")).username == "aida"

    @pytest.mark.parametrize("password", ["short", "123456789987654321", "Aida-Serik-aida"])
    def test_refuses_a_weak_password(self, password):
        with pytest.raises(ValidationError):
            create_user(**account(password=password))

        assert not User.objects.exists()

    @pytest.mark.parametrize(
        "amiss", [{"username": "aida serik"}, {"full_name": "  "}, {"email": "not an address"}]
    )
    def test_refuses_what_is_amiss(self, amiss):
        with pytest.raises(ValidationError) as refusal:
            create_user(**account(**amiss))

        assert list(refusal.value.message_dict) == list(amiss)

    def test_refuses_a_username_that_is_taken(self):
        UserFactory(username="aida")

        with pytest.raises(ValidationError, match="already has this username"):
            create_user(**account())

    def test_is_one_act_without_the_password_in_it(self):
        with change_set(origin=Origin.COMMAND, reason="a new colleague") as act:
            create_user(**account())

        entries = Entry.objects.filter(change_set=act.id)
        assert {entry.model for entry in entries} == {"accounts.user", "accounts.rolegrant"}
        assert not [entry for entry in entries if PASSWORD in entry.values or "md5$" in entry.values]


@pytest.mark.django_db
class TestGrantRole:
    def test_gives_the_role(self):
        user = UserFactory()

        grant = grant_role(user=user, role=Role.AUDITOR)

        assert (grant.user, grant.role.name) == (user, Role.AUDITOR)
        assert User.objects.get(pk=user.pk).has_perm("cases.view_every_case")

    def test_refuses_a_role_already_held(self):
        user = UserFactory(auditor=True)

        with pytest.raises(RoleAlreadyHeldError, match="already holds"):
            grant_role(user=user, role=Role.AUDITOR)


@pytest.mark.django_db
class TestWithdrawRole:
    def test_takes_the_role_and_leaves_its_trace(self):
        user = UserFactory(director=True)
        grant = user.role_grants.get()

        withdraw_role(user=user, role=Role.DIRECTOR)

        assert not RoleGrant.objects.exists()
        kinds = Entry.objects.filter(model="accounts.rolegrant", object_id=grant.pk).order_by("version")
        assert list(kinds.values_list("kind", flat=True)) == ["created", "deleted"]

    def test_refuses_a_role_not_held(self):
        user = UserFactory(director=True)

        with pytest.raises(RoleNotHeldError, match="does not hold"):
            withdraw_role(user=user, role=Role.AUDITOR)

    def test_owes_a_reason(self):
        user = UserFactory(director=True)

        with change_set(origin=Origin.COMMAND), pytest.raises(ReasonRequiredError):
            withdraw_role(user=user, role=Role.DIRECTOR)

    def test_refuses_the_only_active_administrator(self):
        administrator = UserFactory(administrator=True)
        UserFactory(administrator=True, inactive=True)

        with pytest.raises(LatestAdministratorError, match="only active administrator"):
            withdraw_role(user=administrator, role=Role.ADMINISTRATOR)

        assert administrator.role_grants.count() == 1

    def test_takes_the_role_from_one_of_two_administrators(self):
        administrator, other = UserFactory(administrator=True), UserFactory(administrator=True)

        withdraw_role(user=administrator, role=Role.ADMINISTRATOR)

        assert list(User.objects.with_role(Role.ADMINISTRATOR)) == [other]

    def test_takes_another_role_from_the_only_administrator(self):
        administrator = UserFactory(administrator=True)
        grant_role(user=administrator, role=Role.CASEWORKER)

        withdraw_role(user=administrator, role=Role.CASEWORKER)

        assert administrator.role_grants.get().role.name == Role.ADMINISTRATOR


@pytest.mark.django_db
class TestDeactivateUser:
    def test_closes_the_account_and_keeps_its_roles(self):
        user = UserFactory(caseworker=True)

        deactivate_user(user=user)

        stored = User.objects.get(pk=user.pk)
        assert not stored.is_active
        assert stored.role_grants.count() == 1

    def test_refuses_an_account_already_closed(self):
        user = UserFactory(inactive=True)

        with pytest.raises(AlreadyInactiveError, match="already inactive"):
            deactivate_user(user=user)

    def test_refuses_the_only_active_administrator(self):
        administrator = UserFactory(administrator=True)

        with pytest.raises(LatestAdministratorError, match="only active administrator"):
            deactivate_user(user=administrator)

        assert User.objects.get(pk=administrator.pk).is_active

    def test_closes_the_account_of_one_of_two_administrators(self):
        administrator = UserFactory(administrator=True)
        UserFactory(administrator=True)

        assert not deactivate_user(user=administrator).is_active


class TestDemandOtherAdministrator:
    @pytest.mark.parametrize(
        "remove",
        [
            lambda user: deactivate_user(user=user),
            lambda user: withdraw_role(user=user, role=Role.ADMINISTRATOR),
        ],
        ids=["deactivate_user", "withdraw_role"],
    )
    def test_lets_only_one_of_two_administrators_who_remove_each_other(self, committing_database, remove):
        administrators = [UserFactory(administrator=True), UserFactory(administrator=True)]
        together = Barrier(2)

        def act(user):
            try:
                with change_set(origin=Origin.COMMAND, reason="a quarrel"):
                    together.wait()
                    remove(user)
            except LatestAdministratorError:
                return "refused"
            finally:
                connection.close()
            return "removed"

        with ThreadPoolExecutor(2) as threads:
            outcomes = sorted(threads.map(act, administrators))

        assert outcomes == ["refused", "removed"]
        assert User.objects.active().with_role(Role.ADMINISTRATOR).count() == 1
