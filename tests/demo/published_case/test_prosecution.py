"""From the protests of January 2022 to the verdict: what he did, the arrest, the charges."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from casework.cases.choices import DevelopmentKind
from casework.cases.models import CaseSituation, Violation
from casework.core.choices import Certainty
from casework.core.partial_dates import PartialDate
from casework.persons.choices import OrganisationKind
from casework.proceedings import rules
from casework.proceedings.choices import (
    ChargeStatus,
    CustodyRegime,
    DecisionKind,
    ProceedingKind,
    ReasonsGiven,
    SafeguardFinding,
    SafeguardKind,
    SentenceKind,
)
from casework.proceedings.models import (
    ChargeEvent,
    Custody,
    Decision,
    Restriction,
    Safeguard,
    SentenceComponent,
)
from tests.demo.published_case.charges import history
from tests.demo.published_case.citations import paragraphs
from tests.demo.published_case.days import ARREST, BAN_ENDS, EXTENSION

pytestmark = pytest.mark.django_db


class TestProtests:
    def test_are_a_situation_to_which_the_case_belongs(self, seen, case):
        situation = seen(CaseSituation).get(case=case).situation

        assert situation.name == "January 2022 events"
        assert situation.country.code == "KZ"
        assert situation.occurred.edtf == "2022-01"
        assert all(word in situation.description for word in ("killed", "injured", "arrested"))

    def test_of_january_left_people_killed_injured_and_arrested(self, told, statement):
        protests = told("killed, injured and arrested")

        assert protests.occurred.edtf == "2022-01"
        assert paragraphs(protests, statement) == ["paragraph 3"]

    def test_of_4_january_he_organised_in_solidarity_with_the_west(self, told, mamay, statement):
        protest = told("in solidarity")

        assert protest.kind == DevelopmentKind.ACTIVITY
        assert protest.occurred == PartialDate.on(date(2022, 1, 4))
        assert protest.persons.get().person == mamay
        assert paragraphs(protest, statement) == ["paragraph 3"]

    def test_saw_him_criticise_the_authorities(self, told, statement):
        criticism = told("Criticises the authorities")

        assert criticism.kind == DevelopmentKind.ACTIVITY
        assert criticism.occurred.edtf == "2022-01"
        assert "reforms" in criticism.headline
        assert paragraphs(criticism, statement) == ["paragraph 3"]

    def test_were_remembered_two_weeks_before_the_arrest(self, told, statement):
        demonstration = told("in memory of the victims")

        assert demonstration.kind == DevelopmentKind.ACTIVITY
        assert demonstration.occurred.edtf == "2022-02-11~"
        assert demonstration.occurred.words == "two weeks earlier"
        assert demonstration.occurred.basis == "computed"
        assert demonstration.occurred.earliest == ARREST - timedelta(weeks=2)
        assert paragraphs(demonstration, statement) == ["paragraph 3"]


class TestArrest:
    def test_is_by_unidentified_officers_who_at_first_gave_no_reasons(self, arrest, statement):
        assert arrest.development.kind == DevelopmentKind.ARREST
        assert arrest.development.occurred == PartialDate.on(ARREST)
        assert arrest.carried_out_by.kind == OrganisationKind.UNIDENTIFIED_GROUP
        assert "plain clothes" in arrest.carried_out_by.name
        assert arrest.reasons_given == ReasonsGiven.INITIALLY_REFUSED
        assert paragraphs(arrest.development, statement) == ["paragraph 3"]

    def test_is_explained_at_the_station(self, arrest):
        assert "without permission" in arrest.reason_stated
        assert arrest.stated_at == "at the police station"
        assert arrest.stated_by.kind == OrganisationKind.UNIDENTIFIED_GROUP

    def test_violates_the_right_to_be_told_why(self, seen, arrest, mamay):
        violation = seen(Violation).get(development=arrest.development)

        assert violation.type.code == "reasons-not-given"
        assert violation.victim_person == mamay
        assert violation.certainty == Certainty.INFERRED
        assert violation.perpetrators.get().organisation == arrest.carried_out_by
        assert [str(row.provision) for row in violation.provisions.all()] == ["ICCPR 9(2)"]

    def test_breaks_a_safeguard(self, seen, arrest):
        safeguard = seen(Safeguard).get(development=arrest.development)

        assert safeguard.kind == SafeguardKind.REASONS_AT_ARREST
        assert safeguard.finding == SafeguardFinding.VIOLATED


class TestCriminalCharges:
    def test_prolong_the_detention(self, seen, case, mamay, statement):
        extension = seen(Decision).get(proceeding__case=case, kind=DecisionKind.EXTENSION)

        assert extension.proceeding.kind == ProceedingKind.CRIMINAL
        assert extension.development.occurred == PartialDate.on(EXTENSION)
        spell = seen(Custody).get(person=mamay, regime=CustodyRegime.PRETRIAL)
        assert spell.began_by == extension.development
        assert paragraphs(extension.development, statement) == ["paragraph 3"]

    @pytest.mark.parametrize(
        "offence", ["insulting a government representative", "spreading false information"]
    )
    def test_are_filed_with_it(self, charge, told, offence, statement):
        filed = charge(offence)

        assert history(filed) == [
            (ChargeStatus.FILED, "2022-03-12"),
            (ChargeStatus.CONVICTED, "2023-04-10"),
        ]
        assert filed.conduct == told("Criticises the authorities")
        event = filed.events.get(status=ChargeStatus.FILED)
        assert paragraphs(event.development, statement) == ["paragraph 3"]

    def test_grow_by_one_in_two_wordings(self, charge, told, statement):
        riots = charge("organising mass riots")

        assert history(riots) == [
            (ChargeStatus.ADDED, "2022-03-12/2023-04-10"),
            (ChargeStatus.CONVICTED, "2023-04-10"),
        ]
        added = riots.events.get(status=ChargeStatus.ADDED)
        assert (added.wording, added.development.occurred.words) == ("organising mass riots", "later")
        assert riots.events.get(status=ChargeStatus.CONVICTED).wording == "mass disorder"
        assert riots.conduct == told("in solidarity")
        assert paragraphs(added.development, statement) == ["paragraph 3"]


class TestVerdict:
    def test_is_given_by_the_district_court_on_a_day_whose_year_is_inferred(self, verdict, statement):
        assert verdict.authority.name == "Bostandyk District Court of Almaty"
        assert verdict.kind == DecisionKind.VERDICT
        assert verdict.development.occurred.edtf == "2023-04-10"
        assert verdict.development.occurred.words == "April 10"
        assert verdict.development.occurred.basis == "inferred"
        assert paragraphs(verdict.development, statement) == ["paragraph 1"]

    def test_convicts_on_two_charges_filed_and_one_added(self, seen, case, verdict):
        convicted = seen(ChargeEvent, development=verdict.development, status=ChargeStatus.CONVICTED)
        charges = {event.charge_id for event in convicted}

        brought = seen(ChargeEvent, charge__in=charges).exclude(status=ChargeStatus.CONVICTED)
        assert len(charges) == 3
        assert sorted(event.status for event in brought) == [
            ChargeStatus.ADDED,
            ChargeStatus.FILED,
            ChargeStatus.FILED,
        ]

    def test_imposes_three_things(self, seen, verdict):
        parts = {part.kind: part for part in seen(SentenceComponent, decision=verdict)}

        assert parts.keys() == {
            SentenceKind.SUSPENDED_IMPRISONMENT,
            SentenceKind.ACTIVITY_BAN,
            SentenceKind.DAMAGES,
        }
        assert parts[SentenceKind.SUSPENDED_IMPRISONMENT].years == 6
        assert parts[SentenceKind.ACTIVITY_BAN].years == 6
        damages = parts[SentenceKind.DAMAGES]
        assert (damages.amount, damages.currency) == (Decimal(600_000), "KZT")
        assert (damages.equivalent_amount, damages.equivalent_currency) == (Decimal(1_350), "USD")

    def test_bans_three_things_until_a_day_that_is_computed(self, seen, mamay, verdict):
        ban = seen(Restriction).get(person=mamay)

        assert {scope.scope for scope in ban.scopes.all()} == {"activism", "journalism", "social_media"}
        assert ban.imposed_by == verdict.development
        assert ban.ends.earliest == ban.ends.latest == BAN_ENDS
        assert ban.ends.basis == "computed"
        assert ban.ends == rules.end_of_term(verdict.development.occurred, ban.component.term)
