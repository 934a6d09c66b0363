"""Every file of rows that the application gives: none has a cell that a spreadsheet would run."""

import ast
import io

import openpyxl
import pytest
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar

from casework.accounts.choices import Role
from casework.core.spreadsheets import KINDS
from casework.dashboards.figures import FIGURES
from casework.workspace.choices import DateScope, ListPage
from casework.workspace.services import create_feed
from tests.access.test_admin import names_of_pages
from tests.architecture.inventory import MODULES, PROJECT
from tests.core.formulas import FORMULAS, cells_of, is_run
from tests.factories.advocacy import ActionFactory
from tests.factories.cases import CaseFactory, CasePartyFactory, TaskFactory
from tests.factories.persons import OrganisationFactory
from tests.factories.proceedings import ProceedingFactory
from tests.factories.sources import SourceFactory
from tests.workspace.list_pages import show_every_column

pytestmark = pytest.mark.django_db

#: What can be typed into a field of one line, and is kept by the database.
TYPED = [formula for formula in FORMULAS if "\0" not in formula]


@pytest.fixture
def director(staff):
    return staff(Role.DIRECTOR, full_name=TYPED[4])


@pytest.fixture
def browser(client, director):
    client.force_login(director)
    return client


@pytest.fixture
def typed(director):
    """A docket in which every name and title is a formula."""
    for number, words in enumerate(TYPED):
        case = CaseFactory(title=words, lead=director)
        person = CasePartyFactory(case=case, person__name=words).person
        court = OrganisationFactory(name=f"{words}{' ' * 2}{number}")
        ProceedingFactory(case=case, defendant=person, court=court)
        SourceFactory(title=words, author=words, publisher=court)
        ActionFactory(title=words)
        TaskFactory(case=case, title=words, due_on=timezone.localdate())


def addresses(kind):
    """Return the address of every file of this kind, by the name of its page."""
    listed = [reverse("workspace:list_export", args=[page, kind]) for page in ListPage]
    figures = [reverse("dashboards:figure_export", args=[name, kind]) for name in FIGURES]
    return {
        "workspace:list_export": listed,
        "dashboards:figure_export": figures,
        "dashboards:dashboard_export": [reverse("dashboards:dashboard_export", args=[kind])],
        "audit:feed_export": [reverse("audit:feed_export", args=[kind])],
        "audit:read_export": [reverse("audit:read_export", args=[kind])],
    }


class TestExports:
    def test_are_all_here(self):
        assert {name for name in names_of_pages() if name.endswith("_export")} == addresses("csv").keys()

    @pytest.mark.parametrize("kind", KINDS)
    def test_hold_no_formula(self, typed, browser, director, kind):
        for page in ListPage:
            show_every_column(director, page)
        for words in TYPED:
            browser.get(reverse("workspace:search"), {"q": words})
        seen = set()

        for address in [address for several in addresses(kind).values() for address in several]:
            answer = browser.get(address)
            assert answer.status_code == 200, address
            assert answer["Content-Disposition"].startswith("attachment;"), address
            content = answer.getvalue()
            cells = cells_of_text(content.decode()) if kind == "csv" else cells_of_book(content)
            if any("=1+1" in cell for cell, _runs in cells):
                seen.add(address)
            assert [cell for cell, runs in cells if runs] == [], address

        assert len(seen) >= 7

    def test_are_written_in_one_place(self):
        def writes(path):
            tree = ast.parse(path.read_text())
            named = {
                alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names
            }
            named |= {
                node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) and node.module
            }
            return any(
                name.split(".")[0] in {"csv", "defusedcsv", "openpyxl", "xlsxwriter"} for name in named
            )

        writers = [str(path.relative_to(PROJECT)) for path in MODULES if writes(path)]
        assert writers == ["casework/core/spreadsheets.py"]


def cells_of_text(text):
    """Return every cell that a spreadsheet finds, whichever mark it looks for, and whether it runs it."""
    return [(cell, is_run(cell)) for mark in ",;\t" for cell in cells_of(text, mark)]


def cells_of_book(content):
    """Return every cell of a workbook, and whether it is run."""
    sheet = openpyxl.load_workbook(io.BytesIO(content)).active
    return [(str(cell.value), cell.data_type == "f") for row in sheet.iter_rows() for cell in row]


class TestFeed:
    @pytest.mark.parametrize(
        "words", ["a\r\nBEGIN:VALARM\r\nEND:VALARM", "a\nATTACH:http://192.0.2.1/", 'a";X=b:']
    )
    def test_holds_no_line_that_somebody_typed(self, words, client, director):
        case = CaseFactory(title=words, lead=director)
        TaskFactory(case=case, title=words, assignee=director, due_on=timezone.localdate())
        _feed, token = create_feed(
            user=director, name="phone", scope=DateScope.ALL, has_names=True, at=timezone.now()
        )

        content = client.get(reverse("workspace:calendar_feed", args=[token])).content

        lines = content.replace(b"\r\n ", b"").split(b"\r\n")
        names = {line.partition(b":")[0].partition(b";")[0] for line in lines if line}
        assert names <= {
            *(b"BEGIN", b"END", b"PRODID", b"VERSION", b"X-WR-CALNAME", b"UID", b"DTSTAMP", b"DTSTART"),
            *(b"SUMMARY", b"CLASS", b"TRANSP"),
        }
        assert {each.name for each in Calendar.from_ical(content).walk()} == {"VCALENDAR", "VEVENT"}
