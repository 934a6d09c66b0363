"""An act says who, through what and why, and is stored only once it writes."""

import contextvars

import pytest
from django.db import transaction

from casework.audit.context import Actor, Origin, change_set, current_act
from casework.audit.errors import UnauditedWriteError
from casework.audit.models import ChangeSet, Entry
from tests.factories.accounts import UserFactory
from tests.factories.reference import TermFactory


class TestActor:
    @pytest.mark.django_db
    def test_takes_name_and_roles_as_they_are_now(self) -> None:
        user = UserFactory(full_name="Dana Ospanova", role="director")

        actor = Actor.of(user)

        assert (actor.id, actor.name, actor.role) == (user.pk, "Dana Ospanova", user.role_names)
        assert "irector" in actor.role

    def test_of_nobody_has_neither_id_nor_role(self) -> None:
        assert Actor.of(None) == Actor(id=None, name="")


class TestCurrentAct:
    def test_refuses_where_nobody_said_who_acts_and_why(self) -> None:
        with pytest.raises(UnauditedWriteError, match="who acts and why"):
            contextvars.Context().run(current_act)

    @pytest.mark.django_db
    def test_is_the_innermost(self, act) -> None:
        with change_set(actor=Actor(id=7, name="Inner"), origin=Origin.IMPORT, reason="inside"):
            term = TermFactory()

        assert Entry.objects.get(pk=term.head_id).change_set.actor_name == "Inner"
        assert current_act() is act


@pytest.mark.django_db
class TestChangeSet:
    def test_is_stored_once_for_all_it_writes(self, act) -> None:
        before = ChangeSet.objects.count()

        first, second = TermFactory(), TermFactory()

        assert ChangeSet.objects.count() == before + 1
        assert {Entry.objects.get(pk=term.head_id).change_set_id for term in (first, second)} == {act.id}

    def test_is_not_stored_when_nothing_is_written(self) -> None:
        before = ChangeSet.objects.count()

        with change_set(origin=Origin.COMMAND, reason="nothing came of it"):
            pass

        assert ChangeSet.objects.count() == before

    def test_is_stored_again_when_its_savepoint_was_rolled_back(self, act) -> None:
        self._write_and_roll_back()
        assert not ChangeSet.objects.filter(pk=act.id).exists()

        TermFactory()

        assert ChangeSet.objects.get(pk=act.id).reason == "a test"

    def _write_and_roll_back(self) -> None:
        with transaction.atomic():
            TermFactory()
            transaction.set_rollback(True)

    def test_keeps_a_reason_of_any_length(self) -> None:
        reason = "because " * 500

        with change_set(origin=Origin.COMMAND, reason=reason):
            term = TermFactory()

        assert Entry.objects.get(pk=term.head_id).change_set.reason == reason.strip()

    def test_keeps_who_acted_after_they_are_renamed(self) -> None:
        user = UserFactory(full_name="Before")
        with change_set(actor=user, origin=Origin.FORM):
            term = TermFactory()

        user.full_name = "After"
        user.save()

        assert Entry.objects.get(pk=term.head_id).change_set.actor_name == "Before"
