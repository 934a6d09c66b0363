"""The lists: what each shows to whom, and how the address narrows, sorts and pages it."""

from datetime import date, timedelta
from urllib.parse import urlencode

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from casework.accounts.choices import Role
from casework.cases.choices import CaseStatus, PartyRole
from casework.core.partial_dates import PartialDate
from casework.persons.models import Person
from casework.workspace.choices import ListPage
from casework.workspace.lists.registry import PLANS
from casework.workspace.models import ListColumns
from tests.access.matters import SECRET_WORDS, matters
from tests.factories.advocacy import ActionCaseFactory, ClockFactory
from tests.factories.cases import (
    CaseFactory,
    CasePartyFactory,
    CaseSituationFactory,
    CaseStaffFactory,
    CitationFactory,
    DevelopmentFactory,
    TaskFactory,
)
from tests.factories.persons import (
    PersonFactory,
    PersonNameFactory,
    PersonNationalityFactory,
    PersonOccupationFactory,
)
from tests.factories.proceedings import (
    ChargeEventFactory,
    CustodyFactory,
    HearingFactory,
    ProceedingFactory,
)
from tests.workspace.list_pages import counts_in, list_of, narrowed, show_every_column, shown_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def caseworker(staff):
    return staff(Role.CASEWORKER)


@pytest.fixture
def browser(caseworker):
    client = Client()
    client.force_login(caseworker)
    return client


def hold(person, case):
    """Let a person be held since some day in 2022, in a case."""
    return CustodyFactory(person=person, case=case, began_by=DevelopmentFactory(case=case))


def fill_every_list():
    """Add one row, with all that hangs on it, to each list."""
    case = CaseFactory()
    person = CasePartyFactory(case=case).person
    CaseSituationFactory(case=case)
    PersonNameFactory(person=person, native=True)
    PersonNationalityFactory(person=person)
    PersonOccupationFactory(person=person)
    TaskFactory(case=case, due_on=timezone.localdate())
    hold(person, case)
    CitationFactory(development__case=case)
    HearingFactory(proceeding__case=case, proceeding__defendant=person, scheduled_on=timezone.localdate())
    ChargeEventFactory(charge__proceeding__case=case, charge__proceeding__defendant=person)
    ClockFactory(action=ActionCaseFactory(case=case).action)


class TestEveryList:
    @pytest.mark.parametrize("page", ListPage)
    def test_costs_the_same_for_any_number_of_rows(self, page, caseworker, browser):
        show_every_column(caseworker, page)
        facets = [name for name in PLANS[page].filters.base_filters if name != "q"]
        narrowed = list_of(page, **dict.fromkeys(facets, "none"), q="a")

        def open_list():
            assert browser.get(list_of(page)).context["page"].paginator.count
            assert browser.get(narrowed).status_code == 200

        def cost():
            with CaptureQueriesContext(connection) as captured:
                open_list()
            return len(captured)

        for _number in range(2):
            fill_every_list()
        few = cost()
        for _number in range(4):
            fill_every_list()

        assert cost() == few

    @pytest.mark.parametrize("page", ListPage)
    def test_can_be_sorted_by_every_column_that_says_so(self, page, caseworker, browser):
        show_every_column(caseworker, page)
        fill_every_list()

        for name, column in PLANS[page].table.base_columns.items():
            if column.sort:
                [head] = [
                    head
                    for head in browser.get(list_of(page, sort=f"-{name}")).context["heads"]
                    if head.direction
                ]
                assert head.direction == "descending"
                assert f"sort={name}" in head.address

    def test_names_nothing_that_is_hidden(self):
        with matters() as docket:
            for page in ListPage:
                record, answers = PLANS[page].table.record, {}
                for who in ("caseworker", "insider"):
                    show_every_column(docket.staff[who], page)
                    client = Client()
                    client.force_login(docket.user(who))
                    answers[who] = client.get(list_of(page))
                assert SECRET_WORDS not in answers["caseworker"].text
                if record in docket.hidden:
                    assert docket.hidden[record] not in shown_in(answers["caseworker"])
                    assert docket.hidden[record] in shown_in(answers["insider"])

    def test_says_what_to_do_next_when_there_is_nothing(self, browser, client_as):
        auditor = client_as(Role.AUDITOR)

        for page, plan in PLANS.items():
            to_caseworker, to_auditor = browser.get(list_of(page)).text, auditor.get(list_of(page)).text
            assert str(plan.none_yet) in to_caseworker
            assert plan.add_address in to_caseworker
            assert str(plan.none_yet) in to_auditor
            assert f'href="{plan.add_address}"' not in to_auditor


