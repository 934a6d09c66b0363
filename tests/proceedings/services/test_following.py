"""The tasks that hearings and ending restrictions give rise to."""

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from casework.accounts.choices import Role
from casework.audit.context import Origin, change_set
from casework.cases.choices import TaskOrigin
from casework.cases.models import Task
from casework.cases.services import complete_task
from casework.proceedings.choices import HearingOutcome
from casework.proceedings.models import Hearing
from casework.proceedings.services import call_off_hearing, hold_hearing
from tests.factories.accounts import UserFactory
from tests.factories.cases import CaseFactory, DevelopmentFactory
from tests.factories.proceedings import HearingFactory, ProceedingFactory, RestrictionFactory
from tests.proceedings.dates import on, when

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def clock():
    """Let it be 10 January 2023."""
    with time_machine.travel("2023-01-10"):
        yield


def changed(row, **values):
    """Save the row with other values."""
    for name, value in values.items():
        setattr(row, name, value)
    row.save()
    return row


def lift(restriction):
    return changed(restriction, lifted_by=DevelopmentFactory(case=restriction.case))


class TestFollowHearings:
    def test_gives_the_lead_a_task_for_the_day_and_a_reminder_a_week_before(self):
        hearing = HearingFactory(scheduled_on=on("2023-02-01"))

        task = Task.objects.get()
        case = hearing.proceeding.case
        assert (task.origin, task.cause) == (TaskOrigin.HEARING, hearing.pk)
        assert (task.case, task.assignee) == (case, case.lead)
        assert (task.due_on, task.remind_on) == (on("2023-02-01"), on("2023-01-25"))

    def test_names_no_person(self):
        HearingFactory(proceeding__defendant__name="Aru Example")

        assert "trial" in Task.objects.get().title
        assert "Aru" not in Task.objects.get().title

    def test_writes_the_task_in_the_act_that_writes_the_hearing(self):
        hearing = HearingFactory()

        assert Task.objects.get().head.change_set == hearing.head.change_set

    def test_makes_none_for_one_that_was_held_when_it_was_recorded(self):
        HearingFactory(held=True)

        assert not Task.objects.exists()

    def test_asks_what_became_of_one_that_was_past_when_it_was_recorded(self):
        HearingFactory(scheduled_on=on("2023-01-03"))

        task = Task.objects.get()
        assert task.due_on == task.remind_on == on("2023-01-03")

    def test_moves_the_task_with_the_hearing_and_leaves_the_rest(self):
        hearing, other = HearingFactory(), UserFactory(role=Role.CASEWORKER)
        changed(Task.objects.get(), title="Send Inês", notes="Ask for a seat.", assignee=other)

        changed(hearing, scheduled_on=on("2023-03-01"))

        task = Task.objects.get()
        assert (task.due_on, task.remind_on) == (on("2023-03-01"), on("2023-02-22"))
        assert (task.title, task.notes, task.assignee) == ("Send Inês", "Ask for a seat.", other)

    def test_leaves_the_task_alone_while_the_day_stands(self):
        hearing = HearingFactory()
        task = changed(Task.objects.get(), due_on=on("2023-01-30"))

        changed(hearing, note="Room 4")

        assert Task.objects.get().head_id == task.head_id

    def test_has_it_done_by_whoever_records_what_became_of_it(self):
        hearing, caseworker = HearingFactory(), UserFactory(role=Role.CASEWORKER)

        with change_set(actor=caseworker, origin=Origin.FORM):
            call_off_hearing(hearing=hearing)

        task = Task.objects.get()
        assert (task.done_on, task.done_by) == (on("2023-01-10"), caseworker)

    def test_has_it_done_by_the_lead_where_nobody_is_signed_in(self):
        hearing = HearingFactory()

        hold_hearing(hearing=hearing, occurred=when("2023-01-09"), headline="Trial opens")

        assert Task.objects.get().done_by == hearing.proceeding.case.lead

    def test_makes_another_for_the_day_to_which_it_was_adjourned(self):
        hold_hearing(
            hearing=HearingFactory(),
            occurred=when("2023-01-09"),
            headline="Trial opens",
            adjourned_to=on("2023-02-08"),
        )

        assert Task.objects.done().count() == 1
        assert Task.objects.open().get().due_on == on("2023-02-08")

    def test_opens_it_again_when_the_outcome_was_recorded_by_mistake(self):
        hearing = changed(HearingFactory(), outcome=HearingOutcome.CANCELLED)

        changed(hearing, outcome="")

        task = Task.objects.get()
        assert (task.done_on, task.done_by) == (None, None)

    def test_leaves_done_what_somebody_did_by_hand(self):
        hearing = HearingFactory()
        complete_task(
            task=Task.objects.get(), done_on=on("2023-01-10"), done_by=UserFactory(role=Role.CASEWORKER)
        )

        changed(hearing, note="Room 4")

        assert Task.objects.get().is_done

    def test_deletes_it_with_the_hearing_in_one_act(self):
        hearing = HearingFactory()

        with change_set(origin=Origin.FORM, reason="Entered twice."):
            hearing.delete()

        assert not Task.objects.exists()
        assert Task.history.latest("history_id").history_change_reason == "Entered twice."

    def test_costs_the_same_for_any_number_of_hearings_written_at_once(self):
        proceeding = ProceedingFactory()

        def write(count):
            with CaptureQueriesContext(connection) as captured:
                hearings = Hearing.objects.bulk_create(
                    HearingFactory.build_batch(count, proceeding=proceeding, scheduled_on=on("2023-02-01"))
                )
                for hearing in hearings:
                    hearing.outcome = HearingOutcome.CANCELLED
                Hearing.objects.bulk_update(hearings, ["outcome"])
            # SQLite writes the ledger row by row, and its own rows are none of our business.
            return [query["sql"] for query in captured if query["sql"].startswith("SELECT")]

        assert len(write(2)) == len(write(20))
        assert Task.objects.done().count() == 22


