"""How people sign in and where their permissions come from."""

import pytest
from django.conf import settings
from django.contrib.auth import authenticate
from django.contrib.auth.models import AnonymousUser
from django.urls import reverse

from casework.accounts.backends import RoleBackend
from casework.accounts.choices import Role
from casework.accounts.models import User
from casework.accounts.services import permissions_of
from casework.audit.models import ChangeSet
from tests.factories.accounts import PASSWORD, UserFactory


@pytest.mark.django_db
class TestRoleBackend:
    def test_is_the_one_way_in(self):
        assert settings.AUTHENTICATION_BACKENDS == ["casework.accounts.backends.RoleBackend"]

    def test_lets_an_active_account_in(self):
        user = UserFactory(username="aida")

        assert authenticate(username="aida", password=PASSWORD) == user

    def test_does_not_mind_capitals_in_the_username(self):
        user = UserFactory(username="aida")

        assert authenticate(username="Aida", password=PASSWORD) == user

    @pytest.mark.parametrize(
        ("username", "password"), [("aida", "wrong"), ("nobody", PASSWORD), ("aida", "")]
    )
    def test_keeps_anybody_else_out(self, username, password):
        UserFactory(username="aida")

        assert authenticate(username=username, password=password) is None

    def test_keeps_an_inactive_account_out(self):
        UserFactory(username="aida", inactive=True)

        assert authenticate(username="aida", password=PASSWORD) is None

    @pytest.mark.parametrize("role", Role)
    def test_gives_exactly_what_the_role_may(self, role):
        user = UserFactory(role=role)

        assert user.get_all_permissions() == permissions_of(role)
        assert user.get_user_permissions() == set()

    def test_gives_the_sum_of_several_roles(self):
        user = UserFactory(caseworker=True)
        user.role_grants.create(role=UserFactory(administrator=True).role_grants.get().role)

        held = User.objects.get(pk=user.pk).get_all_permissions()

        assert held == permissions_of(Role.CASEWORKER) | permissions_of(Role.ADMINISTRATOR)

    def test_gives_nothing_to_the_inactive_nor_to_visitors(self):
        director = UserFactory(director=True, inactive=True)

        assert director.get_all_permissions() == set()
        assert not director.has_perm("cases.view_every_case")
        assert RoleBackend().get_all_permissions(AnonymousUser()) == set()

    def test_asks_for_the_permissions_once_per_person_in_memory(self, django_assert_num_queries):
        user = User.objects.get(pk=UserFactory(director=True).pk)

        # What the roles give, and whether a director let the person restore.
        with django_assert_num_queries(2):
            answers = [
                user.has_perm("cases.view_every_case"),
                user.has_module_perms("audit"),
                user.has_perm("x.y"),
            ]

        assert answers == [True, True, False]


@pytest.mark.django_db
class TestSigningIn:
    def test_leaves_one_change_set(self, client):
        UserFactory(username="aida", caseworker=True)
        before = ChangeSet.objects.count()

        response = client.post(reverse("account_login"), {"login": "aida", "password": PASSWORD})

        assert response.status_code == 302
        assert ChangeSet.objects.count() == before + 1

    def test_ends_at_once_when_the_account_is_closed(self, client):
        user = UserFactory(caseworker=True)
        client.force_login(user)
        user.is_active = False
        user.save()

        response = client.get(reverse("admin:index"))

        assert response.status_code == 302
