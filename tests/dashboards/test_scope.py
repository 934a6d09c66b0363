"""What the address of the dashboard may ask, what it comes to, who may ask it, and the files that answer."""

import csv
import io
from datetime import date, timedelta

import pytest
import time_machine
from django.http import QueryDict
from django.urls import reverse
from openpyxl import load_workbook

from casework.accounts.choices import Role
from casework.accounts.models import User
from casework.audit.choices import HowRead
from casework.audit.models import Read
from casework.dashboards.figures import FIGURES
from casework.dashboards.forms import ScopeForm
from casework.dashboards.scope import Scope
from tests.dashboards.counting import day, when
from tests.factories.cases import CaseFactory, CaseSituationFactory, DevelopmentFactory
from tests.factories.persons import PersonFactory
from tests.factories.proceedings import ChargeFactory, CustodyFactory
from tests.factories.reference import LegalProvisionFactory
from tests.workspace.case_rows import fill

pytestmark = pytest.mark.django_db

BOARD = "/dashboard/"
#: A moment of the day that these tests take for today.
TODAY = "2026-03-15T10:00:00Z"


@pytest.fixture(autouse=True)
def today():
    """Let it be one day for all of a test."""
    with time_machine.travel(TODAY, tick=False):
        yield


def asked(user, query=""):
    """Return the form for what an address asks, as a page has it."""
    return ScopeForm(QueryDict(query), user=User.objects.get(pk=user.pk))


def text(answer):
    """Return what an answer says, whether it comes at once or in parts."""
    return (b"".join(answer) if answer.streaming else answer.content).decode("utf-8-sig")


def table(answer):
    """Return the rows of a CSV file."""
    return list(csv.reader(io.StringIO(text(answer))))


def sheet(answer):
    """Return the rows of a workbook, each value as it is."""
    book = load_workbook(io.BytesIO(b"".join(answer)))
    return [[cell.value for cell in row] for row in book.active.iter_rows()], book.active


class TestWhatIsAskedByDefault:
    def test_is_today_and_twelve_months_of_all_cases(self, director):
        form = asked(director)

        assert form.is_valid()
        scope = form.scope
        assert (scope.as_at, scope.known_on, scope.since) == (
            date(2026, 3, 15),
            date(2026, 3, 15),
            date(2025, 4, 1),
        )
        assert (scope.country, scope.lead, scope.situation, scope.provision) == ("", None, None, None)
        assert (scope.own, scope.is_narrowed, scope.is_past_record) == (None, False, False)
        assert (form.query, form.is_set, form.chips) == ("", False, [])

    def test_begins_twelve_months_before_the_day_that_is_asked_for(self, director):
        form = asked(director, "as_at=2024-02-29")

        assert form.is_valid()
        assert form.scope.since == date(2023, 3, 1)

    def test_are_the_own_cases_of_a_caseworker(self, staff):
        caseworker = staff(Role.CASEWORKER)
        case = CaseFactory(team=[caseworker])
        CaseFactory()

        form = asked(caseworker)
        assert form.is_valid()
        assert form.scope.own.numbers == {case.pk}
        assert form.scope.is_narrowed


