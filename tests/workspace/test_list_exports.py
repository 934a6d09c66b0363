"""Lists as files: what is filtered, row for row, and never a formula."""

import csv
import io

import openpyxl
import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from casework.accounts.choices import Role
from casework.cases.choices import Priority
from casework.workspace.choices import ListPage
from casework.workspace.lists import tables
from casework.workspace.models import ListColumns
from tests.factories.cases import CaseFactory, CasePartyFactory
from tests.workspace.list_pages import list_of, show_every_column, shown_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def caseworker(staff):
    return staff(Role.CASEWORKER)


@pytest.fixture
def browser(caseworker):
    client = Client()
    client.force_login(caseworker)
    return client


def export_of(page, kind, **query):
    """Return the address of a list as a file."""
    return reverse("workspace:list_export", args=[page, kind], query=query)


def lines_of(answer):
    """Read a file of text as a spreadsheet does."""
    return list(csv.reader(io.StringIO(answer.getvalue().decode("utf-8-sig"))))


def cells_of(answer):
    """Read a workbook, cell by cell."""
    book = openpyxl.load_workbook(io.BytesIO(answer.getvalue()))
    return [list(row) for row in book.active.iter_rows()]


class TestExport:
    def test_holds_the_rows_of_the_list_in_its_order_and_columns(self, caseworker, browser):
        ListColumns.objects.create(user=caseworker, page=ListPage.CASES, names=["title", "opened", "tasks"])
        CaseFactory.create_batch(3, country="BY")
        CaseFactory(country="KZ")
        CaseFactory(country="BY", restricted=True)
        query = {"country": "BY", "sort": "-reference"}
        shown = shown_in(browser.get(list_of(ListPage.CASES, **query)))

        text = lines_of(browser.get(export_of(ListPage.CASES, "csv", **query)))
        book = cells_of(browser.get(export_of(ListPage.CASES, "xlsx", **query)))

        assert text[0] == ["Reference", "Title", "Opened", "Open tasks"]
        assert text[1:] == [
            [case.reference, case.title, case.opened_on.isoformat(), str(case.open_tasks)] for case in shown
        ]
        assert len(shown) == 3
        assert [cell.value for cell in book[0]] == text[0]
        assert [[row[0].value, row[2].value.date(), row[3].value] for row in book[1:]] == [
            [case.reference, case.opened_on, case.open_tasks] for case in shown
        ]

    @pytest.mark.parametrize("page", ListPage)
    def test_is_there_for_every_list_with_every_column(self, page, caseworker, browser):
        show_every_column(caseworker, page)
        CasePartyFactory()

        answers = [browser.get(export_of(page, kind)) for kind in ("csv", "xlsx")]

        assert len(lines_of(answers[0])) == len(cells_of(answers[1]))

    @pytest.mark.parametrize(
        "title", ['=HYPERLINK("http://x","y")', "+1+1", "-1+1", "@SUM(A1)", "\t=1+1", "\r=1+1", "%0|x"]
    )
    def test_holds_no_formula(self, title, browser):
        CaseFactory(title=title)

        [line] = lines_of(browser.get(export_of(ListPage.CASES, "csv")))[1:]
        [cells] = cells_of(browser.get(export_of(ListPage.CASES, "xlsx")))[1:]

        assert line[1].startswith("'")
        assert cells[1].data_type == "s"

    @time_machine.travel("2024-05-10")
    def test_says_in_its_name_what_it_holds_and_of_which_day(self, browser):
        answer = browser.get(export_of(ListPage.TASKS, "xlsx"))

        assert answer["Content-Disposition"] == 'attachment; filename="tasks-2024-05-10.xlsx"'

    def test_costs_the_same_for_any_number_of_rows_read_together(self, caseworker, browser, monkeypatch):
        monkeypatch.setattr(tables, "ROWS_TOGETHER", 4)
        show_every_column(caseworker)
        address = export_of(ListPage.CASES, "csv")

        def cost():
            with CaptureQueriesContext(connection) as captured:
                browser.get(address).getvalue()
            return len(captured)

        CasePartyFactory.create_batch(2)
        cost()
        few = cost()
        CasePartyFactory.create_batch(2)
        assert cost() == few
        CaseFactory(priority=Priority.HIGH)
        assert cost() > few

    def test_is_kept_from_those_who_may_not_open_the_list(self, browser, client_as):
        assert client_as(Role.ADMINISTRATOR).get(export_of(ListPage.CASES, "csv")).status_code == 403
        assert browser.get(export_of(ListPage.CASES, "pdf")).status_code == 404
        assert browser.get(export_of("nonsense", "csv")).status_code == 404
