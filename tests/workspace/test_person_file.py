"""The file of a person, across the cases that the reader may know of."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories.cases import (
    CaseFactory,
    CasePartyFactory,
    CaseStaffFactory,
    CitationFactory,
    DevelopmentPersonFactory,
)
from tests.factories.persons import (
    AffiliationFactory,
    ContactDetailFactory,
    PersonFactory,
    PersonNameFactory,
    PersonNationalityFactory,
    PersonOccupationFactory,
    RelationshipFactory,
)
from tests.factories.proceedings import CustodyFactory
from tests.workspace.case_rows import fill

pytestmark = pytest.mark.django_db


@pytest.fixture
def person():
    """Somebody on record."""
    return PersonFactory(name="Zhanbolat Mamay")


def read(browser, person):
    """Return the file as the browser is given it."""
    answer = browser.get(person.get_absolute_url())
    assert answer.status_code == 200
    return answer.content.decode()


class TestAccess:
    def test_is_refused_without_the_right_to_see_persons(self, client_as, person):
        assert client_as("administrator").get(person.get_absolute_url()).status_code == 403

    def test_of_a_restricted_person_exists_for_those_who_may_know_of_them(self, client_as):
        person = PersonFactory(restricted=True)

        assert client_as("caseworker").get(person.get_absolute_url()).status_code == 404
        assert client_as("director").get(person.get_absolute_url()).status_code == 200


class TestFile:
    def test_shows_names_facts_ties_and_where_the_person_stands(self, client_as, person):
        PersonNameFactory(person=person, native=True, name="Жанболат Мамай")
        PersonNationalityFactory(person=person)
        affiliation = AffiliationFactory(person=person, role_words="Editor")
        RelationshipFactory(other_person=person, person=PersonFactory(name="Inga"))
        CustodyFactory(person=person)
        CitationFactory(development=None, person=person, source__title="A profile")

        page = read(client_as("caseworker"), person)

        for words in ("Жанболат Мамай", "Kazakhstan", "Editor", affiliation.organisation.name, "Inga"):
            assert words in page, words
        assert "in custody: pre-trial detention" in page
        assert "A profile" in page

    def test_tells_of_cases_and_developments_the_reader_may_know_of_and_no_others(self, client_as, person):
        secret = CaseFactory(restricted=True, title="Hidden case")
        for case in (CaseFactory(title="Known case"), secret):
            CasePartyFactory(case=case, person=person)
            DevelopmentPersonFactory(
                person=person, development__case=case, development__headline=f"In the {case.title}"
            )
            CustodyFactory(case=case, person=person)

        page, whole = read(client_as("caseworker"), person), read(client_as("director"), person)

        assert "In the Known case" in page
        assert "Hidden" not in page
        assert secret.reference not in page
        assert "In the Hidden case" in whole

    def test_tells_how_to_reach_them_only_those_they_are_entrusted_to(self, client_as, staff, client, person):
        ContactDetailFactory(person=person, value="+7 700 000 00 00")
        member = staff("caseworker")
        case = CasePartyFactory(person=person).case
        CaseStaffFactory(case=case, user=member)
        client.force_login(member)

        assert "+7 700 000 00 00" not in read(client_as("caseworker"), person)
        assert "+7 700 000 00 00" in read(client, person)

    def test_offers_to_compare_possible_duplicates(self, client_as, person):
        other = PersonFactory(name="Zhanbolat Mamai")

        page = read(client_as("caseworker"), person)

        assert f"/merge/?other={other.pk}" in page
        assert "/merge/" not in read(client_as("auditor"), person)

    def test_of_a_merged_record_leads_to_the_one_that_was_kept(self, client_as, person):
        merged = PersonFactory(merged_into=person)
        browser = client_as("caseworker")

        assert f'href="{person.get_absolute_url()}"' in read(browser, merged)
        assert f'href="{merged.get_absolute_url()}"' in read(browser, person)


class TestGrowth:
    def test_costs_the_same_for_any_number_of_rows(self, client_as, person):
        browser = client_as("caseworker")

        def add(count):
            for _row in range(count):
                fill(CaseFactory(), person)
                DevelopmentPersonFactory(person=person)
                for factory in (PersonNameFactory, PersonOccupationFactory, AffiliationFactory):
                    CitationFactory(
                        development=None,
                        **{
                            PersonNameFactory: {"person_name": PersonNameFactory(person=person)},
                            PersonOccupationFactory: {"occupation": PersonOccupationFactory(person=person)},
                            AffiliationFactory: {"affiliation": AffiliationFactory(person=person)},
                        }[factory],
                    )
                RelationshipFactory(person=person)
                RelationshipFactory(other_person=person)

        def cost():
            with CaptureQueriesContext(connection) as queries:
                read(browser, person)
            return len(queries)

        PersonNationalityFactory(person=person)
        add(2)
        cost()
        few = cost()
        add(3)

        assert cost() == few