class TestWhatIsRefused:
    @pytest.mark.parametrize(
        ("query", "field", "sentence"),
        [
            ("as_at=2026-03-16", "as_at", "That day is still to come."),
            ("known_on=2026-03-16", "known_on", "That day is still to come."),
            ("as_at=yesterday", "as_at", "Give the day as year-month-day, as 2026-03-31."),
            ("known_on=2026-02-30", "known_on", "Give the day as year-month-day, as 2026-03-31."),
            ("since=31.03.2026", "since", "Give the day as year-month-day, as 2026-03-31."),
            ("since=2026-03-16", "since", "The period would begin after the day on which it ends."),
            (
                "as_at=2025-01-01&since=2025-01-02",
                "since",
                "The period would begin after the day on which it ends.",
            ),
            ("since=1986-03-14", "since", "A period has at most 40 years."),
            ("as_at=0001-06-01", "as_at", "No record goes back as far."),
            ("as_at=0002-06-01", "as_at", "No record goes back as far."),
            ("as_at=0030-01-01&since=0002-01-01", "as_at", "No record goes back as far."),
            ("as_at=1899-12-31", "as_at", "No record goes back as far."),
            ("country=XX", "country", "That is none of the choices."),
            ("country=GE", "country", "That is none of the choices."),
            ("lead=0", "lead", "That is none of the choices."),
            ("lead=me", "lead", "That is none of the choices."),
            ("situation=99999999999999999999", "situation", "That is none of the choices."),
            ("provision=-1", "provision", "That is none of the choices."),
        ],
    )
    def test_is_told_in_a_sentence_without_any_figure(self, director, client_as, query, field, sentence):
        CaseFactory(country="KZ")

        form = asked(director, query)
        assert not form.is_valid()
        assert form.errors == {field: [sentence]}

        answer = client_as(Role.DIRECTOR).get(f"{BOARD}?{query}")
        assert answer.status_code == 200
        assert sentence in text(answer)
        assert "data-count" not in text(answer)

    @pytest.mark.parametrize(
        "query", ["as_at=2026-03-15&known_on=2026-03-15", "since=2026-03-15", "since=1986-03-15"]
    )
    def test_is_nothing_up_to_the_bound(self, client_as, query):
        assert "data-count" in text(client_as(Role.DIRECTOR).get(f"{BOARD}?{query}"))

    @pytest.mark.parametrize(
        "query", ["known_on=0001-01-01", "as_at=1900-01-01", "as_at=1900-01-01&since=1860-01-01"]
    )
    def test_is_nothing_that_only_lies_long_ago(self, client_as, query):
        answer = client_as(Role.DIRECTOR).get(f"{BOARD}?{query}")

        assert answer.status_code == 200
        assert "data-count" in text(answer)

    def test_is_a_country_or_lead_of_cases_that_the_reader_may_not_know_of(self, staff, director):
        caseworker = staff(Role.CASEWORKER)
        case = CaseFactory(restricted=True, country="RU")

        for query in (f"country={case.country}", f"lead={case.lead_id}"):
            assert asked(director, query).is_valid()
            assert not asked(caseworker, query).is_valid()

    @pytest.mark.parametrize("page", ["figure", "figure_export", "dashboard_export"])
    def test_leads_from_a_list_to_the_dashboard_and_is_no_file(self, client_as, page):
        names = {"figure": ["held"], "figure_export": ["held", "csv"], "dashboard_export": ["csv"]}
        address = reverse(f"dashboards:{page}", args=names[page])

        answer = client_as(Role.DIRECTOR).get(f"{address}?as_at=never&country=KZ&part=country:KZ&page=2")
        if page == "figure":
            assert answer.status_code == 302
            assert answer.url == f"{BOARD}?as_at=never&country=KZ"
        else:
            assert answer.status_code == 404


class TestThePeriodBefore:
    @pytest.mark.parametrize(
        ("since", "as_at", "first", "last"),
        [
            ("2024-03-01", "2024-03-31", "2024-01-30", "2024-02-29"),
            ("2024-01-01", "2024-12-31", "2022-12-31", "2023-12-31"),
            ("2024-03-01", "2024-03-01", "2024-02-29", "2024-02-29"),
        ],
    )
    def test_is_as_long_and_directly_before(self, director, since, as_at, first, last):
        scope = Scope.of(director, as_at=day(as_at), since=day(since))

        before = scope.before
        assert (before.since, before.as_at) == (day(first), day(last))
        assert before.days == scope.days
        assert before.as_at + timedelta(days=1) == scope.since

    def test_is_asked_of_the_same_cases_and_the_same_record(self, director):
        scope = Scope.of(director, as_at=day("2024-05-05"), known_on=day("2024-06-06"), country="KZ")

        assert (scope.before.known_on, scope.before.country) == (day("2024-06-06"), "KZ")


