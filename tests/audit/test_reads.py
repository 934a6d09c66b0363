"""Who looked at what is on record before they see it, and stays there."""

from contextlib import contextmanager
from datetime import timedelta

import pytest
import time_machine
from django.db import IntegrityError, connection, models, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from casework.accounts.choices import Role
from casework.audit import guards
from casework.audit.choices import HowRead
from casework.audit.errors import UnauditedWriteError
from casework.audit.models import Entry, Read
from casework.workspace.choices import DateScope, ListPage
from casework.workspace.services import create_feed
from tests.factories.accounts import UserFactory
from tests.factories.cases import (
    CaseFactory,
    CasePartyFactory,
    DevelopmentFactory,
    TaskFactory,
    ViolationFactory,
)
from tests.factories.persons import OrganisationFactory
from tests.pages import FormPage

NOON = "2026-03-01T12:00:00Z"
TABLE = Read._meta.db_table


@pytest.fixture
def director(staff):
    return staff(Role.DIRECTOR, full_name="Dana Ospanova")


@pytest.fixture
def browser(director):
    client = Client(raise_request_exception=False)
    client.force_login(director)
    return client


def file_of(case, **query):
    """Return the address of a case's file."""
    return reverse("workspace:case_file", args=[case.reference], query=query)


def form_of(record):
    """Return the address of a record's form."""
    return reverse(f"admin:{record._meta.app_label}_{record._meta.model_name}_change", args=[record.pk])


def told():
    """Return what is on record, the oldest first, as far as most tests look."""
    return list(Read.objects.order_by("pk").values_list("how", "case_id", "is_restricted"))


@pytest.mark.django_db
class TestOpening:
    def test_says_who_in_what_role_when_what_and_in_which_request(self, director, browser):
        case = CaseFactory(restricted=True)

        with time_machine.travel(NOON, tick=False):
            answer = browser.get(file_of(case))

            read = Read.objects.get()
            assert read.at == timezone.now()
        assert (read.actor_id, read.actor_name, read.actor_role) == (director.pk, "Dana Ospanova", "Director")
        assert (read.how, read.model, read.object_id) == (HowRead.OPENED, "cases.case", case.pk)
        assert (read.case_id, read.rows, read.is_restricted) == (case.pk, 1, True)
        assert read.request_id == answer["X-Request-ID"]

    def test_of_an_ordinary_case_is_noted_once_in_ten_minutes(self, browser):
        case, other = CaseFactory(), CaseFactory()

        with time_machine.travel(NOON, tick=False) as clock:
            browser.get(file_of(case))
            browser.get(file_of(case))
            browser.get(form_of(case))
            browser.get(file_of(other))
            clock.shift(timedelta(minutes=9, seconds=59))
            browser.get(file_of(case))
            assert told() == [("opened", case.pk, False), ("opened", other.pk, False)]
            clock.shift(timedelta(seconds=1))
            browser.get(file_of(case))

        assert told()[2:] == [("opened", case.pk, False)]

    def test_of_an_ordinary_case_is_noted_for_each_person(self, browser, client_as):
        case = CaseFactory()

        for reader in (browser, client_as(Role.CASEWORKER), client_as(Role.AUDITOR)):
            reader.get(file_of(case))

        assert len(told()) == 3

    def test_of_a_restricted_case_is_noted_every_time(self, browser):
        case = CaseFactory(restricted=True)

        for _time in range(2):
            browser.get(file_of(case))

        assert told() == [("opened", case.pk, True)] * 2

    def test_of_an_ordinary_case_with_a_restricted_development_is_noted_every_time(self, browser):
        case = DevelopmentFactory(restricted=True).case

        for address in (file_of(case), file_of(case), form_of(case)):
            browser.get(address)

        assert told() == [("opened", case.pk, True)] * 3

    def test_of_a_case_whose_restricted_development_is_kept_from_the_reader_shows_nothing_restricted(
        self, client_as
    ):
        case = DevelopmentFactory(restricted=True).case

        client_as(Role.CASEWORKER).get(file_of(case))

        assert told() == [("opened", case.pk, False)]

    def test_of_a_person_is_noted_for_the_restricted_cases_that_the_reader_may_know_of(
        self, browser, client_as
    ):
        secret = CaseFactory(restricted=True)
        person = CasePartyFactory(case=CaseFactory()).person
        CasePartyFactory(case=secret, person=person)

        client_as(Role.CASEWORKER).get(person.get_absolute_url())
        assert told() == []
        browser.get(person.get_absolute_url())
        browser.get(form_of(person))

        assert told() == [("opened", secret.pk, True)] * 2

    def test_of_a_person_who_is_restricted_is_noted(self, browser):
        person = CasePartyFactory(person__restricted=True).person

        browser.get(person.get_absolute_url())

        assert told() == [("opened", None, True)]

    def test_of_an_organisation_is_noted_if_something_restricted_names_it(self, browser, client_as):
        court = OrganisationFactory()
        browser.get(court.get_absolute_url())
        assert told() == []
        ViolationFactory(of_organisation=True, victim_organisation=court, development__case__restricted=True)

        client_as(Role.CASEWORKER).get(court.get_absolute_url())
        assert told() == []
        browser.get(court.get_absolute_url())

        assert told() == [("opened", None, True)]

    def test_is_noted_for_a_form_that_is_shown_again_but_not_for_what_is_refused(self, browser, client_as):
        case = CaseFactory(restricted=True)
        page = FormPage.open(browser, form_of(case))

        assert page.fill(title="").send().response.status_code == 200
        assert len(told()) == 2
        assert client_as(Role.CASEWORKER).get(file_of(case)).status_code == 404
        assert client_as(Role.ADMINISTRATOR).get(file_of(case)).status_code == 403
        assert page.fill(title="Another", reason="x").send().response.status_code == 302
        assert len(told()) == 2

    def test_costs_an_ordinary_page_one_question_and_then_nothing_more(self, browser):
        case = CaseFactory()
        browser.get(file_of(case))

        with CaptureQueriesContext(connection) as captured:
            browser.get(file_of(case))

        of_reads = [query["sql"] for query in captured if TABLE in query["sql"]]
        assert [statement.split()[0] for statement in of_reads] == ["SELECT"]