class TestFilters:
    @pytest.mark.parametrize(
        ("query", "expected"),
        [
            ({"whose": "led"}, {"led"}),
            ({"whose": "team"}, {"team"}),
            ({"whose": ["led", "team"]}, {"led", "team"}),
            ({"country": "BY"}, {"abroad"}),
            ({"country": "BY", "whose": "led"}, set()),
            ({"quiet": "60"}, {"led", "team", "abroad"}),
            ({"status": "closed"}, {"closed"}),
            ({"today": "held"}, {"led"}),
            ({"opened": "2022", "status": "intake", "today": "free"}, {"abroad"}),
            ({"q": "KZ-2022-9 aru"}, {"led"}),
            ({"status": "nonsense"}, set()),
            ({"lead": "x"}, set()),
            ({"q": "a" * 201}, set()),
            ({"nonsense": "1"}, {"led", "team", "abroad", "closed"}),
        ],
    )
    def test_narrow_the_list_of_cases(self, query, expected, caseworker):
        cases = {
            "led": CaseFactory(lead=caseworker, reference="KZ-2022-901", title="Aru Example"),
            "team": CaseStaffFactory(user=caseworker).case,
            "abroad": CaseFactory(country="BY"),
            "closed": CaseFactory(closed=True),
        }
        hold(CasePartyFactory(case=cases["led"]).person, cases["led"])
        CasePartyFactory(case=cases["abroad"])

        found = narrowed(ListPage.CASES, caseworker, urlencode(query, doseq=True)).qs

        assert set(found) == {cases[name] for name in expected}

    def test_find_a_role_only_in_cases_that_the_reader_may_know_of(self, caseworker):
        open_case, hidden = CaseFactory(), CaseFactory(restricted=True)
        person = CasePartyFactory(case=open_case, role=PartyRole.WITNESS).person
        CasePartyFactory(case=hidden, person=person, role=PartyRole.CLIENT)

        assert list(narrowed(ListPage.PERSONS, caseworker, "role=witness").qs) == [person]
        assert not narrowed(ListPage.PERSONS, caseworker, "role=client").qs.exists()

    def test_find_overdue_tasks_and_those_of_nobody(self, caseworker):
        overdue = TaskFactory(due_on=timezone.localdate() - timedelta(days=1))
        TaskFactory(due_on=timezone.localdate())

        assert list(narrowed(ListPage.TASKS, caseworker, "due=overdue&whose=nobody").qs) == [overdue]

    def test_find_proceedings_by_the_latest_status_of_a_charge(self, caseworker):
        event = ChargeEventFactory()
        ProceedingFactory()

        assert list(narrowed(ListPage.PROCEEDINGS, caseworker, "charge=filed").qs) == [
            event.charge.proceeding
        ]

    def test_are_each_taken_away_by_their_chip(self, browser):
        CaseFactory()

        answer = browser.get(list_of(ListPage.CASES, status=["intake", "active"], q="case", sort="title"))

        assert [(chip.label, chip.words, chip.address) for chip in answer.context["chips"]] == [
            ("Words", "Case", "?status=intake&status=active&sort=title"),
            ("Status", "Intake", "?q=case&status=active&sort=title"),
            ("Status", "Active", "?q=case&status=intake&sort=title"),
        ]

    def test_that_match_nothing_offer_a_way_back(self, browser):
        CaseFactory()

        answer = browser.get(list_of(ListPage.CASES, status="closed"))

        assert "No case matches these filters." in answer.text
        assert f'href="{list_of(ListPage.CASES)}"' in answer.text


class TestCounts:
    def test_are_taken_under_the_other_filters(self, browser):
        CaseFactory.create_batch(2, country="BY")
        CaseFactory(country="BY", status=CaseStatus.ACTIVE)
        CaseFactory(country="KZ", status=CaseStatus.ACTIVE)

        answer = browser.get(list_of(ListPage.CASES, country="BY"))

        assert counts_in(answer, "status") == {"Intake": 2, "Active": 1}
        assert counts_in(answer, "country") == {"Belarus": 3, "Kazakhstan": 1}

    def test_leave_out_what_is_hidden(self, browser, client_as):
        CaseFactory(country="BY")
        hidden = CaseFactory(country="TM", restricted=True, lead__full_name="Hidden Lead")
        CaseSituationFactory(case=hidden, situation__name="Hidden crisis")

        to_caseworker = browser.get(list_of(ListPage.CASES))
        to_director = client_as(Role.DIRECTOR).get(list_of(ListPage.CASES))

        assert counts_in(to_caseworker, "country") == {"Belarus": 1}
        assert "Hidden" not in to_caseworker.text
        assert counts_in(to_director, "country") == {"Belarus": 1, "Turkmenistan": 1}
        assert counts_in(to_director, "situation") == {"Hidden crisis": 1}

    @pytest.mark.parametrize("page", ListPage)
    def test_agree_with_what_each_choice_leaves(self, page, caseworker):
        fill_every_list()
        CasePartyFactory(case=CaseFactory(closed=True), role=PartyRole.RELATIVE)

        offered = [
            (choice.address.removeprefix("?"), choice.count)
            for facet in narrowed(page, caseworker).facets
            for choice in (*facet.choices, *facet.further)
        ]

        assert offered
        assert [(query, narrowed(page, caseworker, query).qs.count()) for query, _count in offered] == offered


