"""The days that matter: which of them, for whom, and at what cost."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from casework.accounts.choices import Role
from casework.cases.choices import TaskOrigin
from casework.core.partial_dates import PartialDate
from casework.workspace.calendar.dates import Period, dates_in
from casework.workspace.choices import DateKind, DateScope
from tests.factories.advocacy import ActionFactory, ClockFactory
from tests.factories.cases import CaseFactory, DevelopmentFactory, TaskFactory
from tests.factories.proceedings import (
    CustodyFactory,
    HearingFactory,
    RestrictionFactory,
    RestrictionScopeFactory,
)

pytestmark = pytest.mark.django_db

TODAY = date(2024, 4, 10)


@pytest.fixture
def reader(staff):
    return staff(Role.CASEWORKER)


@pytest.fixture
def case(reader):
    return CaseFactory(lead=reader, team=[reader])


def read(user, *kinds, scope=DateScope.MINE, first=date(2024, 4, 1), last=date(2024, 4, 30)):
    """Return the events of April 2024, as day, words and time."""
    events = dates_in(Period(user, first, last, TODAY, scope), kinds or tuple(DateKind))
    return [(event.day.day, event.words, event.time) for event in events]


def on(day):
    return date(2024, 4, day)


def one_of_each(case):
    """Give the case one event of every kind in April 2024."""
    spell = CustodyFactory(
        case=case,
        began_by__occurred=PartialDate.on(date(2022, 4, 5)),
        expected_end=PartialDate.on(on(25)),
    )
    HearingFactory(proceeding__case=case, scheduled_on=on(12))
    TaskFactory(case=case, due_on=on(15), remind_on=on(13))
    target = ActionFactory(cases=[case], planned_on=on(20))
    ClockFactory(target__action=target, due_on=on(18))
    RestrictionScopeFactory(restriction__case=case, restriction__ends=PartialDate.on(on(28)))
    return spell


class TestHearings:
    def test_show_whose_they_are_and_their_hour(self, reader, case):
        hearing = HearingFactory(proceeding__case=case, scheduled_on=on(12), scheduled_time="09:30")

        assert read(reader) == [(12, f"Hearing (trial) of {hearing.proceeding.defendant}", "09:30")]

    @pytest.mark.parametrize("outcome", ["postponed", "cancelled"])
    def test_that_will_not_be_held_are_left_out(self, reader, case, outcome):
        HearingFactory(proceeding__case=case, scheduled_on=on(12), outcome=outcome)

        assert read(reader) == []


class TestTasks:
    def test_show_when_they_are_due_and_when_to_be_reminded(self, reader, case):
        TaskFactory(case=case, title="Call the family", due_on=on(15), remind_on=on(13))

        assert read(reader, DateKind.TASK, DateKind.REMINDER) == [
            (13, "Reminder: Call the family", ""),
            (15, "Task: Call the family", ""),
        ]

    def test_are_reminded_of_on_their_day_only_once(self, reader, case):
        TaskFactory(case=case, due_on=on(15), remind_on=on(15))

        assert [day for day, _words, _time in read(reader)] == [15]

    def test_that_are_done_or_made_by_themselves_are_left_out(self, reader, case):
        HearingFactory(proceeding__case=case, scheduled_on=on(12))
        TaskFactory(case=case, done=True, due_on=on(15))

        assert case.tasks.filter(origin=TaskOrigin.HEARING).exists()

        assert [words.split()[0] for _day, words, _time in read(reader)] == ["Hearing"]


class TestClocks:
    def test_show_while_they_run(self, reader, case):
        action = ActionFactory(title="Petition", cases=[case])
        clock = ClockFactory(target__action=action, due_on=on(18))
        ClockFactory(target__action=action, started_on=on(11), due_on=on(19))

        assert read(reader) == [(18, f"Reply due from {clock.target}: Petition", "")]


class TestEnds:
    def test_of_restrictions_name_what_is_forbidden(self, reader, case):
        scope = RestrictionScopeFactory(
            restriction__case=case, restriction__ends=PartialDate.read("2024-04-28~")
        )

        assert read(reader) == [
            (28, f"Restriction of {scope.restriction.person} ends: travel (about 28 Apr 2024)", "")
        ]

    def test_of_restrictions_that_were_lifted_are_left_out(self, reader, case):
        RestrictionFactory(case=case, lifted=True, ends=PartialDate.on(on(28)))

        assert read(reader) == []

    def test_of_custody_are_those_expected(self, reader, case):
        spell = CustodyFactory(case=case, expected_end=PartialDate.on(on(25)))

        assert read(reader) == [(25, f"Expected end of pre-trial detention: {spell.person}", "")]


class TestAnniversaries:
    def test_count_from_the_first_day_of_the_stretch(self, reader, case):
        arrest = DevelopmentFactory(case=case, occurred=PartialDate.on(date(2021, 4, 20)))
        transfer = DevelopmentFactory(case=case, occurred=PartialDate.on(date(2022, 4, 5)))
        first = CustodyFactory(case=case, began_by=arrest, ended_by=transfer)
        CustodyFactory(case=case, person=first.person, began_by=transfer)

        assert read(reader) == [(20, f"{first.person}: 3 years in custody", "")]

    def test_of_an_imprecise_start_say_so(self, reader, case):
        spell = CustodyFactory(case=case, began_by__occurred=PartialDate.read("2023-04"))

        assert read(reader) == [(1, f"{spell.person}: about 1 year in custody", "")]

    def test_are_of_those_held_now(self, reader, case):
        CustodyFactory(case=case, ended=True, began_by__occurred=PartialDate.on(date(2022, 4, 5)))

        assert read(reader) == []


class TestActionsAndDevelopments:
    def test_show_what_is_planned_and_what_has_an_exact_date(self, reader, case):
        ActionFactory(title="To the mission", planned_on=on(20), cases=[case])
        ActionFactory(planned_on=on(21), cases=[case], done=True)
        DevelopmentFactory(case=case, headline="Moved", occurred=PartialDate.on(on(3)))
        DevelopmentFactory(case=case, occurred=PartialDate.read("2024-04-04~"))
        DevelopmentFactory(case=case, occurred=PartialDate.read("2024-04"))

        assert read(reader) == [(3, "Moved", ""), (20, "Letter: To the mission", "")]


class TestScope:
    def test_mine_is_of_the_cases_i_work_on_and_what_is_mine_otherwise(self, reader, case):
        one_of_each(CaseFactory())
        TaskFactory(title="Mine elsewhere", assignee=reader, due_on=on(15))
        ActionFactory(title="I lead it", lead=reader, planned_on=on(16))

        assert [words for _day, words, _time in read(reader)] == ["Task: Mine elsewhere", "Letter: I lead it"]

    def test_all_is_what_i_may_know_of(self, reader, case):
        one_of_each(CaseFactory())
        one_of_each(CaseFactory(restricted=True))

        kinds = [event.kind for event in dates_in(Period(reader, on(1), on(30), TODAY, DateScope.ALL))]

        assert sorted(kinds) == sorted(set(DateKind) - {DateKind.DEVELOPMENT})

    def test_of_somebody_without_cases_is_empty(self, staff):
        one_of_each(CaseFactory())
        administrator = staff(Role.ADMINISTRATOR)

        assert read(administrator, scope=DateScope.ALL) == read(administrator) == []


class TestCost:
    def test_is_the_same_for_any_number_of_rows(self, reader, case):
        def queries():
            with CaptureQueriesContext(connection) as captured:
                read(reader)
            return len(captured)

        one_of_each(case)
        read(reader)
        few = queries()
        for _number in range(3):
            one_of_each(CaseFactory(lead=reader, team=[reader]))

        assert queries() == few