@pytest.mark.django_db
class TestPrinting:
    def test_is_noted_beside_the_opening(self, browser):
        case = CaseFactory()

        assert "print=1" in browser.get(file_of(case)).text
        answer = browser.get(file_of(case, print=1))

        assert told() == [("opened", case.pk, False), ("printed", case.pk, False)]
        assert "js/print.js" in answer.text


@pytest.mark.django_db
class TestSearching:
    @pytest.mark.parametrize("page", ["search", "palette"])
    def test_is_noted_with_its_words_if_something_restricted_was_found(self, page, browser, client_as):
        CaseFactory(title="Lighthouse secret", restricted=True)
        CaseFactory(title="Lighthouse open")
        address = reverse(f"workspace:{page}")

        client_as(Role.CASEWORKER).get(address, {"q": "Lighthouse"})
        browser.get(address, {"q": "open"})
        browser.get(address)
        assert told() == []
        browser.get(address, {"q": "Lighthouse\0"})

        read = Read.objects.get()
        assert (read.how, read.words, read.rows, read.is_restricted) == ("searched", "Lighthouse", 2, True)

    def test_asks_the_same_for_any_number_of_hits(self, browser):
        def cost():
            with CaptureQueriesContext(connection) as captured:
                browser.get(reverse("workspace:search"), {"q": "Lighthouse"})
            return len(captured)

        CaseFactory.create_batch(2, title="Lighthouse", restricted=True)
        cost()
        few = cost()
        CaseFactory.create_batch(4, title="Lighthouse", restricted=True)

        assert cost() == few


@pytest.mark.django_db
class TestExporting:
    def test_of_a_list_is_noted_every_time_with_what_it_holds(self, browser, client_as):
        CaseFactory(country="KZ", restricted=True)
        CaseFactory(country="BY")

        def export(reader, **query):
            address = reverse("workspace:list_export", args=[ListPage.CASES, "csv"], query=query)
            return b"".join(reader.get(address).streaming_content)

        export(browser)
        export(browser, country="BY")
        export(client_as(Role.CASEWORKER))

        assert list(Read.objects.order_by("pk").values_list("how", "model", "rows", "is_restricted")) == [
            ("exported", "cases.case", 2, True),
            ("exported", "cases.case", 1, False),
            ("exported", "cases.case", 1, False),
        ]
        assert "country=BY" in Read.objects.order_by("pk")[1].words

    @pytest.mark.parametrize("page", ListPage)
    def test_is_noted_for_every_list(self, page, browser):
        CasePartyFactory(case__restricted=True)

        browser.get(reverse("workspace:list_export", args=[page, "xlsx"]))

        assert Read.objects.get().how == HowRead.EXPORTED


