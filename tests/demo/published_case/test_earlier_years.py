"""What was done to him before 2022: the arrest of 2012, the conviction of 2017, the party."""

from datetime import date

import pytest

from casework.cases.choices import DevelopmentKind
from casework.cases.models import Violation
from casework.core.choices import Certainty
from casework.persons.choices import OrganisationKind, RegistrationStatus
from casework.persons.models import Affiliation, Organisation, OrganisationStatus
from casework.proceedings.choices import ChargeStatus, ProceedingStatus
from casework.proceedings.models import Arrest, Custody, SentenceComponent
from tests.demo.published_case.charges import history
from tests.demo.published_case.citations import paragraphs
from tests.demo.published_case.days import ARREST

pytestmark = pytest.mark.django_db


class TestYear2012:
    def test_brought_an_arrest_after_he_supported_oil_workers(self, seen, mamay, told, statement):
        arrest = seen(Arrest).get(person=mamay, development__occurred_edtf="2012")

        assert told("Zhanaozen").kind == DevelopmentKind.ACTIVITY
        assert paragraphs(arrest.development, statement) == ["paragraph 4"]

    def test_brought_a_charge_that_was_dropped_later(self, charge, told, statement):
        hatred = charge("inciting social hatred")

        assert history(hatred) == [(ChargeStatus.FILED, "2012"), (ChargeStatus.DROPPED, "2012/..")]
        dropped = hatred.events.get(status=ChargeStatus.DROPPED).development
        assert dropped.occurred.words == "later"
        assert hatred.conduct == told("Zhanaozen")
        assert hatred.proceeding.status == ProceedingStatus.CLOSED
        assert paragraphs(dropped, statement) == ["paragraph 4"]


class TestYear2017:
    def test_found_him_editor_of_tribuna(self, seen, mamay, statement):
        place = seen(Affiliation).get(person=mamay, organisation__name="Tribuna")

        assert place.organisation.kind == OrganisationKind.MEDIA
        assert place.role.code == "editor"
        assert place.began.latest == date(2017, 12, 31)
        assert paragraphs(place, statement) == ["paragraph 4"]

    def test_found_the_newspaper_itself_harassed(self, seen, case):
        violation = seen(Violation).get(development__case=case, victim_organisation__name="Tribuna")

        assert violation.type.code == "harassment"
        assert violation.perpetrators.get().organisation.name == "Government of Kazakhstan"

    def test_ended_in_a_conviction_without_a_sentence_stated(self, seen, charge, statement):
        laundering = charge("money laundering")

        assert history(laundering) == [(ChargeStatus.ACCUSED, "2017"), (ChargeStatus.CONVICTED, "2017~")]
        assert not seen(SentenceComponent, decision__proceeding=laundering.proceeding).exists()
        convicted = laundering.events.get(status=ChargeStatus.CONVICTED).development
        assert "politically motivated" in convicted.narrative
        assert paragraphs(convicted, statement) == ["paragraph 4"]

    def test_held_him_nobody_knows_from_when_until_when(self, seen, case):
        spell = seen(Custody).get(case=case, proceeding__charges__offence="money laundering")

        assert spell.began_by is None
        assert not spell.ended_by.occurred.is_exact
        assert spell.ended_by.occurred.latest <= ARREST

    def test_is_when_he_alleges_torture_and_intimidation(self, seen, told, mamay, statement):
        ill_treatment = told("Tortured and intimidated")
        violations = seen(Violation, development=ill_treatment)

        assert {violation.type.code for violation in violations} == {"torture", "threats"}
        assert {violation.certainty for violation in violations} == {Certainty.ALLEGED}
        assert {violation.victim_person for violation in violations} == {mamay}
        assert {str(violation.perpetrators.get()) for violation in violations} == {"Persons unknown"}
        assert paragraphs(ill_treatment, statement) == ["paragraph 4"]


class TestParty:
    def test_has_him_as_co_founder(self, seen, mamay, statement):
        place = seen(Affiliation).get(person=mamay, organisation__kind=OrganisationKind.PARTY)

        assert place.organisation.name == "Democratic Party of Kazakhstan"
        assert place.role.code == "co-founder"
        assert paragraphs(place, statement) == ["paragraph 4"]

    def test_was_refused_registration_for_years(self, seen, told, statement):
        party = seen(Organisation).get(name="Democratic Party of Kazakhstan")
        status = seen(OrganisationStatus).get(organisation=party)

        assert status.status == RegistrationStatus.DENIED
        assert status.began.words == "for years"
        assert seen(Violation).get(victim_organisation=party).type.code == "registration-denied"
        assert paragraphs(told("refused registration"), statement) == ["paragraph 4"]
