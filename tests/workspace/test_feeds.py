"""Calendar feeds: making and revoking them, and what answers at their address."""

import hashlib
import logging
from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar

from casework.accounts.choices import Role
from casework.audit.models import Entry
from casework.cases.models import CaseStaff
from casework.workspace.choices import DateScope
from casework.workspace.models import CalendarFeed
from casework.workspace.services import FeedRevoked, create_feed, revoke_feed
from config.logging import JSONFormatter
from tests.factories.cases import CaseFactory, TaskFactory
from tests.factories.proceedings import HearingFactory
from tests.factories.workspace import CalendarFeedFactory

pytestmark = pytest.mark.django_db

FEEDS = "/calendar/feeds/"
TOMORROW = timezone.localdate() + timedelta(days=1)
NOW = datetime(2024, 3, 2, tzinfo=UTC)


def address_of(token):
    return reverse("workspace:calendar_feed", args=[token])


@pytest.fixture
def reader(staff):
    return staff(Role.CASEWORKER)


@pytest.fixture
def case(reader):
    return CaseFactory(lead=reader, team=[reader], title="The case of A. Client")


@pytest.fixture
def browser(reader):
    client = Client()
    client.force_login(reader)
    return client


def fetch(token):
    """Fetch a feed as a calendar program does: without a session; return its events, read back."""
    answer = Client().get(address_of(token))
    assert answer.status_code == 200
    return answer, Calendar.from_ical(answer.content)


def summaries(token):
    _answer, whole = fetch(token)
    return [str(event["summary"]) for event in whole.walk("VEVENT")]


class TestCreateFeed:
    def test_keeps_the_hash_of_the_secret_and_nothing_else_of_it(self, reader):
        feed, token = create_feed(user=reader, name="phone", scope=DateScope.MINE, has_names=False, at=NOW)

        recorded = Entry.objects.get(model="workspace.calendarfeed", object_id=feed.pk).values
        assert len(token) >= 43
        assert feed.token_sha256 == hashlib.sha256(token.encode()).hexdigest()
        assert token not in recorded

    def test_never_makes_the_same_secret_twice(self, reader):
        asked = {"user": reader, "name": "phone", "scope": DateScope.MINE, "has_names": False, "at": NOW}

        assert create_feed(**asked)[1] != create_feed(**asked)[1]


class TestRevokeFeed:
    def test_is_for_good(self):
        feed = CalendarFeedFactory(token="old")

        revoke_feed(feed=feed, at=NOW)

        assert Client().get(address_of("old")).status_code == 404
        with pytest.raises(FeedRevoked):
            revoke_feed(feed=feed, at=NOW)


class TestConstraints:
    @pytest.mark.parametrize(
        ("values", "truth"),
        [
            ({"name": ""}, "calendarfeed_named"),
            ({"scope": "everything"}, "calendarfeed_scope_valid"),
            ({"token_sha256": "short"}, "calendarfeed_keeps_a_hash"),
            ({"revoked_at": datetime(2024, 2, 1, tzinfo=UTC)}, "calendarfeed_revoked_not_before_made"),
        ],
    )
    def test_refuse_what_cannot_be(self, values, truth):
        with pytest.raises(IntegrityError, match=truth), transaction.atomic():
            CalendarFeedFactory(**values)

    def test_refuse_one_secret_for_two(self):
        CalendarFeedFactory(token="same")

        with pytest.raises(IntegrityError), transaction.atomic():
            CalendarFeedFactory(token="same")


