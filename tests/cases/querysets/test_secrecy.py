"""Which persons and sources the secrecy of cases hides from someone, and which work on a case reveals."""

import pytest

from casework.persons.models import Person
from casework.sources.models import Source
from tests.cases.querysets.viewers import who_sees
from tests.factories.cases import (
    CaseFactory,
    CasePartyFactory,
    CitationFactory,
    ConsentFactory,
    DevelopmentPersonFactory,
    PerpetratorFactory,
    ViolationFactory,
)
from tests.factories.persons import PersonFactory
from tests.factories.sources import SourceFactory

pytestmark = pytest.mark.django_db


class TestHidesPerson:
    @pytest.mark.parametrize(
        "name_in",
        [
            lambda case, person: CasePartyFactory(case=case, person=person),
            lambda case, person: DevelopmentPersonFactory(development__case=case, person=person),
            lambda case, person: ViolationFactory(development__case=case, victim_person=person),
            lambda case, person: PerpetratorFactory(violation__development__case=case, person=person),
            lambda case, person: ConsentFactory(case=case, person=person),
        ],
        ids=["party", "person concerned", "victim", "perpetrator", "consenting"],
    )
    def test_hides_whom_only_restricted_cases_name(self, name_in, viewers):
        person = PersonFactory()

        name_in(CaseFactory(restricted=True), person)

        assert who_sees(person, viewers) == {"director", "auditor"}

    def test_hides_whom_only_a_restricted_development_names(self, viewers):
        person = DevelopmentPersonFactory(development__restricted=True).person

        assert who_sees(person, viewers) == {"director", "auditor"}

    def test_does_not_hide_whom_an_open_case_names_as_well(self, viewers):
        person = CasePartyFactory(case__restricted=True).person
        CasePartyFactory(person=person)

        assert "caseworker" in who_sees(person, viewers)

    def test_does_not_hide_whom_no_case_names(self, viewers):
        assert "caseworker" in who_sees(PersonFactory(), viewers)

    def test_does_not_hide_from_the_team(self, viewers):
        case = CaseFactory(restricted=True, team=[viewers["caseworker"]])

        person = CasePartyFactory(case=case).person

        assert "caseworker" in who_sees(person, viewers)


class TestRevealsPerson:
    def test_reveals_restricted_parties_to_the_team(self, viewers):
        case = CaseFactory(team=[viewers["caseworker"]])

        person = CasePartyFactory(case=case, person__restricted=True).person

        assert "caseworker" in who_sees(person, viewers)

    def test_reveals_them_to_nobody_else(self, viewers):
        person = CasePartyFactory(person__restricted=True).person

        assert Person.objects.revealed_to(viewers["caseworker"]).filter(pk=person.pk).count() == 0


class TestHidesSource:
    def test_hides_what_only_restricted_cases_cite(self, viewers):
        source = CitationFactory(development__case__restricted=True).source

        assert who_sees(source, viewers) == {"director", "auditor"}

    def test_hides_what_only_a_restricted_development_cites(self, viewers):
        source = CitationFactory(development__restricted=True).source

        assert who_sees(source, viewers) == {"director", "auditor"}

    def test_hides_the_consent_kept_in_a_restricted_case(self, viewers):
        source = ConsentFactory(case__restricted=True, document=SourceFactory()).document

        assert who_sees(source, viewers) == {"director", "auditor"}

    def test_hides_what_tells_only_of_a_hidden_person(self, viewers):
        person = CasePartyFactory(case__restricted=True).person

        source = CitationFactory(development=None, person=person).source

        assert who_sees(source, viewers) == {"director", "auditor"}

    def test_does_not_hide_what_an_open_case_cites_as_well(self, viewers):
        source = CitationFactory(development__case__restricted=True).source
        CitationFactory(source=source)

        assert "caseworker" in who_sees(source, viewers)

    def test_does_not_hide_what_nothing_cites(self, viewers):
        assert "caseworker" in who_sees(SourceFactory(), viewers)


class TestRevealsSource:
    def test_reveals_restricted_sources_to_the_team_that_cites_them(self, viewers):
        case = CaseFactory(restricted=True, team=[viewers["caseworker"]])

        source = CitationFactory(development__case=case, source__restricted=True).source

        assert "caseworker" in who_sees(source, viewers)

    def test_reveals_the_consent_to_the_team(self, viewers):
        case = CaseFactory(team=[viewers["caseworker"]])

        source = ConsentFactory(case=case, document=SourceFactory(restricted=True)).document

        assert Source.objects.visible_to(viewers["caseworker"]).filter(pk=source.pk).exists()
