"""Provisions are added in their place."""

import pytest
from django.core.exceptions import ValidationError

from casework.reference.services import add_provision
from tests.factories.reference import LegalInstrumentFactory, LegalProvisionFactory


@pytest.mark.django_db
class TestAddProvision:
    def test_puts_it_in_its_place(self):
        instrument = LegalInstrumentFactory()
        LegalProvisionFactory(instrument=instrument, number="14")

        added = add_provision(instrument=instrument, number="9(2)", heading="Reasons at arrest")

        assert instrument.provisions.first() == added

    def test_refuses_a_number_that_the_instrument_has(self):
        existing = LegalProvisionFactory(number="9(2)")

        with pytest.raises(ValidationError, match="already has a provision with this number"):
            add_provision(instrument=existing.instrument, number="9(2)", heading="Reasons at arrest")

    def test_refuses_what_is_no_number(self):
        with pytest.raises(ValidationError, match="at least one figure or letter"):
            add_provision(instrument=LegalInstrumentFactory(), number="()", heading="Nothing")