class TestFeed:
    def test_is_a_calendar_that_programs_can_read(self, reader, case):
        hearing = HearingFactory(proceeding__case=case, scheduled_on=TOMORROW, scheduled_time="09:30")
        task = TaskFactory(case=case, due_on=TOMORROW)
        CalendarFeedFactory(user=reader, token="mine")

        answer, whole = fetch("mine")

        events = {str(event["uid"]): event for event in whole.walk("VEVENT")}
        at_court = events[f"hearing-{hearing.pk}@testserver"]
        all_day = events[f"task-{task.pk}@testserver"]
        assert answer["Content-Type"] == "text/calendar; charset=utf-8"
        assert answer["Cache-Control"] == "no-store, private"
        assert str(whole["x-wr-calname"]) == "Casework: my cases"
        assert "method" not in whole
        assert at_court["dtstart"].dt == datetime(TOMORROW.year, TOMORROW.month, TOMORROW.day, 9, 30)
        assert all_day["dtstart"].dt == TOMORROW
        assert not isinstance(all_day["dtstart"].dt, datetime)
        assert isinstance(all_day["dtstart"].dt, date)
        assert all_day["dtstamp"].dt.tzinfo is not None
        assert all("description" not in event for event in events.values())

    def test_names_nobody_unless_that_is_wanted(self, reader, case):
        hearing = HearingFactory(proceeding__case=case, scheduled_on=TOMORROW)
        TaskFactory(case=case, title="Call A. Client", due_on=TOMORROW)
        CalendarFeedFactory(user=reader, token="nameless")
        CalendarFeedFactory(user=reader, token="named", has_names=True)
        reference = case.reference

        assert summaries("nameless") == [f"Hearing, {reference}", f"Task due, {reference}"]
        assert summaries("named") == [
            f"Hearing (trial) of {hearing.proceeding.defendant}, {reference}",
            f"Task: Call A. Client, {reference}",
        ]
        body = Client().get(address_of("nameless")).content.decode()
        assert "A. Client" not in body
        assert str(hearing.proceeding.defendant) not in body

    def test_is_of_my_cases_or_of_all(self, reader, case):
        other = CaseFactory()
        for each in (case, other):
            HearingFactory(proceeding__case=each, scheduled_on=TOMORROW)
        CalendarFeedFactory(user=reader, token="mine")
        CalendarFeedFactory(user=reader, token="all", scope=DateScope.ALL)

        assert summaries("mine") == [f"Hearing, {case.reference}"]
        assert sorted(summaries("all")) == sorted(f"Hearing, {each.reference}" for each in (case, other))

    def test_tells_what_its_user_may_know_at_the_time(self, reader):
        case = CaseFactory(restricted=True, team=[reader])
        HearingFactory(proceeding__case=case, scheduled_on=TOMORROW)
        CalendarFeedFactory(user=reader, token="all", scope=DateScope.ALL)

        on_team = summaries("all")
        CaseStaff.objects.filter(user=reader).delete()

        assert on_team == [f"Hearing, {case.reference}"]
        assert summaries("all") == []

    def test_is_empty_for_whoever_has_no_role_any_more(self, staff, case):
        HearingFactory(proceeding__case=case, scheduled_on=TOMORROW)
        CalendarFeedFactory(user=staff(), token="all", scope=DateScope.ALL)

        assert summaries("all") == []

    @pytest.mark.parametrize("values", [{"revoked": True}, {"user__is_active": False}])
    def test_that_is_revoked_or_whose_user_left_does_not_exist(self, values):
        CalendarFeedFactory(token="gone", **values)

        assert Client().get(address_of("gone")).status_code == 404

    def test_that_nobody_made_does_not_exist(self):
        feed = CalendarFeedFactory()

        assert Client().get(address_of("guessed")).status_code == 404
        assert Client().get(address_of(feed.token_sha256)).status_code == 404

    def test_is_only_read(self):
        CalendarFeedFactory(token="mine")

        assert Client().head(address_of("mine")).status_code == 200
        for ask in (Client().post, Client().put, Client().delete, Client().options):
            assert ask(address_of("mine")).status_code == 405

    def test_leaves_its_secret_in_no_log(self, caplog):
        CalendarFeedFactory(token="mine")

        with caplog.at_level(logging.DEBUG):
            Client().get(address_of("mine"))
            Client().get(address_of("wrong-secret"))

        lines = [
            JSONFormatter().format(record) for record in caplog.records if record.name != "django.db.backends"
        ]
        assert any("calendar/feed/" in line for line in lines)
        assert not any("mine.ics" in line or "wrong-secret" in line for line in lines)


class TestFeedsPage:
    def test_shows_the_address_this_once(self, browser, reader):
        made = browser.post(FEEDS, {"name": "telephone", "scope": "mine"})

        address = made.context["address"]
        assert address in made.content.decode()
        assert made["Cache-Control"] == "no-store"
        assert made["Referrer-Policy"] == "same-origin"
        assert Client().get(address).status_code == 200
        again = browser.get(FEEDS).content.decode()
        assert "telephone" in again
        assert "/calendar/feed/" not in again
        assert CalendarFeed.objects.get(user=reader).has_names is False

    def test_says_what_is_missing(self, browser):
        answer = browser.post(FEEDS, {"name": "", "scope": "everything"})

        assert answer.status_code == 200
        assert set(answer.context["form"].errors) == {"name", "scope"}
        assert not CalendarFeed.objects.exists()

    def test_shows_nobody_elses(self, browser, client_as):
        CalendarFeedFactory(name="somebody else's")

        for reads in (browser, client_as(Role.DIRECTOR), client_as(Role.AUDITOR)):
            assert "somebody else" not in reads.get(FEEDS).content.decode()

    def test_revokes_after_asking(self, browser, reader):
        feed = CalendarFeedFactory(user=reader, name="telephone", token="mine")
        address = reverse("workspace:feed_revoke", args=[feed.pk])

        asked = browser.get(address)
        still = Client().get(address_of("mine")).status_code
        browser.post(address)

        assert "telephone" in asked.content.decode()
        assert (still, Client().get(address_of("mine")).status_code) == (200, 404)

    def test_revokes_nobody_elses(self, client_as):
        feed = CalendarFeedFactory()
        address = reverse("workspace:feed_revoke", args=[feed.pk])

        for role in (Role.CASEWORKER, Role.DIRECTOR, Role.AUDITOR):
            browser = client_as(role)
            assert {browser.get(address).status_code, browser.post(address).status_code} == {404}
        assert client_as(Role.ADMINISTRATOR).post(address).status_code == 403
