"""The file of a case: where people stand, what happened, what is done; nothing the reader may not know."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from casework.cases.choices import DevelopmentKind, StaffRole
from casework.core.partial_dates import PartialDate
from casework.proceedings.choices import ChargeStatus
from tests.factories.advocacy import ActionCaseFactory, ActionTargetFactory, ClockFactory
from tests.factories.cases import (
    CaseFactory,
    CasePartyFactory,
    CaseStaffFactory,
    CitationFactory,
    DevelopmentFactory,
    DevelopmentPersonFactory,
    TaskFactory,
)
from tests.factories.persons import PersonFactory
from tests.factories.proceedings import (
    ChargeEventFactory,
    ChargeFactory,
    CustodyFactory,
    ProceedingFactory,
    RestrictionFactory,
    RestrictionScopeFactory,
)
from tests.factories.sources import SourceFactory
from tests.workspace.case_rows import fill

pytestmark = pytest.mark.django_db


@pytest.fixture
def browser(client_as):
    """The browser of a caseworker who is on no team."""
    return client_as("caseworker")


@pytest.fixture
def case():
    """An open case."""
    return CaseFactory(title="Timur Ashirov")


def read(browser, case, **asked):
    """Return the file as the browser is given it."""
    answer = browser.get(reverse("workspace:case_file", args=[case.reference]), asked)
    assert answer.status_code == 200
    return answer.content.decode()


class TestAccess:
    def test_is_refused_without_the_right_to_see_cases(self, client_as, case):
        address = case.get_absolute_url()

        assert client_as("administrator").get(address).status_code == 403
        assert client_as("auditor").get(address).status_code == 200

    def test_of_a_restricted_case_exists_for_its_team_alone(self, client_as, staff, client):
        case = CaseFactory(restricted=True)
        member = staff("caseworker")
        CaseStaffFactory(case=case, user=member, role=StaffRole.MEMBER)
        client.force_login(member)

        assert client_as("caseworker").get(case.get_absolute_url()).status_code == 404
        assert client.get(case.get_absolute_url()).status_code == 200

    def test_offers_changes_only_to_those_who_may_make_them(self, client_as, case):
        DevelopmentFactory(case=case)

        assert "/add/?" in read(client_as("caseworker"), case)
        page = read(client_as("auditor"), case)
        assert "/add/?" not in page
        assert "/change/" not in page


class TestHeader:
    def test_says_in_words_where_each_client_stands(self, browser, case):
        held, banned = PersonFactory(name="Ajar Nur"), PersonFactory(name="Nina Orlik")
        for person in (held, banned):
            CasePartyFactory(case=case, person=person)
        CustodyFactory(case=case, person=held)
        RestrictionFactory(case=case, person=banned, ends=PartialDate.read("10 Apr 2999"))

        page = read(browser, case)

        assert "in custody: pre-trial detention" in page
        assert "banned until 10 Apr 2999" in page

    def test_draws_the_liberty_line_with_the_same_facts_as_a_table(self, browser, case):
        person = CasePartyFactory(case=case).person
        spell = CustodyFactory(case=case, person=person, ended=True)

        page = read(browser, case)

        assert page.count(f'href="#custody-{spell.pk}"') >= 3  # the band, its table, the chronology
        assert "pre-trial detention: 25 Feb 2022 to 10 Apr 2023" in page


class TestChronology:
    def test_says_dates_as_people_do_with_the_words_of_the_source(self, browser, case):
        DevelopmentFactory(
            case=case,
            occurred=PartialDate.read("about 11 Feb 2022", words="two weeks earlier", basis="computed"),
        )

        page = read(browser, case)

        assert "about 11 Feb 2022" in page
        assert "“two weeks earlier”, computed from another date" in page

    def test_numbers_passages_once_however_often_they_are_cited(self, browser, case):
        source = SourceFactory(title="Statement of April")
        for locator in ("par. 1", "par. 2", "par. 1"):
            CitationFactory(development__case=case, source=source, locator=locator)

        page = read(browser, case)

        assert 'id="note-2"' in page
        assert 'id="note-3"' not in page

    def test_marks_what_a_source_says_instead(self, browser, case):
        CitationFactory(development__case=case, contradicting=True, about="the sum", says="400,000 KZT")

        page = read(browser, case)

        assert "contradicted" in page
        assert "<strong>400,000 KZT</strong>" in page

    def test_is_narrowed_to_one_kind_with_the_count_of_each(self, browser, case):
        DevelopmentFactory(case=case, headline="Taken from home")
        DevelopmentFactory(case=case, headline="Seen by a doctor", kind=DevelopmentKind.HEALTH)

        page = read(browser, case, kind="health")

        assert "Seen by a doctor" in page
        assert "Taken from home" not in page
        assert 'href="?kind=arrest#chronology"' in page

    @pytest.mark.parametrize(("order", "first"), [("", "Later"), ("oldest", "Earlier")])
    def test_stands_in_the_order_asked_for(self, browser, case, order, first):
        DevelopmentFactory(case=case, headline="Earlier", occurred=PartialDate.read("2020"))
        DevelopmentFactory(case=case, headline="Later", occurred=PartialDate.read("2021"))

        page = read(browser, case, order=order)

        assert min("Earlier", "Later", key=page.index) == first

    def test_is_paged_after_a_hundred_unless_all_is_asked_for(self, browser, case):
        DevelopmentFactory.create_batch(101, case=case)

        assert read(browser, case).count('class="development ') == 100
        assert read(browser, case, page="2").count('class="development ') == 1
        assert read(browser, case, all="1").count('class="development ') == 101

    def test_leaves_what_it_does_not_understand_out_of_account(self, browser, case):
        DevelopmentFactory(case=case, headline="Taken from home")

        assert "Taken from home" in read(browser, case, kind="nonsense", order="up", page="x")


class TestSections:
    def test_show_each_charge_with_its_history_in_a_row(self, browser, case):
        charge = ChargeFactory(proceeding=ProceedingFactory(case=case), offence="mass riots")
        filed = PartialDate.on(date(2022, 3, 12))
        convicted = PartialDate.on(date(2023, 4, 10))
        ChargeEventFactory(charge=charge, development__occurred=filed)
        ChargeEventFactory(
            charge=charge,
            development__occurred=convicted,
            status=ChargeStatus.CONVICTED,
            wording="mass disorder",
        )

        page = read(browser, case)
        row = page[page.index(f'id="charge-{charge.pk}"') :]

        assert row.index("12 Mar 2022") < row.index("10 Apr 2023") < row.index("“mass disorder”")
        assert 'state--convicted">convicted' in row

    def test_count_days_as_ranges_and_tell_what_is_in_force(self, browser, case):
        CustodyFactory(
            case=case, ended=True, began_by__occurred=PartialDate.read("between 25 Feb 2022 and 11 Mar 2022")
        )
        RestrictionScopeFactory(restriction__case=case)

        page = read(browser, case)

        assert "395\N{EN DASH}409 days" in page
        assert 'state--restricted">yes' in page

    def test_show_a_clock_that_is_overdue_and_what_is_next(self, browser, case):
        action = ActionCaseFactory(case=case).action
        ClockFactory(target=ActionTargetFactory(action=action), action=action, rule="Sixty days to reply")
        TaskFactory(case=case, title="Call the family", due_on=date(2999, 1, 1))

        page = read(browser, case)

        assert "days overdue" in page
        assert "1 Jan 2999" in page[page.index('id="dates-title"') :]

    def test_say_what_to_do_next_while_they_are_empty(self, browser, case):
        page = read(browser, case)

        assert "Nothing is logged yet" in page
        assert "No client is named yet" in page

    def test_lead_to_each_form_and_back_to_the_place_on_the_same_view(self, browser, case):
        development = DevelopmentFactory(case=case)

        page = read(browser, case, kind="arrest")

        form = reverse("admin:cases_development_change", args=[development.pk])
        back = f"/cases/{case.reference}/%3Fkind%3Darrest%23development-{development.pk}"
        assert f'href="{form}?next={back}"' in page


class TestSecrecy:
    def test_leaves_out_what_the_reader_may_not_know_of_and_its_count(self, browser, client_as, case):
        DevelopmentFactory(case=case, headline="Known to all")
        secret = DevelopmentFactory(case=case, restricted=True, headline="Hidden meeting")
        CitationFactory(development=secret, source=SourceFactory(title="Hidden letter"))
        DevelopmentPersonFactory(development=secret, person=PersonFactory(name="Hidden Witness"))
        CasePartyFactory(case=case, person=PersonFactory(name="Hidden Relative", restricted=True))
        charge = ChargeFactory(proceeding=ProceedingFactory(case=case))
        ChargeEventFactory(charge=charge, development=secret, wording="Hidden wording")
        CustodyFactory(case=case, began_by=secret, place="Hidden prison")

        page, whole = read(browser, case), read(client_as("director"), case)

        for words in ("meeting", "letter", "Witness", "Relative", "wording", "prison"):
            assert f"Hidden {words}" in whole, words
            assert f"Hidden {words}" not in page, words
        assert 'Chronology <span class="section-count">1</span>' in page
        assert 'Chronology <span class="section-count">2</span>' in whole


class TestGrowth:
    @pytest.mark.parametrize("role", ["caseworker", "auditor"])
    def test_costs_the_same_for_any_number_of_rows(self, client_as, role):
        browser, case = client_as(role), CaseFactory()

        def cost():
            with CaptureQueriesContext(connection) as queries:
                read(browser, case)
            return len(queries)

        for _row in range(2):
            fill(case, PersonFactory())
        cost()
        few = cost()
        for _row in range(4):
            fill(case, PersonFactory())

        assert cost() == few
        assert few < 65
