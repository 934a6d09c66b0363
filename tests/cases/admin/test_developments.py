"""The pages of developments, of what sources say of them, and of violations."""

import pytest

from casework.cases.models import Citation, Development
from casework.core.choices import Confidentiality
from tests.cases.admin.pages import acts_by_form, add_page_of, page_of
from tests.factories.cases import CaseFactory, CitationFactory, DevelopmentFactory, ViolationFactory
from tests.factories.persons import PersonFactory, PersonNameFactory
from tests.factories.reference import LegalProvisionFactory, TermFactory
from tests.factories.sources import SourceFactory
from tests.pages import FormPage

pytestmark = pytest.mark.django_db


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
