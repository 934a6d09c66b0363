"""What the legal ledgers always hold to be true."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from casework.core.partial_dates import PartialDate
from casework.proceedings.choices import (
    EndGround,
    HearingOutcome,
    ProceedingStatus,
    ReasonsGiven,
    SentenceKind,
)
from casework.proceedings.models import Custody, SentenceComponent
from tests.factories.cases import CaseFactory, DevelopmentFactory
from tests.factories.persons import PersonFactory
from tests.factories.proceedings import (
    ArrestFactory,
    ChargeEventFactory,
    ChargeFactory,
    CustodyFactory,
    DecisionFactory,
    HearingFactory,
    ProceedingFactory,
    RepresentationFactory,
    RestrictionEventFactory,
    RestrictionFactory,
    RestrictionScopeFactory,
    SafeguardFactory,
    SentenceComponentFactory,
)

pytestmark = pytest.mark.django_db


def development(case, occurred):
    return DevelopmentFactory(case=case, occurred=PartialDate.read(occurred))


class TestConstraints:
    @pytest.mark.parametrize(
        ("factory", "values", "constraint"),
        [
            (ProceedingFactory, {"kind": "duel"}, "proceeding_kind_valid"),
            (ProceedingFactory, {"status": "asleep"}, "proceeding_status_valid"),
            (
                ProceedingFactory,
                {"closed": PartialDate.read("2023")},
                "proceeding_dated_closed_only_if_closed",
            ),
            (
                ProceedingFactory,
                {
                    "status": ProceedingStatus.CLOSED,
                    "opened": PartialDate.read("2023"),
                    "closed": PartialDate.read("2022"),
                },
                "proceeding_not_closed_before_opened",
            ),
            (ChargeFactory, {"offence": ""}, "charge_names_an_offence"),
            (ChargeEventFactory, {"status": "forgotten"}, "chargeevent_status_valid"),
            (HearingFactory, {"kind": "tea"}, "hearing_kind_valid"),
            (HearingFactory, {"outcome": "asleep"}, "hearing_outcome_valid"),
            (HearingFactory, {"scheduled_on": None}, "hearing_scheduled_or_held"),
            (
                HearingFactory,
                {"held": True, "scheduled_on": None, "scheduled_time": "10:00"},
                "hearing_time_only_with_day",
            ),
            (HearingFactory, {"scheduled_time": "25:00"}, "hearing_time_is_an_hour"),
            (HearingFactory, {"scheduled_time": "10.30"}, "hearing_time_is_an_hour"),
            (HearingFactory, {"scheduled_time": "9:30"}, "hearing_time_is_an_hour"),
            (HearingFactory, {"outcome": HearingOutcome.HELD}, "hearing_held_in_a_development"),
            (ArrestFactory, {"warrant_shown": "perhaps"}, "arrest_warrant_shown_valid"),
            (ArrestFactory, {"reasons_given": "later"}, "arrest_reasons_given_valid"),
            (
                ArrestFactory,
                {"reasons_given": ReasonsGiven.NEVER, "reason_stated": "a protest"},
                "arrest_no_reason_stated_if_never_given",
            ),
            (DecisionFactory, {"kind": "wish"}, "decision_kind_valid"),
            (DecisionFactory, {"outcome": "mixed feelings"}, "decision_outcome_valid"),
            (SentenceComponentFactory, {"kind": "scolding"}, "sentencecomponent_kind_valid"),
            (SentenceComponentFactory, {"years": -1}, "sentencecomponent_length_not_negative"),
            (SentenceComponentFactory, {"days": -1}, "sentencecomponent_length_not_negative"),
            (
                SentenceComponentFactory,
                {"kind": SentenceKind.LIFE},
                "sentencecomponent_life_and_death_have_no_length",
            ),
            (
                SentenceComponentFactory,
                {"amount": Decimal(1), "currency": "KZT"},
                "sentencecomponent_money_only_where_due",
            ),
            (
                SentenceComponentFactory,
                {"fine": True, "currency": ""},
                "sentencecomponent_amount_with_currency",
            ),
            (
                SentenceComponentFactory,
                {"fine": True, "amount": None},
                "sentencecomponent_amount_with_currency",
            ),
            (
                SentenceComponentFactory,
                {"fine": True, "amount": Decimal(-1)},
                "sentencecomponent_amount_with_currency",
            ),
            (
                SentenceComponentFactory,
                {"fine": True, "equivalent_amount": Decimal(12)},
                "sentencecomponent_equivalent_amount_with_currency",
            ),
            (
                SentenceComponentFactory,
                {"equivalent_amount": Decimal(12), "equivalent_currency": "USD"},
                "sentencecomponent_equivalent_of_an_amount",
            ),
            (SentenceComponentFactory, {"fine": True, "currency": "kzt"}, "sentencecomponent_currency_is_a"),
            (SentenceComponentFactory, {"fine": True, "currency": "KZ"}, "sentencecomponent_currency_is_a"),
            (SentenceComponentFactory, {"fine": True, "currency": "K1T"}, "sentencecomponent_currency_is_a"),
            (CustodyFactory, {"regime": "holiday"}, "custody_regime_valid"),
            (CustodyFactory, {"ended": True, "end_ground": "boredom"}, "custody_end_ground_valid"),
            (CustodyFactory, {"end_ground": EndGround.BAIL}, "custody_end_ground_only_if_ended"),
            (RestrictionFactory, {"basis": ""}, "restriction_has_a_basis"),
            (RestrictionScopeFactory, {"scope": "breathing"}, "restrictionscope_scope_valid"),
            (RestrictionEventFactory, {"kind": "ignored"}, "restrictionevent_kind_valid"),
            (RepresentationFactory, {"basis": "by lot"}, "representation_basis_valid"),
            (
                RepresentationFactory,
                {"began": PartialDate.read("2023"), "ended": PartialDate.read("2022")},
                "representation_not_ended_before_it_began",
            ),
            (SafeguardFactory, {"kind": "comfort"}, "safeguard_kind_valid"),
            (SafeguardFactory, {"finding": "so-so"}, "safeguard_finding_valid"),
        ],
    )
    def test_are_kept_by_the_database(self, factory, values, constraint):
        with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
            factory(**values)

    def test_keep_counsel_apart_from_the_person_defended(self):
        person = PersonFactory()

        with pytest.raises(IntegrityError, match="representation_not_of_oneself"), transaction.atomic():
            RepresentationFactory(person=person, counsel=person)

    def test_keep_a_proceeding_from_continuing_itself(self):
        proceeding = ProceedingFactory()
        proceeding.previous = proceeding

        with pytest.raises(IntegrityError, match="proceeding_not_its_own_previous"), transaction.atomic():
            proceeding.save()

    def test_keep_a_decision_from_superseding_itself(self):
        decision = DecisionFactory()
        decision.supersedes = decision

        with pytest.raises(IntegrityError, match="decision_does_not_supersede_itself"), transaction.atomic():
            decision.save()

    def test_keep_a_development_from_beginning_and_ending_one_spell(self):
        custody = CustodyFactory()
        custody.ended_by = custody.began_by

        with pytest.raises(IntegrityError, match="custody_not_begun_and_ended_at_once"), transaction.atomic():
            custody.save()

    @pytest.mark.parametrize(
        ("factory", "shared", "varying"),
        [
            (ChargeEventFactory, ("charge", "development"), {}),
            (ArrestFactory, ("development", "person"), {}),
            (DecisionFactory, ("proceeding", "development"), {}),
            (CustodyFactory, ("person", "case", "began_by"), {}),
            (CustodyFactory, ("person", "case", "ended_by"), {"ended": True}),
            (RestrictionScopeFactory, ("restriction",), {}),
            (RestrictionEventFactory, ("restriction", "development"), {}),
            (SafeguardFactory, ("proceeding",), {}),
        ],
    )
    def test_let_nothing_be_recorded_twice(self, factory, shared, varying):
        first = factory(**varying)
        again = {name: getattr(first, name) for name in shared}

        with pytest.raises(IntegrityError, match=r"(?i)unique"), transaction.atomic():
            factory(**again)


class TestAgreementOnTheCase:
    @pytest.mark.parametrize(
        ("factory", "field"),
        [
            (ChargeFactory, "conduct"),
            (ChargeEventFactory, "development"),
            (HearingFactory, "development"),
            (DecisionFactory, "development"),
            (CustodyFactory, "began_by"),
            (CustodyFactory, "ended_by"),
            (RestrictionFactory, "imposed_by"),
            (RestrictionFactory, "lifted_by"),
            (RestrictionEventFactory, "development"),
            (SafeguardFactory, "development"),
        ],
    )
    def test_refuses_a_development_of_another_case(self, factory, field):
        row = factory()
        setattr(row, field, DevelopmentFactory())

        with pytest.raises(ValidationError) as refusal:
            row.full_clean()

        assert field in refusal.value.error_dict

    @pytest.mark.parametrize(
        ("factory", "field"), [(ProceedingFactory, "previous"), (CustodyFactory, "proceeding")]
    )
    def test_refuses_a_proceeding_of_another_case(self, factory, field):
        row = factory()
        setattr(row, field, ProceedingFactory())

        with pytest.raises(ValidationError, match="another case"):
            row.full_clean()

    def test_refuses_to_supersede_a_decision_of_another_case(self):
        decision = DecisionFactory()
        decision.supersedes = DecisionFactory()

        with pytest.raises(ValidationError, match="same case"):
            decision.full_clean()

    def test_refuses_a_restriction_by_the_sentence_of_another_person(self):
        restriction = RestrictionFactory()
        restriction.component = SentenceComponentFactory(decision__proceeding__case=restriction.case)

        with pytest.raises(ValidationError, match="passed on this person"):
            restriction.full_clean()

    @pytest.mark.parametrize("factory", [ProceedingFactory, RestrictionFactory])
    def test_keeps_a_row_in_the_case_where_it_was_recorded(self, factory):
        row = factory()
        row.case = CaseFactory()

        with pytest.raises(ValidationError) as refusal:
            row.full_clean()

        assert "case" in refusal.value.error_dict

    def test_refuses_to_continue_a_proceeding_about_another_person(self):
        proceeding = ProceedingFactory()
        proceeding.previous = ProceedingFactory(case=proceeding.case)

        with pytest.raises(ValidationError, match="same person"):
            proceeding.full_clean()


class TestCustodyClean:
    def test_refuses_a_certain_overlap_and_carries_the_other_spell(self):
        pretrial = CustodyFactory()
        case, person = pretrial.case, pretrial.person
        house_arrest = Custody(case=case, person=person, began_by=development(case, "2022-06-01"))

        with pytest.raises(ValidationError) as refusal:
            house_arrest.full_clean()

        error = refusal.value.error_dict["__all__"][0]
        assert error.code == "overlap"
        assert error.params["other"] == pretrial
        assert str(pretrial) in error.messages[0]

    def test_finds_the_overlap_across_cases(self):
        pretrial = CustodyFactory()
        elsewhere = CaseFactory()
        custody = Custody(
            case=elsewhere, person=pretrial.person, began_by=development(elsewhere, "2022-06-01")
        )

        with pytest.raises(ValidationError, match="overlaps another spell"):
            custody.full_clean()

    def test_allows_what_imprecise_dates_allow(self):
        first = CustodyFactory()
        case, person = first.case, first.person
        first.ended_by = development(case, "2022")
        first.save()
        second = Custody(case=case, person=person, began_by=development(case, "2022-03-12"))

        second.full_clean()

    def test_allows_to_pass_into_the_next_spell_on_the_same_day(self):
        first = CustodyFactory(ended=True)
        second = Custody(case=first.case, person=first.person, began_by=first.ended_by)

        second.full_clean()

    def test_does_not_take_a_spell_for_another_one_when_it_is_saved_again(self):
        custody = CustodyFactory()

        custody.full_clean()

    def test_lets_two_persons_be_held_at_once(self):
        custody = CustodyFactory()
        other = Custody(case=custody.case, person=PersonFactory(), began_by=custody.began_by)

        other.full_clean()

    def test_refuses_an_end_before_the_start(self):
        custody = CustodyFactory()
        custody.ended_by = development(custody.case, "2022-02-24")

        with pytest.raises(ValidationError, match="before it began"):
            custody.full_clean()

    @pytest.mark.parametrize("occurred", ["2022/..", ""])
    def test_asks_by_when_a_spell_was_over(self, occurred):
        custody = CustodyFactory()
        when = PartialDate.read(occurred) if occurred else PartialDate.unknown()
        custody.ended_by = DevelopmentFactory(case=custody.case, occurred=when)

        with pytest.raises(ValidationError, match="by when it was over"):
            custody.full_clean()


class TestRestrictionClean:
    def test_refuses_an_end_before_it_was_imposed(self):
        restriction = RestrictionFactory()
        restriction.ends = PartialDate.read("2021")

        with pytest.raises(ValidationError, match="before it was imposed"):
            restriction.full_clean()

    def test_asks_by_when_it_was_lifted(self):
        restriction = RestrictionFactory()
        restriction.lifted_by = DevelopmentFactory(case=restriction.case, undated=True)

        with pytest.raises(ValidationError, match="by when it was lifted"):
            restriction.full_clean()


class TestSentenceComponentStr:
    @pytest.mark.parametrize(
        ("values", "words"),
        [
            ({"kind": SentenceKind.SUSPENDED_IMPRISONMENT, "years": 6}, "suspended imprisonment, 6 years"),
            ({"years": 1, "months": 6, "days": 1}, "imprisonment, 1 year 6 months 1 day"),
            ({"fine": True, "kind": SentenceKind.DAMAGES, "amount": Decimal(600000)}, "damages, 600,000 KZT"),
            ({"fine": True, "amount": Decimal("12.50")}, "fine, 12.50 KZT"),
            ({"kind": SentenceKind.LIFE, "years": 0}, "life imprisonment"),
        ],
    )
    def test_says_it_as_people_do(self, values, words):
        assert str(SentenceComponentFactory(**values)) == words


class TestSentenceComponentCleanFields:
    def test_refuses_a_currency_that_is_no_code_in_words(self):
        component = SentenceComponent(kind=SentenceKind.FINE, amount=Decimal(1), currency="K1T")

        with pytest.raises(ValidationError, match="three capital letters"):
            component.clean_fields(exclude=["decision", "person"])


class TestStr:
    def test_names_a_hearing_by_its_day(self):
        assert "2023-02-01" in str(HearingFactory())

    def test_names_a_hearing_that_was_never_announced_by_its_development(self):
        hearing = HearingFactory(held=True, scheduled_on=None)

        assert hearing.development.headline in str(hearing)

    def test_says_since_when_a_spell_runs(self):
        custody = CustodyFactory(person__name="Aru Example")

        assert str(custody) == "pre-trial detention of Aru Example, since 25 Feb 2022"

    def test_says_from_when_until_when_a_spell_ran(self):
        custody = CustodyFactory(undated=True, ended=True, person__name="Aru Example")

        assert str(custody) == "pre-trial detention of Aru Example, unknown to 10 Apr 2023"

    def test_says_until_when_a_restriction_runs(self):
        restriction = RestrictionFactory(person__name="Aru Example", ends=PartialDate.on(date(2029, 4, 10)))

        assert str(restriction) == "restriction of Aru Example, 25 Feb 2022 to 10 Apr 2029"

    def test_numbers_a_proceeding_if_it_has_a_number(self):
        proceeding = ProceedingFactory(defendant__name="Aru Example", number="7-1")

        assert str(proceeding) == "criminal proceeding, Aru Example (7-1)"
