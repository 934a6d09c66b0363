"""The pages on which cases and situations are kept."""

import pytest
from django.urls import reverse
from django.utils import timezone

from casework.accounts.choices import Role
from casework.cases.choices import CaseStatus, Outcome, StaffRole
from casework.cases.models import Case
from casework.core.choices import Confidentiality
from tests.cases.admin.pages import acts_by_form, add_page_of, list_of, page_of
from tests.factories.accounts import UserFactory
from tests.factories.cases import (
    CaseFactory,
    CaseStaffFactory,
    DevelopmentFactory,
    SituationFactory,
    TaskFactory,
)
from tests.factories.persons import PersonFactory
from tests.pages import FormPage

pytestmark = pytest.mark.django_db


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


class TestSituationPages:
    def test_describe_one_with_its_date(self, browser):
        page = FormPage.open(browser, add_page_of(SituationFactory._meta.model))

        page.fill(name="January events", country="KZ", occurred="Jan 2022").send()

        answer = browser.get(list_of(SituationFactory._meta.model))
        assert "Jan 2022" in answer.content.decode()
