"""What an account and a grant of a role are, and what of them the record keeps."""

import pytest
from django.contrib.auth.hashers import PBKDF2PasswordHasher
from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection

from casework.accounts.choices import Role
from casework.accounts.models import RoleGrant, User
from casework.audit.context import Origin, change_set
from casework.audit.errors import ReasonRequiredError
from casework.audit.models import Entry
from tests.factories.accounts import PASSWORD, RoleGrantFactory, UserFactory


def entries_of(row):
    return Entry.objects.filter(model=row._meta.label_lower, object_id=row.pk).order_by("version")


@pytest.mark.django_db
class TestUser:
    def test_is_named_by_the_full_name(self):
        user = UserFactory(username="aida", full_name="Aida Serik")

        assert str(user) == user.get_full_name() == user.get_short_name() == "Aida Serik"

    def test_is_named_by_the_username_where_there_is_no_full_name(self):
        assert str(User(username="aida")) == "aida"

    @pytest.mark.parametrize("username", ["aida", "aida.s", "a", "a-1_b", "7"])
    def test_takes_a_plain_username(self, username):
        User(username=username, full_name="Aida Serik").clean_fields(exclude=["password", "head"])

    @pytest.mark.parametrize(
        "username", ["", "Aida", "aida serik", "аида", ".aida", "aida-", "aida@x", "aida\n"]
    )
    def test_refuses_any_other_username(self, username):
        with pytest.raises(ValidationError) as refusal:
            User(username=username, full_name="Aida Serik").clean_fields(exclude=["password", "head"])

        assert list(refusal.value.message_dict) == ["username"]

    def test_is_staff_while_active(self):
        assert User(is_active=True).is_staff
        assert not User(is_active=False).is_staff

    def test_has_no_column_for_what_stands_above_or_beside_the_roles(self):
        columns = {field.name for field in User._meta.get_fields()}

        assert columns.isdisjoint({"is_superuser", "user_permissions", "last_login"})
        assert User.is_superuser is False

    def test_username_is_written_in_lower_case(self):
        with pytest.raises(IntegrityError, match="user_username_lower_case"):
            UserFactory(username="Aida")

    def test_username_is_not_empty(self):
        with pytest.raises(IntegrityError, match="user_username_lower_case"):
            UserFactory(username="")

    def test_username_belongs_to_one_person(self):
        UserFactory(username="aida")

        with pytest.raises(IntegrityError):
            UserFactory(username="aida")

    def test_email_belongs_to_one_person_however_it_is_capitalised(self):
        UserFactory(email="aida@office.example")

        with pytest.raises(IntegrityError):
            UserFactory(email="Aida@Office.example")

    def test_email_may_be_left_empty_by_many(self):
        UserFactory(email="")

        assert UserFactory(email="").pk

    @pytest.mark.parametrize(
        ("field", "value"), [("username", "other"), ("full_name", "Other Name"), ("is_active", False)]
    )
    def test_owes_a_reason_when_who_it_is_changes(self, field, value):
        user = UserFactory()
        setattr(user, field, value)

        with change_set(origin=Origin.COMMAND), pytest.raises(ReasonRequiredError):
            user.save()


@pytest.mark.django_db
class TestUserRoleNames:
    def test_joins_the_labels_of_the_roles(self):
        user = UserFactory(director=True)
        RoleGrantFactory(user=user, role=Group.objects.get(name=Role.ADMINISTRATOR))

        assert User.objects.get(pk=user.pk).role_names == "Administrator, Director"

    def test_is_empty_without_roles(self):
        assert UserFactory().role_names == ""

    def test_asks_nothing_when_the_list_has_fetched_the_roles(self, django_assert_num_queries):
        UserFactory(director=True)
        UserFactory(auditor=True)
        users = list(User.objects.for_list())

        with django_assert_num_queries(0):
            names = {user.role_names for user in users}

        assert names == {"Director", "Auditor"}

    def test_is_what_the_record_keeps_of_the_role_of_who_acts(self):
        director = UserFactory(full_name="Aida Serik", director=True)

        with change_set(actor=director, origin=Origin.COMMAND):
            written = UserFactory()

        act = entries_of(written).get().change_set
        assert (act.actor_id, act.actor_name, act.actor_role) == (director.pk, "Aida Serik", "Director")


@pytest.mark.django_db
class TestUserSetPassword:
    def test_leaves_an_entry_that_tells_of_it_without_the_hash(self):
        user = UserFactory()

        user.set_password("another-harbour-entirely-3")
        user.save()

        first, second = entries_of(user)
        assert (first.read()["password_version"], second.read()["password_version"]) == (1, 2)
        assert all("password" not in entry.read() for entry in (first, second))

    def test_leaves_no_hash_in_any_table_but_the_accounts_own(self):
        user = UserFactory()
        user.set_password("another-harbour-entirely-3")
        user.save()

        found = {
            table
            for table in connection.introspection.table_names()
            for row in rows_of(table)
            if any(user.password in str(cell) for cell in row)
        }

        assert found == {User._meta.db_table}
        assert "password" not in {field.name for field in User.history.model._meta.get_fields()}


def rows_of(table):
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
        return cursor.fetchall()


@pytest.mark.django_db
class TestUserCheckPassword:
    def test_knows_the_password(self):
        user = UserFactory()

        assert user.check_password(PASSWORD)
        assert not user.check_password("not-this-one-at-all")

    def test_renews_an_outdated_hash_without_counting_a_new_password(self, settings):
        settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.PBKDF2PasswordHasher"]
        user = UserFactory()
        outdated = PBKDF2PasswordHasher().encode(PASSWORD, "somesaltsomesaltsomesalt", iterations=10)
        user.password = outdated
        user.save()

        accepted = user.check_password(PASSWORD)

        stored = User.objects.get(pk=user.pk)
        assert accepted
        assert stored.password != outdated
        assert stored.check_password(PASSWORD)
        assert stored.password_version == 1

    def test_leaves_alone_what_else_memory_holds_when_it_renews_a_hash(self, settings):
        settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.PBKDF2PasswordHasher"]
        user = UserFactory(full_name="Aida Serik")
        user.password = PBKDF2PasswordHasher().encode(PASSWORD, "somesaltsomesaltsomesalt", iterations=10)
        user.save()
        user.full_name = "Somebody Else"

        user.check_password(PASSWORD)

        assert User.objects.get(pk=user.pk).full_name == "Aida Serik"
        assert entries_of(user).last().read()["full_name"] == "Aida Serik"


@pytest.mark.django_db
class TestRoleGrant:
    def test_is_named_by_the_person_and_the_role(self):
        grant = RoleGrantFactory(user__full_name="Aida Serik")

        assert str(grant) == "Aida Serik: Caseworker"

    def test_joins_a_person_and_a_role_once(self):
        grant = RoleGrantFactory()

        with pytest.raises(IntegrityError):
            RoleGrant.objects.create(user=grant.user, role=grant.role)

    def test_owes_a_reason_when_its_role_changes(self):
        grant = RoleGrantFactory()
        grant.role = Group.objects.get(name=Role.DIRECTOR)

        with change_set(origin=Origin.COMMAND), pytest.raises(ReasonRequiredError):
            grant.save()
