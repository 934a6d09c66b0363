"""The calendar: a month, an agenda, what narrows them, and who may see what."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.http import QueryDict
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from casework.accounts.choices import Role
from casework.core.partial_dates import PartialDate
from casework.workspace.calendar.dates import USUAL_KINDS
from casework.workspace.calendar.pages import CalendarPage, content_of
from casework.workspace.choices import CalendarShape, DateKind, DateScope
from tests.factories.cases import CaseFactory, DevelopmentFactory, TaskFactory
from tests.factories.proceedings import CustodyFactory, HearingFactory

pytestmark = pytest.mark.django_db

TODAY = date(2024, 4, 10)
ADDRESS = "/calendar/"


@pytest.fixture
def reader(staff):
    return staff(Role.CASEWORKER)


@pytest.fixture
def case(reader):
    return CaseFactory(lead=reader, team=[reader])


@pytest.fixture
def browser(reader):
    client = Client()
    client.force_login(reader)
    return client


def page(asked=""):
    return CalendarPage.read(QueryDict(asked), TODAY)


class TestAddress:
    def test_says_all_of_what_is_shown(self):
        asked = "view=agenda&on=2024-05-01&days=90&whose=all&kind=hearing&kind=clock"

        read = page(asked)

        assert (read.shape, read.on, read.span) == (CalendarShape.AGENDA, date(2024, 5, 1), 90)
        assert (read.scope, read.kinds) == (DateScope.ALL, (DateKind.HEARING, DateKind.CLOCK))
        assert read.address() == f"{reverse('workspace:calendar')}?{asked}"

    def test_leaves_out_what_is_usual(self):
        assert page().address() == reverse("workspace:calendar")
        assert page().kinds == USUAL_KINDS

    @pytest.mark.parametrize(
        "asked",
        ["on=soon", "on=2024-02-30", "on=0001-01-01", "view=week", "days=7", "whose=x", "kind=x", "on="],
    )
    def test_that_makes_no_sense_is_passed_over(self, asked):
        assert page(asked) == page()

    def test_leads_to_the_month_before_and_after(self):
        read = page("on=2024-01-31")

        assert "on=2023-12-01" in read.earlier
        assert "on=2024-02-01" in read.later

    def test_never_leads_out_of_the_calendar(self):
        assert page("on=2199-12-31").later == page("on=2199-12-31").address()


class TestMonth:
    def test_has_whole_weeks_from_monday(self):
        read = page()

        assert (read.first, read.last) == (date(2024, 4, 1), date(2024, 5, 5))
        assert {len(week) for week in read.weeks} == {7}

    def test_marks_today_and_the_days_of_other_months(self, reader):
        days = {day.on: day for week in content_of(page(), reader).weeks for day in week}

        assert [on for on, day in days.items() if day.is_today] == [TODAY]
        assert [on.day for on, day in days.items() if day.is_outside] == [1, 2, 3, 4, 5]

    def test_leads_to_the_agenda_of_a_day_that_has_more_than_fits(self, reader, case):
        TaskFactory.create_batch(4, case=case, due_on=date(2024, 4, 11))
        TaskFactory.create_batch(5, case=case, due_on=date(2024, 4, 12))

        days = {day.on.day: day for week in content_of(page(), reader).weeks for day in week}

        assert [(len(days[on].shown), days[on].left_out) for on in (11, 12)] == [(4, 0), (3, 2)]
        assert days[12].agenda == f"{reverse('workspace:calendar')}?view=agenda&on=2024-04-12"


class TestAgenda:
    def test_has_the_days_on_which_something_is(self, reader, case):
        TaskFactory(case=case, due_on=date(2024, 4, 10))
        TaskFactory(case=case, due_on=date(2024, 5, 9))
        TaskFactory(case=case, due_on=date(2024, 5, 10))

        days = content_of(page("view=agenda"), reader).days

        assert [day.on for day in days] == [date(2024, 4, 10), date(2024, 5, 9)]

    def test_that_is_long_goes_on_on_another_page(self, reader, case, monkeypatch):
        monkeypatch.setattr("casework.workspace.calendar.pages.EVENTS_IN_AN_AGENDA", 3)
        for day in (10, 11, 12):
            TaskFactory.create_batch(2, case=case, due_on=date(2024, 4, day))

        content = content_of(page("view=agenda"), reader)

        assert [day.on.day for day in content.days] == [10, 11]
        assert "on=2024-04-12" in content.goes_on


class TestKinds:
    def test_are_counted_whether_shown_or_not(self, reader, case):
        HearingFactory(proceeding__case=case, scheduled_on=date(2024, 4, 12))
        TaskFactory(case=case, due_on=date(2024, 4, 13))
        DevelopmentFactory(case=case, occurred=PartialDate.on(date(2024, 4, 3)))

        content = content_of(page("view=agenda&on=2024-04-01&kind=hearing"), reader)

        numbers = {choice.kind: choice.number for choice in content.kinds if choice.number}
        assert numbers == {DateKind.HEARING: 1, DateKind.TASK: 1, DateKind.DEVELOPMENT: 1}
        assert [choice.kind for choice in content.kinds if choice.is_chosen] == [DateKind.HEARING]
        assert [event.kind for day in content.days for event in day.events] == [DateKind.HEARING]


class TestPage:
    def test_shows_a_month_with_links(self, browser, case):
        today = timezone.localdate()
        hearing = HearingFactory(proceeding__case=case, scheduled_on=today, scheduled_time="09:30")

        words = browser.get(ADDRESS).content.decode()

        assert "<table" in words
        assert "09:30" in words
        assert f"Hearing (trial) of {hearing.proceeding.defendant}" in words
        assert f'href="{hearing.proceeding.get_absolute_url()}"' in words

    def test_shows_an_agenda(self, browser, case):
        HearingFactory(proceeding__case=case, scheduled_on=timezone.localdate() + timedelta(days=20))

        words = browser.get(ADDRESS, {"view": "agenda"}).content.decode()

        assert "<table" not in words
        assert case.reference in words

    def test_says_what_to_do_when_there_is_nothing(self, browser):
        assert "Look further ahead" in browser.get(ADDRESS, {"view": "agenda"}).content.decode()

    @pytest.mark.parametrize("view", ["month", "agenda"])
    def test_names_nothing_that_is_hidden(self, browser, view):
        secret = CaseFactory(restricted=True, title="Hidden matter")
        TaskFactory(case=secret, title="Hidden matter", due_on=timezone.localdate())
        HearingFactory(
            proceeding__case=secret,
            proceeding__defendant__name="Hidden matter",
            scheduled_on=timezone.localdate(),
        )

        words = browser.get(ADDRESS, {"view": view, "whose": "all"}).content.decode()

        assert "Hidden matter" not in words
        assert secret.reference not in words

    def test_costs_the_same_for_any_number_of_events(self, browser, reader):
        def fill(number):
            for case in CaseFactory.create_batch(number, lead=reader, team=[reader]):
                CustodyFactory(case=case, expected_end=PartialDate.on(timezone.localdate()))
                HearingFactory(proceeding__case=case, scheduled_on=timezone.localdate())
                TaskFactory(case=case, due_on=timezone.localdate())

        def queries():
            with CaptureQueriesContext(connection) as captured:
                assert browser.get(ADDRESS, {"view": "agenda"}).status_code == 200
            return len(captured)

        fill(2)
        queries()
        few = queries()
        fill(4)

        assert queries() == few
