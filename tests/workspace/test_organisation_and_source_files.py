"""The files of organisations and sources: what they are, and where the reader meets them."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.factories.advocacy import ActionTargetFactory, DesignationFactory, StatementFactory
from tests.factories.cases import CaseFactory, CitationFactory, PerpetratorFactory, ViolationFactory
from tests.factories.persons import (
    AffiliationFactory,
    OrganisationFactory,
    OrganisationStatusFactory,
    PersonFactory,
    PersonNameFactory,
    PersonOccupationFactory,
)
from tests.factories.proceedings import ArrestFactory, CustodyFactory, DecisionFactory, ProceedingFactory
from tests.factories.sources import SourceFactory, SourceFileFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def files(settings, tmp_path):
    """Keep the files that a test takes in among its own."""
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def browser(client_as):
    """The browser of a caseworker who is on no team."""
    return client_as("caseworker")


def read(browser, record):
    """Return the file of the record as the browser is given it."""
    answer = browser.get(record.get_absolute_url())
    assert answer.status_code == 200
    return answer.content.decode()


def cost(browser, record):
    """Return how many queries the file takes."""
    with CaptureQueriesContext(connection) as queries:
        read(browser, record)
    return len(queries)


class TestOrganisation:
    @staticmethod
    def use(organisation):
        """Let the organisation turn up in every way there is."""
        ArrestFactory(carried_out_by=organisation)
        proceeding = ProceedingFactory(court=organisation)
        DecisionFactory(proceeding=proceeding, authority=organisation)
        CustodyFactory(facility=organisation, authority=organisation, ended=True)
        ActionTargetFactory(organisation=organisation)
        SourceFactory(publisher=organisation)
        StatementFactory(issued_by=organisation)
        DesignationFactory(designated_by=organisation)
        ViolationFactory(victim_person=None, victim_organisation=organisation)
        PerpetratorFactory(organisation=organisation, violation=ViolationFactory())
        AffiliationFactory(organisation=organisation)
        OrganisationStatusFactory(organisation=organisation)
        OrganisationFactory(parent=organisation)

    def test_is_refused_without_the_right_to_see_organisations(self, client_as):
        address = OrganisationFactory().get_absolute_url()

        assert client_as("administrator").get(address).status_code == 403

    def test_shows_where_it_turns_up_and_how_it_stands(self, browser):
        prison = OrganisationFactory(prison=True)
        OrganisationStatusFactory(organisation=prison)
        custody = CustodyFactory(facility=prison, person__name="Ajar Nur")

        page = read(browser, prison)

        assert "Registration denied" in page
        assert "Custody there" in page
        assert f'href="{custody.case.get_absolute_url()}"' in page

    def test_counts_nothing_of_a_case_the_reader_may_not_know_of(self, browser, client_as):
        prison = OrganisationFactory(prison=True)
        CustodyFactory(case=CaseFactory(restricted=True), facility=prison)

        assert "Custody there" not in read(browser, prison)
        assert "Custody there" in read(client_as("director"), prison)

    def test_costs_the_same_for_any_number_of_uses(self, browser):
        organisation = OrganisationFactory()
        for _row in range(2):
            self.use(organisation)
        cost(browser, organisation)
        few = cost(browser, organisation)
        for _row in range(4):
            self.use(organisation)

        assert cost(browser, organisation) == few


class TestSource:
    def test_is_refused_without_the_right_to_see_sources(self, client_as):
        assert client_as("administrator").get(SourceFactory().get_absolute_url()).status_code == 403

    def test_of_a_restricted_source_exists_for_those_who_may_know_of_it(self, browser, client_as):
        source = SourceFactory(restricted=True)

        assert browser.get(source.get_absolute_url()).status_code == 404
        assert client_as("auditor").get(source.get_absolute_url()).status_code == 200

    def test_offers_its_files_for_download(self, browser):
        kept = SourceFileFactory()

        page = read(browser, kept.source)

        assert reverse("admin:sources_source_file", args=[kept.source_id, kept.pk]) in page
        assert kept.sha256 in page

    def test_shows_what_it_is_cited_for_case_by_case_and_hides_the_rest(self, browser, client_as):
        source = SourceFactory()
        CitationFactory(source=source, development__headline="Known arrest", locator="par. 3")
        CitationFactory(
            source=source, development__headline="Hidden arrest", development__case__restricted=True
        )
        CitationFactory(source=source, development=None, person=PersonFactory(name="Ajar Nur"))

        page, whole = read(browser, source), read(client_as("director"), source)

        for words in ("Known arrest", "par. 3", "Ajar Nur"):
            assert words in page, words
        assert "Hidden arrest" not in page
        assert 'Cited for <span class="section-count">2</span>' in page
        assert "Hidden arrest" in whole

    def test_costs_the_same_for_any_number_of_citations(self, browser):
        source = SourceFactory()

        def cite(count):
            for _row in range(count):
                CitationFactory(source=source)
                CitationFactory(source=source, development=None, person_name=PersonNameFactory())
                CitationFactory(source=source, development=None, occupation=PersonOccupationFactory())
                CitationFactory(source=source, development=None, affiliation=AffiliationFactory())
                SourceFileFactory(source=source)

        cite(2)
        cost(browser, source)
        few = cost(browser, source)
        cite(4)

        assert cost(browser, source) == few
