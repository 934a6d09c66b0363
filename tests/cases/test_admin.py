"""The pages on which casework is kept."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from casework.accounts.choices import Role
from casework.audit.choices import Origin
from casework.audit.models import ChangeSet, Entry
from casework.cases.choices import CaseStatus, Outcome, StaffRole
from casework.cases.models import Case, Citation, Development, Task, Violation
from casework.core.choices import Confidentiality
from casework.core.partial_dates import PartialDate
from tests.factories.accounts import UserFactory
from tests.factories.cases import (
    CaseFactory,
    CasePartyFactory,
    CaseStaffFactory,
    CitationFactory,
    ConsentFactory,
    DevelopmentFactory,
    SituationFactory,
    TaskFactory,
    ViolationFactory,
)
from tests.factories.persons import PersonFactory, PersonNameFactory
from tests.factories.reference import LegalProvisionFactory, TermFactory
from tests.factories.sources import SourceFactory
from tests.pages import FormPage

pytestmark = pytest.mark.django_db


def page_of(row):
    return reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_change", args=[row.pk])


def add_page_of(model):
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_add")


def list_of(model):
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist")


@pytest.fixture
def caseworker():
    return UserFactory(role=Role.CASEWORKER, full_name="Anna Example")


@pytest.fixture
def browser(client, caseworker):
    """A browser in which the caseworker is signed in."""
    client.force_login(caseworker)
    return client


def acts_by_form():
    return ChangeSet.objects.filter(origin=Origin.FORM)


class TestAddingACase:
    def test_writes_it_and_all_its_parts_as_one_act(self, browser, caseworker):
        person, situation = PersonFactory(), SituationFactory()
        page = FormPage.open(browser, add_page_of(Case))
        page.fill(title="Aru Example", country="KZ", opened_on="2031-02-26", reason="She wrote to us.")
        page.add_row("parties", person=person.pk, role="client")
        page.add_row("developments", occurred="25 Feb 2031", kind="arrest", headline="Arrested")
        page.add_row("tasks", title="Call the family", due_on="2031-03-01", assignee=caseworker.pk)
        page.add_row("consents", person=person.pk, use="casework", given_by="herself", given_on="2031-02-26")
        page.add_row("situations", situation=situation.pk)

        answer = page.send()

        assert answer.response.status_code == 302, answer.text
        case = Case.objects.get()
        assert [str(row) for row in case.developments.all()] == ["25 Feb 2031: Arrested"]
        assert (case.parties.get().person, case.consents.get().person) == (person, person)
        assert case.situations.get().situation == situation
        act = acts_by_form().get()
        assert (act.actor_name, act.reason) == ("Anna Example", "She wrote to us.")
        assert sorted(act.entries.values_list("model", flat=True)) == [
            "cases.case",
            "cases.caseparty",
            "cases.casesituation",
            "cases.casestaff",
            "cases.consent",
            "cases.development",
            "cases.task",
        ]

    def test_gives_the_next_reference_and_seats_the_lead(self, browser, caseworker):
        page = FormPage.open(browser, add_page_of(Case))

        page.fill(title="Aru Example", country="KZ", opened_on="2031-02-26").send()

        case = Case.objects.get()
        assert case.reference == "KZ-2031-001"
        assert case.lead == caseworker
        assert case.staff.get().role == StaffRole.LEAD

    def test_offers_today_and_oneself(self, browser, caseworker):
        page = FormPage.open(browser, add_page_of(Case))

        form = page.response.context["adminform"].form
        assert form["opened_on"].value() == timezone.localdate()
        assert page.values["lead"] == [str(caseworker.pk)]

    def test_keeps_whoever_opens_a_restricted_case_on_its_team(self, browser, caseworker):
        lead = UserFactory(role=Role.DIRECTOR)
        page = FormPage.open(browser, add_page_of(Case))
        page.fill(title="Aru", country="KZ", opened_on="2031-02-26", lead=lead.pk)

        page.fill(confidentiality="restricted").send()

        case = Case.objects.visible_to(caseworker).get()
        assert dict(case.staff.values_list("user", "role")) == {lead.pk: "lead", caseworker.pk: "member"}

    def test_refuses_a_lead_who_works_on_no_case(self, browser):
        auditor = UserFactory(role=Role.AUDITOR)
        page = FormPage.open(browser, add_page_of(Case))

        answer = page.fill(title="Aru", country="KZ", opened_on="2031-02-26", lead=auditor.pk).send()

        assert "has no role in which cases are worked on" in answer.text
        assert not Case.objects.exists()

    def test_refuses_a_second_lead_on_the_team(self, browser):
        page = FormPage.open(browser, add_page_of(Case))

        assert page.options["staff-__prefix__-role"] == ["member", "reviewer"]


class TestChangingACase:
    def test_closes_it_for_a_reason(self, browser):
        case = CaseFactory()
        page = FormPage.open(browser, page_of(case))

        page.fill(status="closed", closed_on="2023-06-01", closing_outcome="released", reason="Free.").send()

        case.refresh_from_db()
        assert (case.status, case.closing_outcome) == (CaseStatus.CLOSED, Outcome.RELEASED)
        assert acts_by_form().get().reason == "Free."

    def test_does_not_close_it_without_a_reason(self, browser):
        case = CaseFactory()
        page = FormPage.open(browser, page_of(case))

        answer = page.fill(status="closed", closed_on="2023-06-01", closing_outcome="released").send()

        case.refresh_from_db()
        assert not case.is_closed
        assert "this change needs a reason" in answer.text
        assert answer.values["closing_outcome"] == ["released"]

    def test_does_not_close_it_while_something_objects(self, browser):
        case = TaskFactory().case
        page = FormPage.open(browser, page_of(case))
        page.fill(status="closed", closed_on="2023-06-01", closing_outcome="released", reason="Free.")

        answer = page.send()

        case.refresh_from_db()
        assert not case.is_closed
        assert "1 task is not done." in answer.text

    def test_does_not_close_it_without_an_outcome(self, browser):
        case = CaseFactory()
        page = FormPage.open(browser, page_of(case))

        answer = page.fill(status="closed", closed_on="2023-06-01", reason="Free.").send()

        assert "A closed case has the day it closed and its outcome" in answer.text

    def test_does_not_ask_again_while_it_stays_closed(self, browser):
        case = TaskFactory(case__closed=True).case
        page = FormPage.open(browser, page_of(case))

        page.fill(title="Another title").send()

        case.refresh_from_db()
        assert case.title == "Another title"

    def test_reopens_it(self, browser):
        case = CaseFactory(closed=True)
        page = FormPage.open(browser, page_of(case))

        page.fill(status="active", closed_on="", closing_outcome="", reason="Arrested again.").send()

        case.refresh_from_db()
        assert case.status == CaseStatus.ACTIVE

    def test_hands_it_over_with_its_place_on_the_team(self, browser, caseworker):
        case = CaseFactory(lead=caseworker, team=[caseworker])
        other = UserFactory(role=Role.CASEWORKER)
        page = FormPage.open(browser, page_of(case))

        page.fill(lead=other.pk).send()

        assert dict(case.staff.values_list("user", "role")) == {other.pk: "lead", caseworker.pk: "member"}

    def test_keeps_whoever_restricts_it_on_its_team(self, browser, caseworker):
        case = CaseFactory()
        page = FormPage.open(browser, page_of(case))

        page.fill(confidentiality="restricted", reason="Threats.").send()

        assert Case.objects.visible_to(caseworker).get().confidentiality == Confidentiality.RESTRICTED

    def test_lets_one_leave_the_team(self, browser, caseworker):
        case = CaseFactory(restricted=True, team=[caseworker])
        page = FormPage.open(browser, page_of(case))

        page.fill(**{"staff-0-DELETE": "on"}, reason="Moved to another desk.").send()

        assert not Case.objects.visible_to(caseworker).exists()

    def test_leaves_the_lead_out_of_the_rows_of_the_team(self, browser):
        case = CaseFactory()
        CaseStaffFactory(case=case, user=case.lead, as_lead=True)

        page = FormPage.open(browser, page_of(case))

        assert page.values["staff-TOTAL_FORMS"] == ["0"]

    def test_writes_nothing_where_nothing_changed(self, browser):
        case = CaseFactory()
        CaseStaffFactory(case=case, user=case.lead, as_lead=True)
        DevelopmentFactory(case=case)
        page = FormPage.open(browser, page_of(case))

        page.send()

        assert not acts_by_form().exists()

    def test_leaves_out_restricted_developments(self, browser):
        development = DevelopmentFactory(restricted=True, headline="A secret meeting")

        page = FormPage.open(browser, page_of(development.case))

        assert "A secret meeting" not in page.text
        assert page.values["developments-TOTAL_FORMS"] == ["0"]

    def test_refuses_the_posted_number_of_a_restricted_development(self, browser):
        development = DevelopmentFactory(restricted=True, headline="A secret meeting")
        page = FormPage.open(browser, page_of(development.case))
        page.add_row("developments", occurred="2022", kind="arrest", headline="Overwritten")
        page.values["developments-INITIAL_FORMS"] = ["1"]
        page.fill(**{"developments-0-id": development.pk, "developments-0-case": development.case.pk})

        page.send()

        development.refresh_from_db()
        assert development.headline == "A secret meeting"

    @pytest.mark.parametrize("page", ["change", "delete", "history"])
    def test_of_a_hidden_one_there_is_no_page(self, browser, page):
        case = CaseFactory(restricted=True)

        answer = browser.get(reverse(f"admin:cases_case_{page}", args=[case.pk]))

        assert answer.status_code == 404

    def test_shows_an_auditor_all_and_no_way_to_save(self, client):
        client.force_login(UserFactory(role=Role.AUDITOR))
        case = DevelopmentFactory(case__restricted=True, headline="Arrested").case

        page = FormPage.open(client, page_of(case))

        assert "Arrested" in page.text
        assert 'name="_save"' not in page.text


class TestListOfCases:
    def test_tells_the_latest_development_of_each(self, browser):
        case = CaseFactory(title="Aru Example")
        DevelopmentFactory(case=case, headline="Fined", occurred=PartialDate.read("about 11 Feb 2022"))

        answer = browser.get(list_of(Case))

        assert "about 11 Feb 2022: Fined" in answer.content.decode()

    def test_leaves_out_hidden_ones(self, browser):
        CaseFactory(title="Aru Example")
        CaseFactory(title="Bolat Example", restricted=True)

        text = browser.get(list_of(Case)).content.decode()

        assert "Aru Example" in text
        assert "Bolat Example" not in text

    @pytest.mark.parametrize("words", ["KZ-2022-901", "Aru", "Жанар", "Janar", "KZ-2022 жанар"])
    def test_is_searched_by_reference_title_and_names_in_any_script(self, browser, words):
        found = CaseFactory(reference="KZ-2022-901", title="Aru Example")
        CasePartyFactory(case=found, person=PersonFactory(name="Zhanar Examplekyzy"))
        PersonNameFactory(person=found.parties.get().person, name="Жанар Экземплярқызы", native=True)
        CaseFactory(title="Bolat")

        answer = browser.get(list_of(Case), {"q": words})

        assert [case.pk for case in answer.context["cl"].result_list] == [found.pk]

    def test_is_not_searched_by_names_of_hidden_persons(self, browser):
        CasePartyFactory(person=PersonFactory(name="Zhanar Examplekyzy", restricted=True))

        answer = browser.get(list_of(Case), {"q": "Zhanar"})

        assert len(answer.context["cl"].result_list) == 0

    @pytest.mark.parametrize(
        ("query", "expected"),
        [
            ({"whose": "led"}, {"led"}),
            ({"whose": "team"}, {"team"}),
            ({"country": "BY"}, {"abroad"}),
            ({"quiet": "30"}, {"led", "team", "abroad"}),
            ({"status__exact": "closed"}, {"closed"}),
        ],
    )
    def test_is_narrowed(self, browser, caseworker, query, expected):
        cases = {
            "led": CaseFactory(lead=caseworker),
            "team": CaseStaffFactory(user=caseworker).case,
            "abroad": CaseFactory(country="BY"),
            "closed": CaseFactory(closed=True),
        }
        busy = DevelopmentFactory(occurred=PartialDate.on(timezone.localdate())).case

        answer = browser.get(list_of(Case), query)

        assert {case.pk for case in answer.context["cl"].result_list} == {cases[name].pk for name in expected}
        assert busy.pk not in {cases[name].pk for name in expected}

    def test_offers_only_countries_that_occur(self, browser):
        CaseFactory(country="BY")
        CaseFactory(country="TM", restricted=True)

        answer = browser.get(list_of(Case))

        country = next(spec for spec in answer.context["cl"].filter_specs if spec.title == "country")
        assert country.lookup_choices == [("BY", "Belarus")]


class TestListsOfCasework:
    @pytest.mark.parametrize(
        ("model", "factory"),
        [
            (Case, DevelopmentFactory),
            (Development, DevelopmentFactory),
            (Violation, ViolationFactory),
            (Citation, CitationFactory),
            (Task, TaskFactory),
        ],
    )
    def test_cost_the_same_for_any_number_of_rows(self, browser, model, factory):
        def queries():
            with CaptureQueriesContext(connection) as captured:
                assert browser.get(list_of(model)).status_code == 200
            return len(captured)

        factory()
        factory()
        queries()
        few = queries()
        for _ in range(6):
            factory()

        assert queries() == few


class TestAutocompleteOfCases:
    def test_tells_namesakes_apart(self, browser):
        CaseFactory(reference="KZ-2022-901", title="Aru Example")
        CaseFactory(title="Aru Hidden", restricted=True)

        answer = browser.get(
            reverse("admin:autocomplete"),
            {"app_label": "cases", "model_name": "development", "field_name": "case", "term": "aru"},
        )

        assert [choice["text"] for choice in answer.json()["results"]] == [
            "KZ-2022-901 · Aru Example · Kazakhstan"
        ]


class TestDevelopmentPages:
    def test_log_one_with_persons_sources_and_violations_as_one_act(self, browser):
        case, person, source = CaseFactory(), PersonFactory(), SourceFactory()
        kind_of_act = TermFactory(violation_type=True)
        page = FormPage.open(browser, add_page_of(Development))
        page.fill(case=case.pk, kind="arrest", headline="Arrested", occurred="about 11 Feb 2022")
        page.fill(occurred_words="two weeks earlier", occurred_basis="computed")
        page.add_row("persons", person=person.pk, role="subject")
        page.add_row("citations", source=source.pk, locator="para. 4", stance="supports")
        page.add_row("violations", type=kind_of_act.pk, victim_person=person.pk, certainty="inferred")

        answer = page.send()

        assert answer.response.status_code == 302, answer.text
        development = Development.objects.get()
        assert development.occurred.words == "two weeks earlier"
        assert development.persons.get().person == person
        assert development.citations.get().source == source
        assert development.violations.get().type == kind_of_act
        assert acts_by_form().get().entries.count() == 4

    def test_refuse_the_posted_number_of_a_hidden_case(self, browser):
        case = CaseFactory(restricted=True)
        page = FormPage.open(browser, add_page_of(Development))

        answer = page.fill(case=case.pk, kind="arrest", headline="Arrested").send()

        assert "Select a valid choice" in answer.text
        assert not Development.objects.exists()

    def test_refuse_to_follow_one_of_another_case(self, browser):
        page = FormPage.open(browser, page_of(DevelopmentFactory()))

        answer = page.fill(follows=DevelopmentFactory().pk).send()

        assert "one of the same case" in answer.text

    def test_keep_what_it_follows_from_whoever_may_not_know_of_that(self, browser):
        secret = DevelopmentFactory(restricted=True, headline="A secret meeting")
        development = DevelopmentFactory(case=secret.case, follows=secret)
        page = FormPage.open(browser, page_of(development))

        page.fill(headline="Beaten").send()

        development.refresh_from_db()
        assert "A secret meeting" not in page.text
        assert (development.headline, development.follows) == ("Beaten", secret)

    def test_keep_it_in_its_case(self, browser):
        development = DevelopmentFactory()
        page = FormPage.open(browser, page_of(development))

        page.fill(case=CaseFactory().pk, headline="Beaten", reason="Moved.").send()

        stored = Development.objects.get(pk=development.pk)
        assert (stored.headline, stored.case) == ("Beaten", development.case)

    def test_owe_a_reason_for_restricting_it(self, browser):
        development = DevelopmentFactory()
        page = FormPage.open(browser, page_of(development))

        answer = page.fill(confidentiality="restricted").send()

        development.refresh_from_db()
        assert development.confidentiality == Confidentiality.OPEN
        assert "this change needs a reason" in answer.text


class TestViolationPages:
    def test_record_who_did_it_and_what_it_breaks(self, browser):
        violation, provision = ViolationFactory(), LegalProvisionFactory()
        page = FormPage.open(browser, page_of(violation))
        page.add_row("perpetrators", description="four men in plain clothes")
        page.add_row("provisions", provision=provision.pk)

        page.send()

        assert violation.perpetrators.get().description == "four men in plain clothes"
        assert violation.provisions.get().provision == provision

    def test_refuse_a_second_victim(self, browser):
        violation = ViolationFactory(of_organisation=True)
        page = FormPage.open(browser, page_of(violation))

        answer = page.fill(victim_person=PersonFactory().pk).send()

        assert "A violation has one victim" in answer.text


class TestCitationPages:
    @pytest.fixture
    def name(self):
        PersonNameFactory()
        return PersonNameFactory(name="Жанар", native=True)

    def test_offer_the_details_of_the_person_spoken_of(self, browser, name):
        page = FormPage.open(browser, f"{add_page_of(Citation)}?person={name.person.pk}")

        assert page.options["person_name"] == ["", str(name.pk)]
        assert page.options["affiliation"] == [""]

    def test_offer_no_details_before_that(self, browser, name):
        page = FormPage.open(browser, add_page_of(Citation))

        assert page.options["person_name"] == [""]

    def test_let_a_detail_stand_for_its_person(self, browser, name):
        page = FormPage.open(browser, f"{add_page_of(Citation)}?person={name.person.pk}")

        page.fill(source=SourceFactory().pk, person_name=name.pk).send()

        citation = Citation.objects.get()
        assert (citation.person, citation.person_name) == (None, name)

    def test_offer_the_details_again_later(self, browser, name):
        citation = CitationFactory(development=None, person_name=name)

        page = FormPage.open(browser, page_of(citation))

        assert page.values["person_name"] == [str(name.pk)]

    def test_refuse_a_detail_of_a_hidden_person(self, browser):
        name = PersonNameFactory(person__restricted=True)
        page = FormPage.open(browser, add_page_of(Citation))

        page.fill(source=SourceFactory().pk, person=name.person.pk, person_name=name.pk).send()

        assert not Citation.objects.exists()

    @pytest.mark.parametrize("development", [True, False])
    def test_refuse_two_things_and_none(self, browser, name, development):
        page = FormPage.open(browser, f"{add_page_of(Citation)}?person={name.person.pk}")
        page.fill(source=SourceFactory().pk)
        if development:
            page.fill(development=DevelopmentFactory().pk)
        else:
            page.fill(person="")

        answer = page.send()

        assert "A citation speaks of exactly one thing" in answer.text


class TestTaskPages:
    def test_assign_a_new_task_to_whoever_writes_it_down(self, browser, caseworker):
        page = FormPage.open(browser, add_page_of(Task))

        page.fill(case=CaseFactory().pk, title="Call the family").send()

        assert Task.objects.get().assignee == caseworker

    @pytest.mark.parametrize(
        ("query", "expected"),
        [
            ({"due": "open"}, {"overdue", "soon", "later"}),
            ({"due": "overdue"}, {"overdue"}),
            ({"due": "7"}, {"soon"}),
            ({"due": "30"}, {"soon", "later"}),
            ({"due": "done"}, {"done"}),
            ({"whose": "mine"}, {"soon"}),
        ],
    )
    def test_list_what_is_due(self, browser, caseworker, query, expected):
        today = timezone.localdate()
        tasks = {
            "overdue": TaskFactory(due_on=today - timedelta(days=1)),
            "soon": TaskFactory(due_on=today + timedelta(days=7), assignee=caseworker),
            "later": TaskFactory(due_on=today + timedelta(days=8)),
            "done": TaskFactory(done=True),
        }

        answer = browser.get(list_of(Task), query)

        found = {task.pk for task in answer.context["cl"].result_list}
        assert found == {tasks[name].pk for name in expected}


class TestConsentPages:
    def test_owe_a_reason_for_withdrawing_it(self, browser):
        consent = ConsentFactory()
        page = FormPage.open(browser, page_of(consent))

        answer = page.fill(withdrawn_on="2022-09-01").send()

        consent.refresh_from_db()
        assert consent.withdrawn_on is None
        assert "this change needs a reason" in answer.text

    def test_withdraw_it_for_a_reason(self, browser):
        consent = ConsentFactory()
        page = FormPage.open(browser, page_of(consent))

        page.fill(withdrawn_on="2022-09-01", reason="He asked us to.").send()

        consent.refresh_from_db()
        assert consent.withdrawn_on == date(2022, 9, 1)
        assert Entry.objects.get(pk=consent.head_id).change_set.reason == "He asked us to."


class TestSituationPages:
    def test_describe_one_with_its_date(self, browser):
        page = FormPage.open(browser, add_page_of(SituationFactory._meta.model))

        page.fill(name="January events", country="KZ", occurred="Jan 2022").send()

        answer = browser.get(list_of(SituationFactory._meta.model))
        assert "Jan 2022" in answer.content.decode()