@pytest.mark.django_db
class TestCalendarFeed:
    def test_is_an_export_by_whose_feed_it_is(self, director):
        TaskFactory(case=CaseFactory(restricted=True), assignee=director, due_on=timezone.localdate())
        feed, token = create_feed(
            user=director, name="Phone", scope=DateScope.MINE, has_names=False, at=timezone.now()
        )

        Client().get(reverse("workspace:calendar_feed", args=[token]))

        read = Read.objects.get()
        assert (read.how, read.actor_name, read.model, read.object_id) == (
            *("exported", "Dana Ospanova", "workspace.calendarfeed"),
            feed.pk,
        )
        assert (read.rows, read.is_restricted) == (1, True)


@pytest.mark.django_db
class TestHistory:
    def test_is_read_in_the_audit_whatever_it_is_of(self, browser):
        case, court = CaseFactory(restricted=True), OrganisationFactory()

        for record in (case, court, court):
            page = f"admin:{record._meta.app_label}_{record._meta.model_name}_history"
            assert browser.get(reverse(page, args=[record.pk])).status_code == 200

        assert told() == [("audited", case.pk, True), ("audited", None, False), ("audited", None, False)]

    def test_of_a_record_that_is_gone_is_of_the_case_it_belonged_to(self, browser):
        task = TaskFactory(case=CaseFactory(restricted=True))
        key, case = task.pk, task.case
        task.delete()

        assert browser.get(reverse("admin:cases_task_history", args=[key])).status_code == 200

        assert told() == [("audited", case.pk, True)]


def refuse_every_insert():
    """Let the database take no read, as one does that is full."""
    if connection.vendor == "sqlite":
        execute(f"CREATE TRIGGER full BEFORE INSERT ON {TABLE} BEGIN SELECT RAISE(ABORT, 'full'); END")
    else:
        call = "FOR EACH ROW EXECUTE FUNCTION audit_guard_refuse()"
        execute(f"CREATE TRIGGER full_up BEFORE INSERT ON {TABLE} {call}")


@contextmanager
def only_read():
    """Let the database be read and not written."""
    if connection.vendor == "postgresql":
        # To the end of the transaction, which is that of the test.
        execute("SET TRANSACTION READ ONLY")
        yield
        return
    # Past Django, which asks nothing of a connection on which something failed.
    connection.connection.execute("PRAGMA query_only = ON")
    try:
        yield
    finally:
        connection.connection.execute("PRAGMA query_only = OFF")


PAGES = {
    "file": lambda case: file_of(case),
    "print": lambda case: file_of(case, print=1),
    "form": lambda case: form_of(case),
    "history": lambda case: reverse("admin:cases_case_history", args=[case.pk]),
    "search": lambda case: reverse("workspace:search", query={"q": "Lighthouse"}),
    "palette": lambda case: reverse("workspace:palette", query={"q": "Lighthouse"}),
    "text": lambda case: reverse("workspace:list_export", args=[ListPage.CASES, "csv"]),
    "workbook": lambda case: reverse("workspace:list_export", args=[ListPage.CASES, "xlsx"]),
    "reads": lambda case: reverse("audit:read_list"),
}


@pytest.mark.django_db
@pytest.mark.parametrize("page", PAGES.values(), ids=PAGES.keys())
class TestReadThatCannotBeWritten:
    def test_shows_nothing_where_the_log_is_refused(self, page, browser):
        address = page(CaseFactory(title="Lighthouse keeper", restricted=True))
        refuse_every_insert()

        self.expect_nothing(browser.get(address))

    def test_shows_nothing_where_nothing_can_be_written(self, page, browser):
        address = page(CaseFactory(title="Lighthouse keeper", restricted=True))

        with only_read():
            answer = browser.get(address)

        self.expect_nothing(answer)

    def expect_nothing(self, answer):
        assert answer.status_code == 500
        assert not answer.streaming
        assert "Something went wrong here" in answer.text
        assert "Lighthouse" not in answer.text


