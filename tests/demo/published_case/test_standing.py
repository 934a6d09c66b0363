"""Where he stands on a day, worked out from what is recorded."""

from datetime import timedelta

import pytest

from casework.core.partial_dates import DayRange, PartialDate, days_between, months_and_days
from casework.proceedings.choices import CustodyRegime, Held, LegalStatus, ProceedingKind, ProceedingStatus
from casework.proceedings.models import Proceeding, Restriction
from casework.proceedings.querysets import statuses_of
from tests.demo.published_case.days import ARREST, BAN_ENDS, ENTERED, VERDICT

pytestmark = pytest.mark.django_db


class TestDerived:
    def test_custody_lasts_409_days_to_the_verdict(self, mamay):
        standing = statuses_of([mamay], VERDICT)[mamay.pk]

        assert standing.days_in_stretch == DayRange(409, 409)

    def test_409_days_are_nearly_14_months(self):
        assert days_between(PartialDate.on(ARREST), PartialDate.on(VERDICT)) == DayRange(409, 409)
        assert months_and_days(ARREST, VERDICT) == "13 months 16 days"

    def test_three_axes_hold_at_once_after_the_verdict(self, mamay):
        standing = statuses_of([mamay], ENTERED)[mamay.pk]

        assert standing.in_custody == Held.YES
        assert standing.spell.regime == CustodyRegime.HOUSE_ARREST
        assert standing.legal_status == LegalStatus.CONVICTED_FINAL
        assert standing.restricted == Held.YES
        assert standing.next_end.earliest == BAN_ENDS

    def test_the_ban_binds_to_its_last_day_and_no_longer(self, seen, mamay):
        bans = seen(Restriction, person=mamay)

        assert bans.in_force(BAN_ENDS - timedelta(days=1)).exists()
        assert not bans.in_force(BAN_ENDS).exists()

    def test_two_proceedings_of_the_past_and_one_of_fifteen_days_are_over(self, seen, case):
        open_ones = seen(Proceeding, case=case, status=ProceedingStatus.OPEN)

        assert [proceeding.kind for proceeding in open_ones] == [ProceedingKind.CRIMINAL]