class TestTheAddress:
    def queries(self):
        """Return questions of every sort about a docket that has what they name."""
        situation = CaseSituationFactory(case__country="KZ")
        charge = ChargeFactory(provision=LegalProvisionFactory())
        lead = situation.case.lead_id
        return [
            "",
            "as_at=2024-02-29",
            "known_on=2025-12-31",
            "since=2020-01-01",
            "as_at=2024-02-29&known_on=2024-03-01&since=2023-05-05",
            "country=KZ",
            f"lead={lead}&situation={situation.situation_id}",
            f"provision={charge.provision_id}&as_at=2020-01-01",
        ]

    def test_asks_again_what_was_asked(self, director):
        for query in self.queries():
            form = asked(director, query)
            assert form.is_valid(), form.errors
            again = asked(director, form.query)
            assert again.is_valid(), again.errors
            assert (again.scope, again.query) == (form.scope, form.query)

    def test_of_the_period_before_asks_for_that(self, director):
        for query in self.queries():
            form = asked(director, query)
            assert form.is_valid()
            before = asked(director, form.query_of(form.scope.before))
            assert before.is_valid(), before.errors
            assert before.scope == form.scope.before

    def test_leaves_out_what_is_so_anyway(self, director):
        form = asked(director, "as_at=2026-03-15&known_on=2026-03-15&since=2025-04-01&country=&page=3")

        assert form.is_valid()
        assert form.query == ""

    def test_names_what_narrows_the_cases(self, director):
        case = CaseFactory(country="KZ")

        form = asked(director, f"country=KZ&lead={case.lead_id}")
        assert form.is_valid()
        assert form.chips == [("Country", "Kazakhstan"), ("Lead", str(case.lead))]


class TestTheListOfAFigure:
    def test_is_not_found_where_there_is_no_such_figure_or_parting(self, client_as):
        browser = client_as(Role.DIRECTOR)

        for address in (
            "wellbeing/",
            "held/?part=colour:red",
            "held/?part=",
            "held/export/csv/?part=colour:red",
        ):
            assert browser.get(f"{BOARD}{address}").status_code == 404

    @pytest.mark.parametrize("name", FIGURES)
    def test_is_empty_where_there_is_no_such_part(self, client_as, name):
        browser, address = client_as(Role.DIRECTOR), reverse("dashboards:figure", args=[name])
        CustodyFactory(case__country="KZ")

        for parting in FIGURES[name].partings:
            for key in ("nonsense", "99999999999999999999", "2024-13", "0000", "%00"):
                answer = browser.get(f"{address}?part={parting.name}:{key}")
                assert 'data-total="0"' in text(answer), (parting.name, key)

    def test_keeps_the_question_on_the_way_back(self, client_as):
        answer = client_as(Role.DIRECTOR).get(f"{BOARD}held/?as_at=2024-02-29&part=country:KZ&page=1")

        assert f'href="{BOARD}?as_at=2024-02-29"' in text(answer)


class TestWhoMayAsk:
    ADDRESSES = ("", "held/", "export/csv/", "held/export/xlsx/")

    @pytest.mark.parametrize("address", ADDRESSES)
    def test_administrators_and_people_without_a_role_are_refused(self, client_as, address):
        for role in (Role.ADMINISTRATOR, None):
            assert client_as(role).get(f"{BOARD}{address}").status_code == 403

    @pytest.mark.parametrize("address", ADDRESSES)
    def test_everybody_else_is_answered(self, client_as, address):
        for role in (Role.CASEWORKER, Role.DIRECTOR, Role.AUDITOR):
            assert client_as(role).get(f"{BOARD}{address}").status_code == 200

    def test_strangers_sign_in_first(self, client):
        assert client.get(BOARD).status_code in {302, 403}