def test_a_read_is_committed_before_the_answer_leaves(committing_database):
    user = UserFactory(role=Role.DIRECTOR)
    browser = Client()
    browser.force_login(user)
    case = CaseFactory(restricted=True)

    answer = browser.get(reverse("workspace:list_export", args=[ListPage.CASES, "csv"]))
    connection.close()

    assert told() == [("exported", None, True)]
    assert case.title in b"".join(answer.streaming_content).decode()


ATTACKS = {
    "update": lambda read: models.QuerySet(Read).update(actor_name="x"),
    "update by its own queryset": lambda read: Read.objects.update(actor_name="x"),
    "save": lambda read: read.save(),
    "delete": lambda read: read.delete(),
    "delete by its own queryset": lambda read: Read.objects.all().delete(),
    "raw delete": lambda read: models.QuerySet(Read).filter(pk=read.pk)._raw_delete("default"),
    "replace": lambda read: replace(read),
    "truncate": lambda read: execute(
        f"TRUNCATE {TABLE}" if connection.vendor == "postgresql" else f"DELETE FROM {TABLE}"
    ),
}


@pytest.mark.django_db
class TestGuards:
    @pytest.mark.parametrize("attack", ATTACKS.values(), ids=ATTACKS.keys())
    def test_refuse_any_change(self, attack, browser):
        browser.get(file_of(CaseFactory()))
        before = list(Read.objects.values())

        with pytest.raises((IntegrityError, UnauditedWriteError)), transaction.atomic():
            attack(Read.objects.get())

        assert list(Read.objects.values()) == before

    def test_stand(self):
        assert TABLE in {table.name for table in guards.guarded_tables() if table.part == "append_only"}


def execute(statement):
    """Run a statement behind the ORM's back."""
    with connection.cursor() as cursor:
        cursor.execute(statement)


def replace(read):
    """Write a read over itself by INSERT OR REPLACE, or by an upsert where that does not exist."""
    if connection.vendor == "sqlite":
        execute(f"INSERT OR REPLACE INTO {TABLE} SELECT * FROM {TABLE}")
    else:
        execute(f"INSERT INTO {TABLE} SELECT * FROM {TABLE} ON CONFLICT (id) DO UPDATE SET actor_name = 'x'")


@pytest.mark.django_db
class TestReadingTheFeed:
    """Whoever reads the ledger is on record as well, and whether it told of anything restricted."""

    def read_of(self, browser, page, *args, **query):
        browser.get(reverse(page, args=args), query)
        return Read.objects.order_by("-pk").first()

    def test_notes_that_something_restricted_was_told_of(self, browser):
        case = CaseFactory(restricted=True)

        assert self.read_of(browser, "audit:feed", case=case.pk).is_restricted
        assert self.read_of(browser, "audit:feed_export", "csv", case=case.pk).is_restricted
        assert self.read_of(
            browser, "audit:act", Entry.objects.get(pk=case.head_id).change_set_id
        ).is_restricted

    def test_notes_a_restricted_development_of_an_open_case(self, browser):
        development = DevelopmentFactory(restricted=True)

        assert self.read_of(browser, "audit:feed", case=development.case_id).is_restricted

    def test_notes_a_case_that_is_gone_as_restricted(self, browser):
        case = CaseFactory()
        number = case.pk
        case.delete()

        assert self.read_of(
            browser,
            "audit:act",
            Entry.objects.get(object_id=number, kind="deleted", model="cases.case").change_set_id,
        ).is_restricted

    def test_notes_open_cases_as_such(self, browser):
        case = CaseFactory()

        assert not self.read_of(browser, "audit:feed", case=case.pk).is_restricted

    def test_notes_a_restricted_development_in_a_case_as_recorded(self, browser):
        development = DevelopmentFactory(restricted=True)

        browser.get(file_of(development.case, recorded=timezone.localdate().isoformat()))

        assert Read.objects.order_by("-pk").first().is_restricted
