"""How hearings are announced, held and called off."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from casework.cases.choices import DevelopmentKind
from casework.proceedings.choices import HearingKind, HearingOutcome
from casework.proceedings.models import Hearing
from casework.proceedings.services import (
    HearingSettled,
    call_off_hearing,
    hold_hearing,
    log_hearing,
    schedule_hearing,
)
from tests.factories.proceedings import HearingFactory, ProceedingFactory
from tests.proceedings.dates import when

pytestmark = pytest.mark.django_db


class TestScheduleHearing:
    def test_announces_a_day_and_an_hour(self):
        hearing = schedule_hearing(
            proceeding=ProceedingFactory(),
            kind=HearingKind.TRIAL,
            scheduled_on=date(2023, 2, 1),
            scheduled_time="09:30",
        )

        assert list(Hearing.objects.upcoming(date(2023, 1, 1))) == [hearing]

    def test_refuses_an_hour_that_is_none(self):
        with pytest.raises(ValidationError, match="as 09:30"):
            schedule_hearing(
                proceeding=ProceedingFactory(),
                kind=HearingKind.TRIAL,
                scheduled_on=date(2023, 2, 1),
                scheduled_time="noon",
            )


class TestHoldHearing:
    def test_hangs_it_on_a_development(self):
        held = hold_hearing(hearing=HearingFactory(), occurred=when("2023-02-01"), headline="Trial opens")

        assert held.outcome == HearingOutcome.HELD
        assert held.development.kind == DevelopmentKind.HEARING

    def test_announces_the_next_day_of_one_adjourned(self):
        held = hold_hearing(
            hearing=HearingFactory(),
            adjourned_to=date(2023, 2, 8),
            occurred=when("2023-02-01"),
            headline="Trial opens",
        )

        following = Hearing.objects.upcoming(date(2023, 2, 1)).get()
        assert held.outcome == HearingOutcome.ADJOURNED
        assert (following.kind, following.scheduled_on) == (held.kind, date(2023, 2, 8))

    def test_refuses_one_that_is_settled(self):
        with pytest.raises(HearingSettled, match="held"):
            hold_hearing(hearing=HearingFactory(held=True), occurred=when("2023"), headline="Again")


class TestLogHearing:
    def test_records_one_that_nobody_announced_to_us(self):
        hearing = log_hearing(
            proceeding=ProceedingFactory(),
            kind=HearingKind.REMAND,
            occurred=when("2022-02-27"),
            headline="Remanded behind closed doors",
        )

        assert (hearing.scheduled_on, hearing.outcome) == (None, HearingOutcome.HELD)


class TestCallOffHearing:
    def test_cancels_it(self):
        assert call_off_hearing(hearing=HearingFactory()).outcome == HearingOutcome.CANCELLED

    def test_announces_it_anew_where_it_was_put_off(self):
        postponed = call_off_hearing(hearing=HearingFactory(), postponed_to=date(2023, 3, 1))

        assert postponed.outcome == HearingOutcome.POSTPONED
        assert Hearing.objects.upcoming(date(2023, 2, 1)).get().scheduled_on == date(2023, 3, 1)

    def test_refuses_one_that_is_settled(self):
        with pytest.raises(HearingSettled):
            call_off_hearing(hearing=HearingFactory(held=True))