class TestRows:
    def test_tell_where_the_clients_of_a_case_stand(self, browser):
        case = CaseFactory()
        hold(CasePartyFactory(case=case, person__name="Aru").person, case)
        CasePartyFactory(case=case, person__name="Bolat")
        CasePartyFactory(case=case, person__name="Hidden", person__restricted=True)

        answer = browser.get(list_of(ListPage.CASES))

        [row] = answer.context["rows"]
        assert "<li>Aru " in row.get_cell("state")
        assert "in custody: pre-trial detention" in row.get_cell("state")
        assert '<li>Bolat <span class="state state--free">not held</span></li>' in row.get_cell("state")
        assert "Hidden" not in answer.text

    def test_tell_the_next_date_of_a_case_and_for_how_long_nothing_happened(self, caseworker, browser):
        today = timezone.localdate()
        case = CaseFactory()
        DevelopmentFactory(case=case, occurred=PartialDate.on(today - timedelta(days=12)))
        TaskFactory(case=case, due_on=today + timedelta(days=9))
        HearingFactory(proceeding__case=case, scheduled_on=today + timedelta(days=3))

        [shown] = shown_in(browser.get(list_of(ListPage.CASES)))

        assert shown.silence == 12
        assert shown.next_on == today + timedelta(days=3)
        assert shown.open_tasks >= 1

    def test_are_in_the_order_asked_for_with_what_is_unknown_or_done_last(self, browser):
        late, early, unknown, done = (
            TaskFactory(due_on=date(2022, 5, 1)),
            TaskFactory(due_on=date(2022, 4, 1)),
            TaskFactory(),
            TaskFactory(due_on=date(2022, 3, 1), done=True),
        )

        assert shown_in(browser.get(list_of(ListPage.TASKS))) == [early, late, unknown, done]
        assert shown_in(browser.get(list_of(ListPage.TASKS, sort="-due"))) == [late, early, unknown, done]

    def test_leave_out_persons_who_were_merged_into_others(self, browser):
        kept = PersonFactory()
        PersonFactory(merged_into=kept)

        assert shown_in(browser.get(list_of(ListPage.PERSONS))) == [kept]


class TestPages:
    def test_hold_fifty_rows_and_keep_the_filter(self, browser):
        PersonFactory.create_batch(51, name="Somebody")
        PersonFactory(name="Else")

        first = browser.get(list_of(ListPage.PERSONS, q="somebody"))
        second = browser.get(list_of(ListPage.PERSONS, q="somebody", page="2"))
        beyond = browser.get(list_of(ListPage.PERSONS, q="somebody", page="99"))

        assert "1\N{EN DASH}50 of 51" in first.text
        assert 'data-total="51"' in first.text
        assert "?q=somebody&amp;page=2" in first.text
        assert len(shown_in(second)) == 1
        assert shown_in(beyond) == shown_in(second)
        assert Person.objects.count() == 52


class TestColumns:
    def test_are_those_that_the_reader_chose(self, caseworker, browser, client_as):
        CaseFactory()
        address = reverse("workspace:list_columns", args=[ListPage.CASES], query={"status": "intake"})

        answer = browser.post(address, {"columns": ["closed", "title", "nonsense"]})

        assert answer["Location"] == list_of(ListPage.CASES, status="intake")
        assert [head.name for head in browser.get(list_of(ListPage.CASES)).context["heads"]] == [
            "Reference",
            "Title",
            "Closed",
        ]
        assert len(client_as(Role.CASEWORKER).get(list_of(ListPage.CASES)).context["heads"]) > 3

    def test_become_the_usual_ones_again(self, caseworker, browser):
        show_every_column(caseworker)

        browser.post(reverse("workspace:list_columns", args=[ListPage.CASES]), {"usual": "1"})

        assert not ListColumns.objects.exists()

    def test_of_a_list_that_does_not_exist_cannot_be_chosen(self, browser, client_as):
        address = reverse("workspace:list_columns", args=[ListPage.CASES])

        assert browser.post(reverse("workspace:list_columns", args=["nonsense"])).status_code == 404
        assert client_as(Role.ADMINISTRATOR).post(address).status_code == 403
