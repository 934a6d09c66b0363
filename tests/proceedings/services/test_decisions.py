"""What a decision writes at once, and what it refuses to rule on."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from casework.cases.choices import DevelopmentKind
from casework.cases.models import Development
from casework.proceedings.choices import (
    ChargeStatus,
    CustodyRegime,
    DecisionKind,
    DecisionOutcome,
    LegalStatus,
    ProceedingKind,
    RestrictionScopeKind,
    SentenceKind,
)
from casework.proceedings.models import ChargeEvent, Decision, Restriction, SentenceComponent
from casework.proceedings.querysets import statuses_of
from casework.proceedings.services import (
    ChargeElsewhere,
    Ruling,
    SentencePart,
    log_decision,
    start_proceeding,
)
from tests.factories.cases import DevelopmentFactory
from tests.factories.persons import OrganisationFactory, PersonFactory
from tests.factories.proceedings import (
    ChargeEventFactory,
    ChargeFactory,
    CustodyFactory,
    DecisionFactory,
    ProceedingFactory,
)
from tests.proceedings.dates import when

pytestmark = pytest.mark.django_db


class TestLogDecision:
    SENTENCE = (
        SentencePart(kind=SentenceKind.SUSPENDED_IMPRISONMENT, years=6),
        SentencePart(
            kind=SentenceKind.ACTIVITY_BAN,
            years=6,
            forbids=(
                RestrictionScopeKind.ACTIVISM,
                RestrictionScopeKind.JOURNALISM,
                RestrictionScopeKind.SOCIAL_MEDIA,
            ),
        ),
        SentencePart(
            kind=SentenceKind.DAMAGES,
            amount=Decimal(600_000),
            currency="KZT",
            equivalent_amount=Decimal(1_350),
            equivalent_currency="USD",
        ),
    )

    @pytest.fixture
    def proceeding(self):
        """A proceeding with three charges filed on 12 March 2022."""
        proceeding = ProceedingFactory()
        filed = DevelopmentFactory(case=proceeding.case, occurred=when("2022-03-12"))
        for offence in ("organising mass riots", "insulting an official", "spreading false information"):
            charge = ChargeFactory(proceeding=proceeding, offence=offence)
            ChargeEventFactory(charge=charge, development=filed)
        return proceeding

    def verdict(self, proceeding, **values):
        values = {
            "occurred": when("2023-04-10"),
            "headline": "Convicted on three charges",
            "outcome": DecisionOutcome.CONVICTED,
        } | values
        return log_decision(proceeding=proceeding, kind=DecisionKind.VERDICT, **values)

    def test_writes_a_verdict_in_one_act(self, proceeding):
        court = OrganisationFactory(court=True)
        charges = list(proceeding.charges.order_by("pk"))
        rulings = dict.fromkeys(charges, ChargeStatus.CONVICTED)
        rulings[charges[0]] = Ruling(status=ChargeStatus.CONVICTED, wording="mass disorder")

        decision = self.verdict(proceeding, authority=court, charges=rulings, sentence=self.SENTENCE)

        assert decision.authority == court
        assert decision.development.kind == DevelopmentKind.DECISION
        assert decision.development.charge_events.filter(status=ChargeStatus.CONVICTED).count() == 3
        assert decision.development.charge_events.get(charge=charges[0]).wording == "mass disorder"
        assert sorted(str(part) for part in decision.components.all()) == [
            "activity ban, 6 years",
            "damages, 600,000 KZT",
            "suspended imprisonment, 6 years",
        ]

    def test_bans_for_the_length_of_the_sentence(self, proceeding):
        decision = self.verdict(proceeding, sentence=self.SENTENCE)

        restriction = Restriction.objects.get()
        assert restriction.component.decision == decision
        assert restriction.imposed_by == decision.development
        assert (restriction.ends.earliest, restriction.ends.basis) == (date(2029, 4, 10), "computed")
        assert {row.scope for row in restriction.scopes.all()} == {"activism", "journalism", "social_media"}

    def test_bans_until_the_day_that_is_stated(self, proceeding):
        part = SentencePart(
            kind=SentenceKind.TRAVEL_BAN, forbids=(RestrictionScopeKind.TRAVEL,), ban_ends=when("2025")
        )

        self.verdict(proceeding, sentence=[part])

        assert str(Restriction.objects.get().ends) == "2025"

    def test_convicts_the_person_suspends_and_restricts_them_at_once(self, proceeding):
        person = proceeding.defendant
        CustodyFactory(case=proceeding.case, person=person, regime=CustodyRegime.HOUSE_ARREST)

        self.verdict(
            proceeding,
            charges=dict.fromkeys(proceeding.charges.all(), ChargeStatus.CONVICTED),
            sentence=self.SENTENCE,
        )

        standing = statuses_of([person], date(2023, 4, 10))[person.pk]
        assert standing.legal_status == LegalStatus.CONVICTED_FINAL
        assert (standing.in_custody, standing.restricted) == ("yes", "yes")
        assert standing.next_end.earliest == date(2029, 4, 10)

    def test_sentences_another_person_where_one_is_named(self, proceeding):
        guarantor = PersonFactory()

        self.verdict(
            proceeding,
            sentence=[
                SentencePart(kind=SentenceKind.COSTS, amount=Decimal(1), currency="KZT", person=guarantor)
            ],
        )

        assert SentenceComponent.objects.get().person == guarantor

    def test_leaves_nothing_where_the_last_part_fails(self, proceeding):
        spoilt = SentencePart(kind=SentenceKind.FINE, amount=Decimal(5))

        with pytest.raises(ValidationError, match="currency"):
            self.verdict(
                proceeding,
                charges=dict.fromkeys(proceeding.charges.all(), ChargeStatus.CONVICTED),
                sentence=[*self.SENTENCE, spoilt],
            )

        assert not Decision.objects.exists()
        assert not Restriction.objects.exists()
        assert not ChargeEvent.objects.filter(status=ChargeStatus.CONVICTED).exists()
        assert not Development.objects.filter(headline="Convicted on three charges").exists()

    def test_refuses_to_rule_on_a_charge_that_is_not_before_it(self, proceeding):
        stranger = ChargeFactory(proceeding__case=proceeding.case, offence="tax evasion")

        with pytest.raises(ChargeElsewhere, match="tax evasion"):
            self.verdict(proceeding, charges={stranger: ChargeStatus.CONVICTED})

    def test_rules_on_appeal_on_the_charges_of_the_first_instance(self, proceeding):
        verdict = self.verdict(
            proceeding, charges=dict.fromkeys(proceeding.charges.all(), ChargeStatus.CONVICTED)
        )
        appeal = start_proceeding(
            case=proceeding.case,
            defendant=proceeding.defendant,
            kind=ProceedingKind.APPEAL,
            previous=proceeding,
        )

        quashing = log_decision(
            proceeding=appeal,
            kind=DecisionKind.QUASHING,
            outcome=DecisionOutcome.OVERTURNED,
            supersedes=verdict,
            charges=dict.fromkeys(proceeding.charges.all(), ChargeStatus.QUASHED),
            occurred=when("2024-01-10"),
            headline="Conviction quashed",
        )

        assert list(Decision.objects.standing()) == [quashing]
        standing = statuses_of([proceeding.defendant], date(2024, 2, 1))[proceeding.defendant_id]
        assert standing.legal_status == LegalStatus.QUASHED

    def test_needs_no_authority(self):
        decision = log_decision(
            proceeding=ProceedingFactory(administrative=True),
            kind=DecisionKind.VERDICT,
            sentence=[SentencePart(kind=SentenceKind.ADMINISTRATIVE_DETENTION, days=15)],
            occurred=when("2022-02-25"),
            headline="Fifteen days of administrative detention",
        )

        assert decision.authority is None


class TestDecisionsOfAnotherCase:
    def test_cannot_be_superseded(self):
        with pytest.raises(ValidationError, match="same case"):
            log_decision(
                proceeding=ProceedingFactory(),
                kind=DecisionKind.QUASHING,
                supersedes=DecisionFactory(),
                occurred=when("2024"),
                headline="Quashed",
            )