class TestTheFileOfAFigure:
    @pytest.fixture
    def spell(self):
        case = CaseFactory(country="KZ", reference="KZ-2022-001", opened_on=date(2022, 2, 26))
        return CustodyFactory(case=case, person=PersonFactory(name="=1+1"), place="@home")

    def test_holds_the_rows_and_defuses_formulas(self, client_as, spell):
        CustodyFactory(case__country="BY")

        answer = client_as(Role.DIRECTOR).get(f"{BOARD}held/export/csv/?part=country:KZ&as_at=2024-02-25")
        assert answer["Content-Disposition"] == 'attachment; filename="held-2024-02-25.csv"'
        assert answer["Cache-Control"] == "private, no-store"
        heads, *rows = table(answer)
        assert heads == [str(column.label) for column in FIGURES["held"].columns]
        assert rows == [
            ["'=1+1", "pre-trial detention", "'@home", "25 Feb 2022", "730 days", "KZ-2022-001", "Kazakhstan"]
        ]

    def test_is_a_workbook_without_formulas(self, client_as, spell):
        answer = client_as(Role.DIRECTOR).get(f"{BOARD}held/export/xlsx/?as_at=2024-02-25")

        rows, cells = sheet(answer)
        assert [row[0] for row in rows] == ["person", "=1+1"]
        assert cells["A2"].data_type == "s"

    def test_is_a_workbook_of_every_figure(self, client_as):
        browser, case = client_as(Role.DIRECTOR), CaseFactory()
        fill(case, PersonFactory())
        fill(CaseFactory(closed=True), PersonFactory(death=when("2022-03-03")))

        for name, figure in FIGURES.items():
            rows, _cells = sheet(browser.get(f"{BOARD}{name}/export/xlsx/?since=2010-01-01"))
            assert rows[0] == [str(column.label) for column in figure.columns]
            page = text(browser.get(f"{BOARD}{name}/?since=2010-01-01"))
            assert f'data-total="{len(rows) - 1}"' in page, name

    def test_holds_all_rows_of_which_a_page_shows_some(self, client_as):
        case = CaseFactory()
        for _number in range(53):
            DevelopmentFactory(case=case)

        browser = client_as(Role.DIRECTOR)
        assert text(browser.get(f"{BOARD}sourceless/")).count("<tr>") == 51
        assert len(table(browser.get(f"{BOARD}sourceless/export/csv/"))) == 54

    def test_leaves_a_read_that_says_how_much_was_taken_out(self, client_as, spell):
        address = f"{BOARD}held/export/csv/?country=KZ"
        text(client_as(Role.DIRECTOR).get(address))

        read = Read.objects.get(how=HowRead.EXPORTED)
        assert (read.model, read.words, read.rows, read.is_restricted) == (
            "proceedings.custody",
            address,
            1,
            False,
        )

    def test_leaves_a_read_that_says_that_something_restricted_was_among_it(self, client_as):
        CustodyFactory(case__restricted=True)

        text(client_as(Role.DIRECTOR).get(f"{BOARD}held/export/csv/"))
        assert Read.objects.get(how=HowRead.EXPORTED).is_restricted

    def test_is_of_no_other_kind(self, client_as):
        assert client_as(Role.DIRECTOR).get(f"{BOARD}held/export/pdf/").status_code == 404


class TestTheFileOfTheDashboard:
    def test_holds_every_figure_with_its_days_and_parts(self, client_as):
        CustodyFactory(case__country="KZ")

        answer = client_as(Role.DIRECTOR).get(f"{BOARD}export/csv/?as_at=2024-02-25&since=2024-01-01")
        assert answer["Content-Disposition"] == 'attachment; filename="dashboard-2024-02-25.csv"'
        _heads, *rows = table(answer)
        assert [row[4] for row in rows[:3]] == ["2024-02-25", "2026-03-15", "2024-01-01"]
        labels = {str(figure.label): figure for figure in FIGURES.values()}
        totals = {row[0]: row for row in rows[3:] if not row[1]}
        assert totals.keys() == labels.keys()
        assert all(totals[label][6] == str(figure.definition) for label, figure in labels.items())
        assert totals["Held"][3] == "1"
        assert totals["Days of detention"][4] == "days of detention: 56 days"
        assert ["Held", "country", "Kazakhstan", "1", "", "", ""] in rows

    def test_is_a_workbook_with_days_and_numbers(self, client_as):
        CustodyFactory()

        rows, _cells = sheet(client_as(Role.DIRECTOR).get(f"{BOARD}export/xlsx/"))
        assert rows[1][4].date() == date(2026, 3, 15)
        assert next(row[3] for row in rows if row[0] == "Held") == 1

    def test_defuses_formulas(self, client_as):
        case = CaseFactory()
        case.lead.full_name = "=cmd()"
        case.lead.save()

        rows = table(client_as(Role.DIRECTOR).get(f"{BOARD}export/csv/"))
        assert ["Open cases", "lead", "'=cmd()", "1", "", "", ""] in rows

    def test_leaves_a_read(self, client_as):
        text(client_as(Role.AUDITOR).get(f"{BOARD}export/csv/?as_at=2024-02-25"))

        read = Read.objects.get(how=HowRead.EXPORTED)
        assert read.words == f"{BOARD}export/csv/?as_at=2024-02-25"
