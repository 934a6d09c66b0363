"""What can be asked of reference values."""

import pytest

from casework.reference.choices import Vocabulary
from casework.reference.models import LegalProvision, Term
from tests.factories.reference import (
    LegalInstrumentFactory,
    LegalProvisionFactory,
    MechanismFactory,
    TermFactory,
)

pytestmark = pytest.mark.django_db


class TestActive:
    @pytest.mark.parametrize(
        "factory", [TermFactory, LegalInstrumentFactory, LegalProvisionFactory, MechanismFactory]
    )
    def test_leaves_out_what_is_switched_off(self, factory):
        used, switched_off = factory(), factory(switched_off=True)

        active = type(used).objects.active()

        assert used in active
        assert switched_off not in active

    def test_leaves_out_the_provisions_of_an_instrument_that_is_switched_off(self):
        provision = LegalProvisionFactory(instrument__switched_off=True)

        assert provision not in LegalProvision.objects.active()


class TestVisibleTo:
    @pytest.mark.parametrize(
        "factory", [TermFactory, LegalInstrumentFactory, LegalProvisionFactory, MechanismFactory]
    )
    def test_shows_everything_to_everyone(self, factory, staff):
        used, switched_off = factory(), factory(switched_off=True)

        visible = type(used).objects.visible_to(staff())

        assert {used, switched_off} <= set(visible)


class TestOf:
    def test_keeps_to_one_vocabulary(self):
        role, occupation = TermFactory(affiliation_role=True), TermFactory()

        roles = Term.objects.of(Vocabulary.AFFILIATION_ROLE)

        assert role in roles
        assert occupation not in roles


class TestWithInstrument:
    def test_cites_every_provision_in_one_query(self, django_assert_num_queries):
        LegalProvisionFactory.create_batch(3)

        with django_assert_num_queries(1):
            citations = [str(provision) for provision in LegalProvision.objects.with_instrument()]

        assert len(citations) >= 3
