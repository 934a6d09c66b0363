"""What can be asked about accounts."""

import pytest

from casework.accounts.choices import Role
from casework.accounts.models import RoleGrant, User
from tests.factories.accounts import RoleGrantFactory, UserFactory


@pytest.mark.django_db
class TestActive:
    def test_leaves_out_those_who_have_left(self):
        here = UserFactory()
        UserFactory(inactive=True)

        assert list(User.objects.active()) == [here]


@pytest.mark.django_db
class TestWithRole:
    def test_keeps_those_who_hold_it(self):
        director = UserFactory(director=True)
        UserFactory(caseworker=True)
        UserFactory()

        assert list(User.objects.with_role(Role.DIRECTOR)) == [director]


@pytest.mark.django_db
class TestForList:
    def test_joins_what_a_grant_is_named_by(self, django_assert_num_queries):
        RoleGrantFactory()
        RoleGrantFactory()

        with django_assert_num_queries(1):
            names = [str(grant) for grant in RoleGrant.objects.for_list()]

        assert len(names) == 2


class TestNormalizeUsername:
    @pytest.mark.parametrize(("typed", "kept"), [("Aida", "aida"), ("aida", "aida"), ("\uff41ida", "aida")])
    def test_gives_the_one_spelling(self, typed, kept):
        assert User.objects.normalize_username(typed) == User.normalize_username(typed) == kept


@pytest.mark.django_db
class TestGetByNaturalKey:
    def test_finds_an_account_however_its_capitals_were_typed(self):
        user = UserFactory(username="aida")

        assert User.objects.get_by_natural_key("Aida") == user


class TestCreateSuperuser:
    def test_refuses_and_says_what_to_do(self):
        with pytest.raises(NotImplementedError, match=r"manage\.py init"):
            User.objects.create_superuser(username="root", password="anything")
