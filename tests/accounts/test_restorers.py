"""A director lets an auditor restore what was recorded, and takes that back; both stay on record."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from casework.accounts.choices import Role
from casework.accounts.models import RestoringRight, RoleGrant, User
from casework.accounts.services import (
    NoAuditorError,
    OwnRightError,
    RoleAlreadyHeldError,
    RoleNotHeldError,
    let_restore,
    stop_restoring,
)
from casework.audit.context import Origin, change_set
from casework.audit.errors import ReasonRequiredError
from casework.audit.models import Entry
from tests.factories.accounts import RestoringRightFactory, RoleGrantFactory, UserFactory
from tests.factories.persons import PersonFactory

pytestmark = pytest.mark.django_db

PAGE = "/accounts/restorers/"
RIGHT = "audit.restore_record"


def may_restore(user):
    """Say whether the person may restore, as a new request finds it."""
    return User.objects.get(pk=user.pk).has_perm(RIGHT)


@pytest.fixture
def auditor():
    return UserFactory(auditor=True, full_name="Saule Nurlan")


@pytest.fixture
def director():
    return UserFactory(director=True)


class TestLetRestore:
    def test_gives_an_auditor_the_right_until_it_is_taken_back(self, auditor, director):
        let_restore(auditor=auditor, by=director)
        assert may_restore(auditor)

        stop_restoring(auditor=auditor)
        assert not may_restore(auditor)

    def test_refuses_who_is_no_auditor_or_has_left(self, director):
        for user in (UserFactory(caseworker=True), UserFactory(auditor=True, inactive=True)):
            with pytest.raises(NoAuditorError):
                let_restore(auditor=user, by=director)

    def test_refuses_a_director_who_is_an_auditor_too_and_means_themselves(self, auditor, director):
        RoleGrantFactory(user=director, role=auditor.groups.get())

        with pytest.raises(OwnRightError):
            let_restore(auditor=director, by=director)

    def test_refuses_twice(self, auditor, director):
        let_restore(auditor=auditor, by=director)
        with pytest.raises(RoleAlreadyHeldError):
            let_restore(auditor=auditor, by=director)

        stop_restoring(auditor=auditor)
        with pytest.raises(RoleNotHeldError):
            stop_restoring(auditor=auditor)

    def test_refuses_without_a_reason(self, auditor, director):
        with change_set(origin=Origin.COMMAND), pytest.raises(ReasonRequiredError):
            let_restore(auditor=auditor, by=director)
        let_restore(auditor=auditor, by=director)
        with change_set(origin=Origin.COMMAND), pytest.raises(ReasonRequiredError):
            stop_restoring(auditor=auditor)

        assert may_restore(auditor)


class TestRight:
    def test_ends_with_the_role_of_auditor(self, auditor):
        RestoringRightFactory(user=auditor)
        RoleGrant.objects.get(user=auditor).delete()
        RoleGrantFactory(user=auditor)

        assert not may_restore(auditor)

    def test_is_of_no_role(self):
        assert not any(may_restore(UserFactory(role=role)) for role in Role)


class TestRestorersPage:
    def test_gives_the_right_and_takes_it_back_as_acts_with_a_reason(self, client_as, auditor):
        client = client_as(Role.DIRECTOR, full_name="Dana Ospanova")

        client.post(PAGE, {"auditor": auditor.pk, "reason": "to undo the import"})
        page = client.get(PAGE).content.decode()
        assert may_restore(auditor)
        assert "Saule Nurlan may restore now" in page
        client.post(PAGE, {"auditor": auditor.pk, "reason": "it is undone", "stop": "1"})

        assert not may_restore(auditor)
        told = Entry.objects.filter(model="accounts.restoringright").order_by("version")
        assert list(told.values_list("kind", "change_set__actor_name", "change_set__reason")) == [
            ("created", "Dana Ospanova", "to undo the import"),
            ("deleted", "Dana Ospanova", "it is undone"),
        ]

    def test_takes_effect_at_once_in_an_open_session(self, client_as, auditor, client):
        person = PersonFactory(notes="x")
        first = person.head_id
        person.notes = "y"
        person.save()
        address = reverse("audit:restore", args=[first])
        client.force_login(auditor)
        director = client_as(Role.DIRECTOR)
        assert client.get(address).status_code == 403

        director.post(PAGE, {"auditor": auditor.pk, "reason": "to undo the import"})
        assert client.get(address).status_code == 200

        director.post(PAGE, {"auditor": auditor.pk, "reason": "it is undone", "stop": "1"})
        assert client.get(address).status_code == 403

    @pytest.mark.parametrize("reason", ["", "  ", "a\0b"])
    def test_demands_a_reason(self, client_as, auditor, reason):
        answer = client_as(Role.DIRECTOR).post(PAGE, {"auditor": auditor.pk, "reason": reason}, follow=True)

        assert answer.status_code == 200
        assert [message.level_tag for message in answer.context["messages"]] == ["error"]
        assert not RestoringRight.objects.exists()

    def test_demands_a_reason_to_take_it_back_as_well(self, client_as, auditor):
        RestoringRightFactory(user=auditor)

        client_as(Role.DIRECTOR).post(PAGE, {"auditor": auditor.pk, "reason": " ", "stop": "1"})

        assert may_restore(auditor)

    @pytest.mark.parametrize("key", ["", "0", "abc", "99999999999999999999"])
    def test_of_nobody_does_not_exist(self, client_as, key):
        assert client_as(Role.DIRECTOR).post(PAGE, {"auditor": key, "reason": "x"}).status_code == 404

    def test_costs_the_same_for_any_number_of_auditors(self, client_as):
        client = client_as(Role.DIRECTOR)

        def queries():
            with CaptureQueriesContext(connection) as captured:
                assert client.get(PAGE).status_code == 200
            return len(captured)

        RestoringRightFactory.create_batch(2)
        queries()
        few = queries()
        RestoringRightFactory.create_batch(8)
        UserFactory.create_batch(8, auditor=True)

        assert queries() == few

    @pytest.mark.parametrize("role", [Role.AUDITOR, Role.CASEWORKER, Role.ADMINISTRATOR])
    def test_is_for_directors(self, client_as, auditor, role):
        client = client_as(role)

        for answer in (client.get(PAGE), client.post(PAGE, {"auditor": auditor.pk, "reason": "x"})):
            assert answer.status_code == 403
        assert not RestoringRight.objects.exists()
