"""The page on which auditors see who looked at what, and the files that it gives."""

import csv
import io
from datetime import UTC, datetime, timedelta

import openpyxl
import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from casework.accounts.choices import Role
from casework.audit.models import Read
from casework.audit.views import reads as page
from tests.factories.accounts import UserFactory
from tests.factories.cases import CaseFactory, TaskFactory

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


@pytest.fixture
def browser(client_as):
    return client_as(Role.AUDITOR)


def make_read(minutes=0, **values):
    """Put a read on record, so many minutes after noon."""
    return Read.objects.create(
        **{"actor_name": "Dana Ospanova", "how": "opened", "at": NOON + timedelta(minutes=minutes), **values}
    )


def page_with(browser, **query):
    """Open the page, narrowed."""
    return browser.get(reverse("audit:read_list"), query)


def shown_in(answer):
    """Return the numbers that tell the reads of a page apart, in order."""
    return [shown.read.rows for shown in answer.context["reads"]]


def export_of(kind, **query):
    """Return the address of the reads as a file."""
    return reverse("audit:read_export", args=[kind], query=query)


class TestReadPage:
    def test_shows_the_newest_first_in_words(self, browser):
        case = CaseFactory(title="Lighthouse keeper")
        task = TaskFactory(case=case)
        make_read(0, actor_role="Director", model="cases.task", object_id=task.pk, case_id=case.pk)
        make_read(1, how="searched", words="<b>keeper</b>", rows=7, is_restricted=True)
        make_read(2, how="exported", model="cases.case", words="/cases/?country=KZ", rows=9)
        make_read(3, how="audited", model="cases.task", object_id=task.pk, case_id=case.pk)

        answer = page_with(browser)

        assert [shown.read.at.minute for shown in answer.context["reads"]] == [3, 2, 1, 0]
        assert [shown.what for shown in answer.context["reads"]] == [
            *(f"history of task {task.pk}", "cases", "", f"task {task.pk}"),
        ]
        for words in (
            *("Dana Ospanova", "Director", str(case), f"Task {task.pk}", f"History of task {task.pk}"),
            *("“&lt;b&gt;keeper&lt;/b&gt;”", "restricted", "/cases/?country=KZ"),
            reverse("admin:cases_task_history", args=[task.pk]),
        ):
            assert words in answer.text, words

    def test_is_narrowed_by_its_address(self, browser):
        dana, case = UserFactory(full_name="Dana Ospanova"), CaseFactory()
        make_read(0, rows=1, actor_id=dana.pk)
        make_read(1, rows=2, case_id=case.pk, model="cases.case", object_id=case.pk)
        make_read(2, rows=3, how="printed")
        make_read(3, rows=4, is_restricted=True)
        make_read(24 * 60, rows=5)

        for query, expected in (
            ({"who": dana.pk}, [1]),
            ({"case": case.pk}, [2]),
            ({"case-typed": case.reference}, [2]),
            ({"how": "printed"}, [3]),
            ({"restricted": "on"}, [4]),
            ({"until": "2026-03-01"}, [4, 3, 2, 1]),
            ({"since": "2026-03-02", "until": "9999-12-31", "how": "opened"}, [5]),
            ({"who": dana.pk, "how": "printed"}, []),
            ({"since": "yesterday"}, []),
        ):
            assert shown_in(page_with(browser, **query)) == expected, query

    def test_goes_on_where_the_page_before_ended(self, browser, monkeypatch):
        monkeypatch.setattr(page, "READS_ON_A_PAGE", 2)
        for number in range(5):
            # Of two at one moment none is lost.
            make_read(number // 2, rows=number)

        seen, before = [], ""
        for _page in range(3):
            answer = page_with(browser, until="2026-03-01", before=before)
            seen += shown_in(answer)
            before = answer.context["before"]

        assert seen == [4, 3, 2, 1, 0]
        assert before == ""
        assert shown_in(page_with(browser, until="2026-03-01", before="nonsense")) == [4, 3]

    def test_asks_the_same_for_any_number_of_reads(self, browser):
        def make(count):
            for case in CaseFactory.create_batch(count):
                make_read(model="cases.case", object_id=case.pk, case_id=case.pk)

        def cost():
            with CaptureQueriesContext(connection) as captured:
                page_with(browser)
            return len(captured)

        make(2)
        cost()
        few = cost()
        make(10)

        assert cost() == few

    def test_shows_what_is_of_a_kind_that_there_is_no_more(self, browser):
        make_read(model="cases.former", object_id=7)

        assert "cases.former 7" in page_with(browser).text.lower()

    def test_says_what_to_do_where_nothing_matches(self, browser):
        assert "Nothing was read yet" in page_with(browser).text
        assert "Clear all filters" in page_with(browser, how="printed").text

    def test_notes_that_it_was_read_itself(self, browser):
        make_read(is_restricted=True)

        page_with(browser, how="opened")

        read = Read.objects.get(how="audited")
        assert (read.words, read.rows, read.is_restricted) == ("/audit/reads/?how=opened", 1, True)

    def test_only_answers_who_asks(self, browser):
        assert browser.post(reverse("audit:read_list")).status_code == 405

    @pytest.mark.parametrize(
        ("role", "status"),
        [(Role.AUDITOR, 200), (Role.DIRECTOR, 200), (Role.CASEWORKER, 403), (Role.ADMINISTRATOR, 403)],
    )
    def test_is_for_auditors_and_directors(self, role, status, client_as):
        for address in (reverse("audit:read_list"), export_of("csv"), export_of("xlsx")):
            assert client_as(role).get(address).status_code == status


class TestReadExport:
    @time_machine.travel("2026-03-02T09:00:00Z")
    def test_holds_exactly_what_is_filtered_in_both_kinds(self, browser, monkeypatch):
        monkeypatch.setattr(page, "READS_TOGETHER", 2)
        case = CaseFactory()
        for number in range(5):
            make_read(number, how="printed", rows=number, case_id=case.pk, model="cases.case")
        make_read()

        text, book = (browser.get(export_of(kind, how="printed")) for kind in ("csv", "xlsx"))

        assert 'filename="reads-2026-03-02.csv"' in text["Content-Disposition"]
        lines = list(csv.reader(io.StringIO(text.getvalue().decode("utf-8-sig"))))
        assert lines[0][:4] == ["When", "Who", "Role", "How"]
        assert [line[7] for line in lines[1:]] == ["4", "3", "2", "1", "0"]
        assert {line[4] for line in lines[1:]} == {str(case)}
        rows = list(openpyxl.load_workbook(io.BytesIO(book.getvalue())).active.iter_rows(values_only=True))
        assert rows[1][0] == datetime(2026, 3, 1, 12, 4)
        assert [row[7] for row in rows[1:]] == [4, 3, 2, 1, 0]

    def test_holds_no_formula(self, browser):
        make_read(how="searched", words="=1+1", actor_name="@SUM(A1)")

        text, book = (browser.get(export_of(kind)) for kind in ("csv", "xlsx"))

        assert "'=1+1" in text.getvalue().decode()
        cells = openpyxl.load_workbook(io.BytesIO(book.getvalue())).active[2]
        assert [cells[1].data_type, cells[6].data_type] == ["s", "s"]

    def test_is_noted_with_what_it_holds(self, browser):
        make_read(is_restricted=True)

        browser.get(export_of("csv", how="opened"))

        read = Read.objects.get(how="exported")
        assert (read.model, read.rows, read.is_restricted) == ("audit.read", 1, True)

    def test_is_of_two_kinds(self, browser):
        assert browser.get(export_of("pdf")).status_code == 404
