"""What can be asked of statements and designations."""

from datetime import timedelta

import pytest

from casework.advocacy.models import Designation, Statement
from casework.core.partial_dates import PartialDate
from tests.advocacy.querysets.days import JUNE, MARCH
from tests.factories.advocacy import DesignationFactory, StatementFactory
from tests.factories.cases import CaseFactory, DevelopmentFactory

pytestmark = pytest.mark.django_db


class TestStatementQuotations:
    def test_finds_the_very_words(self):
        StatementFactory()
        quoted = StatementFactory(is_direct_quotation=True)

        assert list(Statement.objects.quotations()) == [quoted]


class TestDesignationInForce:
    @pytest.mark.parametrize(
        ("on", "is_in_force"),
        [
            (MARCH - timedelta(days=1), False),
            (MARCH, True),
            (JUNE - timedelta(days=1), True),
            (JUNE, False),
        ],
    )
    def test_lasts_from_its_making_to_its_withdrawal(self, on, is_in_force):
        case = CaseFactory()
        DesignationFactory(
            development=DevelopmentFactory(case=case, occurred=PartialDate.on(MARCH)),
            withdrawn_by=DevelopmentFactory(case=case, occurred=PartialDate.on(JUNE)),
        )

        assert Designation.objects.in_force(on).exists() is is_in_force

    def test_ends_at_once_when_the_day_of_its_withdrawal_is_unknown(self):
        case = CaseFactory()
        DesignationFactory(
            development=DevelopmentFactory(case=case, occurred=PartialDate.on(MARCH)),
            withdrawn_by=DevelopmentFactory(case=case, undated=True),
        )

        assert not Designation.objects.in_force(JUNE).exists()