class TestFollowRestrictions:
    def test_gives_the_lead_a_task_for_the_latest_end_and_a_reminder_a_month_before(self):
        restriction = RestrictionFactory(ends=when("2029"))

        task = Task.objects.get()
        assert (task.origin, task.cause) == (TaskOrigin.RESTRICTION, restriction.pk)
        assert (task.case, task.assignee) == (restriction.case, restriction.case.lead)
        assert (task.due_on, task.remind_on) == (on("2029-12-31"), on("2029-12-01"))

    @pytest.mark.parametrize("ends", ["", "2023-01-09", "2029-04-10/.."])
    def test_makes_none_without_a_known_end_to_come(self, ends):
        RestrictionFactory(ends=when(ends))

        assert not Task.objects.exists()

    def test_makes_one_once_the_end_is_known(self):
        restriction = RestrictionFactory()

        changed(restriction, ends=when("2029-04-10"))

        assert Task.objects.get().due_on == on("2029-04-10")

    def test_moves_it_with_the_end(self):
        restriction = RestrictionFactory(ends=when("2029-04-10"))

        changed(restriction, ends=when("2027-04-10"))

        assert Task.objects.get().due_on == on("2027-04-10")

    def test_keeps_it_once_the_end_is_past(self):
        restriction = RestrictionFactory(ends=when("2023-01-20"))

        with time_machine.travel("2023-03-01"), change_set(origin=Origin.FORM):
            changed(restriction, basis="bail")

        assert Task.objects.open().get().due_on == on("2023-01-20")

    def test_has_it_done_when_the_restriction_is_lifted_or_has_no_end_any_more(self):
        lift(RestrictionFactory(ends=when("2029-04-10")))
        changed(RestrictionFactory(ends=when("2029-04-10")), ends=when(""))

        assert [task.is_done for task in Task.objects.all()] == [True, True]


class TestVisibleTo:
    """A task is known only to those who may know of its cause."""

    def test_keeps_a_task_from_those_from_whom_its_restriction_is_kept(self):
        case = CaseFactory()
        RestrictionFactory(case=case, ends=when("2029-04-10"))
        secret = RestrictionFactory(
            case=case, ends=when("2029-04-10"), imposed_by=DevelopmentFactory(case=case, restricted=True)
        )

        seen = Task.objects.visible_to(UserFactory(role=Role.CASEWORKER))

        assert seen.count() == 1
        assert secret.pk not in seen.values_list("cause", flat=True)
        assert Task.objects.visible_to(UserFactory(role=Role.DIRECTOR)).count() == 2
