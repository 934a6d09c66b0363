"""The tasks that clocks give rise to."""

from datetime import date

import pytest
import time_machine

from casework.accounts.choices import Role
from casework.advocacy import services
from casework.advocacy.models import ActionCase
from casework.cases.choices import TaskOrigin
from casework.cases.models import Task
from casework.cases.services import complete_task
from tests.advocacy.replies import silence
from tests.advocacy.services.dates import JUNE
from tests.factories.accounts import UserFactory
from tests.factories.advocacy import (
    ActionCaseFactory,
    ActionFactory,
    ActionTargetFactory,
    ClockFactory,
    OpinionFactory,
)
from tests.factories.cases import CaseFactory
from tests.factories.reference import TermFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def today():
    """Let it be 15 March 2024."""
    with time_machine.travel("2024-03-15"):
        yield


@pytest.fixture
def case():
    return CaseFactory()


@pytest.fixture
def clock(case):
    """A clock that runs from 1 March to 30 April 2024."""
    return ClockFactory(
        rule="Reply to the letter",
        target=ActionTargetFactory(
            action=ActionFactory(done=True, cases=[case]), organisation__name="Ministry"
        ),
    )


def answered(clock, kind):
    return services.log_response(target=clock.target, kind=kind, occurred=JUNE, headline="A letter came")


class TestFollowClocks:
    def test_gives_the_lead_a_task_for_the_last_day_and_a_reminder_two_weeks_before(self, case, clock):
        task = Task.objects.get()

        assert (task.origin, task.cause, task.case) == (TaskOrigin.CLOCK, clock.pk, case)
        assert task.title == "Awaited: Reply to the letter, Ministry"
        assert task.assignee == case.lead
        assert (task.due_on, task.remind_on) == (date(2024, 4, 30), date(2024, 4, 16))

    def test_names_no_person_who_is_addressed(self, case):
        ClockFactory(
            rule="Reply",
            target=ActionTargetFactory(in_person=True, action=ActionFactory(done=True, cases=[case])),
        )

        assert Task.objects.get().title == "Awaited: Reply"

    def test_cuts_a_title_that_is_too_long(self, case):
        ClockFactory(rule="r" * 300, target__action=ActionFactory(done=True, cases=[case]))

        assert len(Task.objects.get().title) == 200

    def test_has_it_done_when_a_reply_is_logged(self, clock):
        answered(clock, TermFactory(response=True))

        assert Task.objects.get().done_on == date(2024, 3, 15)

    def test_keeps_it_while_nothing_but_silence_is_logged(self, clock):
        answered(clock, silence())

        assert not Task.objects.get().is_done

    def test_has_it_done_when_an_opinion_ends_the_wait(self, clock):
        services.end_clocks(opinion=OpinionFactory(action=clock.action, adopted=JUNE))

        assert Task.objects.get().is_done

    def test_opens_it_again_when_the_clock_runs_again(self, clock):
        response = answered(clock, TermFactory(response=True))
        response.kind = silence()
        response.save()

        services.settle_clocks(response=response)

        assert not Task.objects.get().is_done

    def test_leaves_done_what_somebody_gave_up_by_hand(self, clock):
        complete_task(
            task=Task.objects.get(), done_on=date(2024, 3, 15), done_by=UserFactory(role=Role.CASEWORKER)
        )

        clock.rule = "Reply to the letter of March"
        clock.save()

        assert Task.objects.get().is_done

    def test_moves_it_with_the_clock(self, clock):
        clock.due_on = date(2024, 5, 31)
        clock.save()

        assert Task.objects.get().due_on == date(2024, 5, 31)


class TestFollowCasesOfActions:
    def test_makes_the_task_once_the_action_serves_a_case(self, case):
        clock = ClockFactory(target__action=ActionFactory(done=True))
        assert not Task.objects.exists()

        ActionCaseFactory(action=clock.action, case=case)

        assert Task.objects.get().case == case

    def test_leaves_it_in_the_case_served_first(self, case, clock):
        ActionCaseFactory(action=clock.action)

        assert Task.objects.get().case == case

    def test_leaves_done_what_is_done_when_another_case_is_added(self, clock):
        complete_task(
            task=Task.objects.get(), done_on=date(2024, 3, 15), done_by=UserFactory(role=Role.CASEWORKER)
        )

        ActionCaseFactory(action=clock.action)

        assert Task.objects.get().is_done

    def test_brings_it_to_the_next_case_and_its_lead(self, clock):
        other = ActionCaseFactory(action=clock.action).case

        ActionCase.objects.earliest("pk").delete()

        task = Task.objects.get()
        assert (task.case, task.assignee) == (other, other.lead)

    def test_deletes_it_with_the_only_case(self, clock):
        ActionCase.objects.get().delete()

        assert not Task.objects.exists()

    def test_brings_it_along_when_the_case_was_a_mistake(self, clock):
        link, other = ActionCase.objects.get(), CaseFactory()
        link.case = other
        link.save()

        assert Task.objects.get().case == other
