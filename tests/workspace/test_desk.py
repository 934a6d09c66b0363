"""The desk: what waits, how one's cases stand, and what others changed."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from casework.accounts.choices import Role
from casework.audit.context import Origin, change_set
from casework.core.partial_dates import PartialDate
from casework.workspace.desk.changes import changes_by_others
from casework.workspace.desk.queue import queue_of
from casework.workspace.models import LastLook
from casework.workspace.services import mark_read
from tests.factories.advocacy import ActionFactory, ClockFactory
from tests.factories.cases import (
    CaseFactory,
    CasePartyFactory,
    CitationFactory,
    DevelopmentFactory,
    TaskFactory,
)
from tests.factories.persons import PersonFactory
from tests.factories.proceedings import CustodyFactory, HearingFactory

pytestmark = pytest.mark.django_db

TODAY = timezone.localdate()


def day(number):
    return TODAY + timedelta(days=number)


@pytest.fixture
def reader(staff):
    return staff(Role.CASEWORKER)


@pytest.fixture
def colleague(staff):
    return staff(Role.CASEWORKER, full_name="Aigerim Colleague")


@pytest.fixture
def case(reader):
    return CaseFactory(lead=reader, team=[reader])


@pytest.fixture
def browser(reader):
    client = Client()
    client.force_login(reader)
    return client


def words_of(browser):
    return browser.get("/").content.decode()


def queue(user):
    """Return the queue, as its parts with the words in each."""
    return {part.slug: [each.words for each in part.waiting] for part in queue_of(user, TODAY)}


class TestQueue:
    def test_has_what_is_overdue_due_and_to_be_reminded_of(self, reader, case):
        TaskFactory(case=case, title="late", due_on=day(-3), assignee=reader)
        TaskFactory(case=case, title="now", due_on=TODAY, assignee=reader)
        TaskFactory(case=case, title="soon", due_on=day(7), assignee=reader)
        TaskFactory(case=case, title="later", due_on=day(30), remind_on=TODAY, assignee=reader)
        TaskFactory(case=case, title="some day", remind_on=day(-1), assignee=reader)
        TaskFactory(case=case, title="not yet", due_on=day(30), remind_on=day(1), assignee=reader)
        TaskFactory(case=case, title="done", due_on=TODAY, assignee=reader, done=True)

        assert queue(reader) == {
            "overdue": ["late"],
            "today": ["now"],
            "week": ["soon"],
            "reminders": ["later", "some day"],
        }

    def test_has_what_is_nobodys_in_my_cases_and_nothing_that_is_others(self, reader, case, colleague):
        TaskFactory(case=case, title="nobody's", due_on=TODAY)
        TaskFactory(title="nobody's elsewhere", due_on=TODAY)
        TaskFactory(case=case, title="a colleague's", due_on=TODAY, assignee=colleague)

        assert queue(reader) == {"today": ["nobody's"]}

    def test_shows_a_hearing_once_whether_by_its_task_or_without(self, reader, case):
        hearing = HearingFactory(proceeding__case=case, scheduled_on=day(2))
        [task] = case.tasks.all()

        with_task = queue(reader)
        task.done_on, task.done_by = TODAY, reader
        task.save()

        assert with_task == {"week": [task.title]}
        assert queue(reader) == {"week": [f"Hearing (trial) of {hearing.proceeding.defendant}"]}

    def test_leaves_out_a_hearing_whose_outcome_is_recorded(self, reader, case):
        HearingFactory(proceeding__case=case, scheduled_on=day(-2), held=True)

        assert queue(reader) == {}

    def test_shows_an_overdue_clock_once(self, reader, case):
        action = ActionFactory(title="Petition", cases=[case])
        clock = ClockFactory(target__action=action, due_on=day(-2))
        for task in case.tasks.open():
            task.done_on, task.done_by = TODAY, reader
            task.save()

        assert queue(reader) == {"overdue": [f"Reply due from {clock.target}: Petition"]}

    def test_leaves_out_what_is_hidden(self, reader):
        TaskFactory(case=CaseFactory(restricted=True), title="secret", due_on=TODAY, assignee=reader)

        assert queue(reader) == {}


class TestDeskPage:
    def test_offers_to_mark_a_task_as_done(self, browser, reader, case):
        task = TaskFactory(case=case, title="Call the family", due_on=day(-1), assignee=reader)

        words = words_of(browser)

        assert "Call the family" in words
        assert "1 day late" in words
        assert f'action="{reverse("workspace:task_done", args=[task.pk])}"' in words

    def test_says_how_my_cases_stand(self, browser, reader, case):
        person = CasePartyFactory(case=case, person__name="A. Client").person
        arrest = DevelopmentFactory(case=case, headline="Seized", occurred=PartialDate.on(day(-70)))
        CustodyFactory(case=case, person=person, began_by=arrest)
        HearingFactory(proceeding__case=case, scheduled_on=day(20))

        words = words_of(browser)

        assert "A. Client" in words
        assert "in custody: pre-trial detention, 70 days" in words
        assert "Seized" in words
        assert "silent for 70 days" in words
        assert "Hearing (trial) of" in words

    def test_says_on_the_first_day_what_to_do(self, browser):
        words = words_of(browser)

        assert "You work on no case yet." in words
        assert reverse("admin:cases_case_add") in words
        assert "Nothing is due this week." in words

    def test_names_nothing_that_is_hidden(self, browser, reader):
        secret = CaseFactory(restricted=True, title="Hidden matter", lead=reader)
        DevelopmentFactory(case=secret, headline="Hidden matter")

        assert "Hidden matter" not in words_of(browser)

    def test_counts_the_whole_docket_for_a_director(self, client_as, browser):
        TaskFactory.create_batch(3, due_on=day(-1))

        counts = client_as(Role.DIRECTOR).get("/").context["counts"]

        assert (counts[0].words, counts[0].number) == ("tasks overdue", 3)
        assert browser.get("/").context["counts"] == []

    def test_has_no_case_for_an_administrator(self, client_as, case):
        words = client_as(Role.ADMINISTRATOR).get("/").content.decode()

        assert reverse("admin:accounts_user_changelist") in words
        assert case.reference not in words

    def test_costs_the_same_for_any_number_of_rows(self, browser, reader, colleague):
        def fill(number):
            for case in CaseFactory.create_batch(number, lead=reader, team=[reader]):
                person = CasePartyFactory(case=case).person
                CustodyFactory(case=case, person=person)
                TaskFactory(case=case, due_on=day(-1), assignee=reader)
                HearingFactory(proceeding__case=case, scheduled_on=day(2))
                ClockFactory(target__action=ActionFactory(cases=[case]), due_on=day(-2))
                with change_set(actor=colleague, origin=Origin.FORM):
                    DevelopmentFactory(case=case)

        def queries():
            with CaptureQueriesContext(connection) as captured:
                assert browser.get("/").status_code == 200
            return len(captured)

        fill(2)
        queries()
        few = queries()
        fill(4)

        assert queries() == few


class TestChanges:
    """What others changed, as the desk tells it."""

    @pytest.fixture
    def told(self, reader, case):
        """Let what stands already be read; return what is told after it."""
        since = timezone.now()

        def lines():
            changes = changes_by_others(reader, since)
            return [
                (change.act.actor_name, part.case, [line.words for line in part.lines])
                for change in changes.shown
                for part in change.cases
            ]

        return lines

    def test_are_told_by_act_in_words(self, told, case, colleague):
        with change_set(actor=colleague, origin=Origin.FORM):
            development = DevelopmentFactory(case=case, headline="Moved to Almaty")
            CitationFactory.create_batch(2, development=development)
        with change_set(actor=colleague, origin=Origin.FORM):
            case.title = "Another title"
            case.save()

        assert told() == [
            ("Aigerim Colleague", case, ["changed the case: title"]),
            ("Aigerim Colleague", case, ["added 2 citations", "added “Moved to Almaty”"]),
        ]

    def test_name_an_imprecise_date_once(self, told, case, colleague):
        development = DevelopmentFactory(case=case, headline="Moved")
        with change_set(actor=colleague, origin=Origin.FORM):
            development.occurred = PartialDate.read("2022-02~", words="in winter")
            development.save()

        assert ("Aigerim Colleague", case, ["changed “Moved”: when"]) in told()

    def test_are_none_of_mine_and_none_of_other_cases(self, told, reader, case, colleague):
        with change_set(actor=reader, origin=Origin.FORM):
            DevelopmentFactory(case=case)
        with change_set(actor=colleague, origin=Origin.FORM):
            DevelopmentFactory()

        assert told() == []

    def test_leave_out_what_names_somebody_hidden(self, told, case, colleague):
        hidden = PersonFactory(restricted=True)
        CasePartyFactory(case=CaseFactory(restricted=True), person=hidden)
        with change_set(actor=colleague, origin=Origin.FORM):
            CustodyFactory(case=case, person=hidden, began_by=None)

        assert told() == []

    def test_tell_of_a_deletion_only_who_may_know_what_it_was(self, told, case, colleague):
        hidden = PersonFactory(restricted=True)
        spell = CustodyFactory(case=case, person=hidden, began_by=None)
        development = DevelopmentFactory(case=case)
        with change_set(actor=colleague, origin=Origin.FORM, reason="entered twice"):
            spell.delete()
            development.delete()

        assert told()[0] == ("Aigerim Colleague", case, ["deleted 1 development"])

    def test_are_of_all_cases_for_an_auditor(self, staff, colleague):
        since = timezone.now()
        with change_set(actor=colleague, origin=Origin.FORM):
            case = CaseFactory(restricted=True, lead=colleague, title="Elsewhere")

        changes = changes_by_others(staff(Role.AUDITOR), since)

        assert case in [part.case for change in changes.shown for part in change.cases]


class TestMarkAsRead:
    def test_is_what_ends_the_telling_and_not_the_opening(self, browser, reader, case, colleague):
        with change_set(actor=colleague, origin=Origin.FORM):
            DevelopmentFactory(case=case, headline="Moved to Almaty")

        first, again = browser.get("/"), words_of(browser)
        answer = browser.post(reverse("workspace:desk_read"), {"until": first.context["read_until"]})

        assert "added “Moved to Almaty”" in again
        assert answer.status_code == 302
        assert "added “Moved to Almaty”" not in words_of(browser)

    def test_keeps_what_came_after_the_page_was_made(self, browser, case, colleague):
        until = browser.get("/").context["read_until"]
        with change_set(actor=colleague, origin=Origin.FORM):
            DevelopmentFactory(case=case, headline="Moved to Almaty")

        browser.post(reverse("workspace:desk_read"), {"until": until})

        assert "added “Moved to Almaty”" in words_of(browser)

    def test_never_goes_back(self, reader):
        now = timezone.now()

        mark_read(user=reader, until=now)
        mark_read(user=reader, until=now - timedelta(days=1))

        assert LastLook.objects.get(user=reader).seen_at == now

    @pytest.mark.parametrize(
        "until", ["", "soon", "2024-13-45T00:00", "2024-01-01T00:00", "9999-01-01T00:00+00:00"]
    )
    def test_refuses_a_moment_that_cannot_be(self, browser, until):
        assert browser.post(reverse("workspace:desk_read"), {"until": until}).status_code == 400
        assert not LastLook.objects.exists()

    def test_is_closed_to_an_administrator(self, client_as):
        until = timezone.now().isoformat()

        answer = client_as(Role.ADMINISTRATOR).post(reverse("workspace:desk_read"), {"until": until})

        assert answer.status_code == 403
