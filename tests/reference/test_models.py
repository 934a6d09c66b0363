"""What is always true of reference values, and how they are called."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError

from casework.reference.choices import InstrumentKind, Vocabulary
from casework.reference.models import LegalInstrument, LegalProvision, Mechanism, Term
from casework.reference.querysets import ReferenceIsKept
from tests.factories.reference import (
    LegalInstrumentFactory,
    LegalProvisionFactory,
    MechanismFactory,
    TermFactory,
)

pytestmark = pytest.mark.django_db

# SQLite names the columns of a broken unique constraint, PostgreSQL the constraint.
TERM_CODE = r"term_code_unique_in_vocabulary|reference_term\.vocabulary, reference_term\.code"
PROVISION_NUMBER = (
    r"legalprovision_number_unique_in_instrument"
    r"|reference_legalprovision\.instrument_id, reference_legalprovision\.number"
)


class TestTerm:
    def test_is_called_by_its_label(self):
        assert str(TermFactory.build(label="Ferryman")) == "Ferryman"

    def test_has_a_vocabulary_that_exists(self):
        with pytest.raises(IntegrityError, match="term_vocabulary_valid"):
            TermFactory(vocabulary="colour")

    def test_has_a_code(self):
        with pytest.raises(IntegrityError, match="term_code_given"):
            TermFactory(code="")

    def test_has_a_label(self):
        with pytest.raises(IntegrityError, match="term_label_given"):
            TermFactory(label="")

    def test_shares_its_code_with_no_other_of_its_vocabulary(self):
        TermFactory(code="test-ferryman")

        with pytest.raises(IntegrityError, match=TERM_CODE):
            TermFactory(code="test-ferryman")

    def test_may_share_its_code_with_a_term_of_another_vocabulary(self):
        TermFactory(code="test-ferryman")

        other = TermFactory(code="test-ferryman", affiliation_role=True)

        assert other.vocabulary == Vocabulary.AFFILIATION_ROLE

    def test_shares_its_label_with_no_other_of_its_vocabulary_in_any_case(self):
        TermFactory(label="Test ferryman")

        with pytest.raises(IntegrityError, match="term_label_unique_in_vocabulary"):
            TermFactory(label="test FERRYMAN")

    @pytest.mark.parametrize("code", ["0301", "03010100000a", "030101-00000"])
    def test_takes_a_huridocs_code_of_twelve_figures_only(self, code):
        term = TermFactory.build(huridocs_code=code)

        with pytest.raises(ValidationError, match="twelve figures"):
            term.clean_fields(exclude=["head"])


class TestLegalInstrument:
    def test_is_called_by_its_short_name(self):
        assert str(LegalInstrumentFactory.build(short_name="ICCPR")) == "ICCPR"

    def test_is_of_a_kind_that_exists(self):
        with pytest.raises(IntegrityError, match="legalinstrument_kind_valid"):
            LegalInstrumentFactory(kind="proverb")

    def test_has_a_short_name(self):
        with pytest.raises(IntegrityError, match="legalinstrument_short_name_given"):
            LegalInstrumentFactory(short_name="")

    def test_shares_its_short_name_with_no_other_in_any_case(self):
        LegalInstrumentFactory(short_name="Test Act")

        with pytest.raises(IntegrityError, match="legalinstrument_short_name_unique"):
            LegalInstrumentFactory(short_name="TEST ACT")

    @pytest.mark.parametrize(
        "kind", [InstrumentKind.CONSTITUTION, InstrumentKind.CODE, InstrumentKind.LAW, InstrumentKind.DECREE]
    )
    def test_belongs_to_a_country_when_it_is_national_law(self, kind):
        with pytest.raises(IntegrityError, match="legalinstrument_national_law_has_country"):
            LegalInstrumentFactory(kind=kind, country="")

    def test_belongs_to_no_country_when_it_is_a_treaty(self):
        assert LegalInstrumentFactory().country.code == ""


class TestLegalProvision:
    def test_is_called_as_lawyers_cite_it(self):
        provision = LegalProvisionFactory.build(instrument__short_name="ICCPR", number="9(2)")

        assert str(provision) == "ICCPR 9(2)"

    def test_takes_its_place_from_its_number(self):
        provision = LegalProvisionFactory.build(number="14(3)(d)", order="")

        provision.clean()

        assert provision.order == "00014.00003.d"

    def test_stands_in_the_order_of_numbers(self):
        instrument = LegalInstrumentFactory()
        for number in ("14", "9(2)", "119", "9"):
            LegalProvisionFactory(instrument=instrument, number=number)

        numbers = [provision.number for provision in instrument.provisions.all()]

        assert numbers == ["9", "9(2)", "14", "119"]

    def test_has_a_place(self):
        with pytest.raises(IntegrityError, match="legalprovision_order_given"):
            LegalProvisionFactory(order="")

    def test_has_a_heading(self):
        with pytest.raises(IntegrityError, match="legalprovision_heading_given"):
            LegalProvisionFactory(heading="")

    def test_shares_its_number_with_no_other_of_its_instrument(self):
        first = LegalProvisionFactory(number="9(2)")

        with pytest.raises(IntegrityError, match=PROVISION_NUMBER):
            LegalProvisionFactory(instrument=first.instrument, number="9(2)")

    def test_may_share_its_number_with_one_of_another_instrument(self):
        first = LegalProvisionFactory(number="9(2)")

        second = LegalProvisionFactory(number="9(2)")

        assert first.instrument != second.instrument


class TestMechanism:
    def test_is_called_by_its_short_name(self):
        assert str(MechanismFactory.build(short_name="WGAD")) == "WGAD"

    def test_stands_behind_a_body_that_exists(self):
        with pytest.raises(IntegrityError, match="mechanism_body_valid"):
            MechanismFactory(body="oracle")

    def test_has_a_short_name(self):
        with pytest.raises(IntegrityError, match="mechanism_short_name_given"):
            MechanismFactory(short_name="")

    def test_shares_its_short_name_with_no_other_in_any_case(self):
        MechanismFactory(short_name="Test Panel")

        with pytest.raises(IntegrityError, match="mechanism_short_name_unique"):
            MechanismFactory(short_name="test panel")

    def test_counts_its_period_in_days_or_in_months(self):
        with pytest.raises(IntegrityError, match="mechanism_reply_in_days_or_months"):
            MechanismFactory(in_days=True, reply_months=2)

    @pytest.mark.parametrize("period", [{"reply_days": 0}, {"reply_months": 0}])
    def test_has_a_period_of_at_least_one(self, period):
        with pytest.raises(IntegrityError, match="mechanism_reply_period_positive"):
            MechanismFactory(reply_rule="Test rules", **period)

    @pytest.mark.parametrize("period", [{"reply_days": 60}, {"reply_months": 6}])
    def test_names_the_rule_of_its_period(self, period):
        with pytest.raises(IntegrityError, match="mechanism_reply_period_has_rule"):
            MechanismFactory(reply_rule="", **period)

    def test_says_when_an_answer_is_due(self):
        sent_on = date(2022, 3, 1)

        assert MechanismFactory.build(in_days=True).reply_due_on(sent_on) == date(2022, 4, 30)
        assert MechanismFactory.build(in_months=True).reply_due_on(sent_on) == date(2022, 9, 1)
        assert MechanismFactory.build().reply_due_on(sent_on) is None


FACTORIES = [TermFactory, LegalInstrumentFactory, LegalProvisionFactory, MechanismFactory]


class TestDeletion:
    @pytest.mark.parametrize("factory", FACTORIES)
    def test_of_one_value_is_refused(self, factory):
        value = factory()

        with pytest.raises(ReferenceIsKept, match="never deleted"):
            value.delete()

        assert type(value).objects.filter(pk=value.pk).exists()

    @pytest.mark.parametrize("factory", FACTORIES)
    def test_of_many_values_is_refused(self, factory):
        value = factory()
        rows = type(value).objects.filter(pk=value.pk)

        with pytest.raises(ReferenceIsKept, match="never deleted"):
            rows.delete()

        assert rows.exists()


class TestEveryModel:
    @pytest.mark.parametrize("model", [Term, LegalInstrument, LegalProvision, Mechanism])
    def test_belongs_to_no_case(self, model):
        assert model.case_lookup == ""
        assert model.development_lookups == ()

    @pytest.mark.parametrize("model", [Term, LegalInstrument, LegalProvision, Mechanism])
    def test_owes_a_reason_when_it_is_switched_off(self, model):
        assert "is_active" in model.reason_required_for
