"""What can be asked of responses and of the clocks they stop."""

from datetime import date

import pytest

from casework.advocacy import rules
from casework.advocacy.models import Clock, Response
from casework.core.partial_dates import PartialDate
from tests.advocacy.replies import silence
from tests.factories.advocacy import ClockFactory, OpinionFactory, ResponseFactory

pytestmark = pytest.mark.django_db


class TestClockQuestions:
    DAYS = (date(2024, 2, 29), date(2024, 3, 1), date(2024, 4, 30), date(2024, 5, 1), date(2024, 6, 1))

    @pytest.mark.parametrize("on", DAYS)
    @pytest.mark.parametrize("stopped", ["", "1 Apr 2024", "1 May 2024", "20 May 2024"])
    @pytest.mark.parametrize("by", ["response", "opinion"])
    def test_agree_with_the_rules(self, on, stopped, by):
        clock = ClockFactory()
        stop = PartialDate.read(stopped) if stopped else None
        if stop and by == "response":
            clock.stopped_by = ResponseFactory(target=clock.target, development__occurred=stop)
        elif stop:
            clock.ended_by = OpinionFactory(action=clock.action, adopted=stop)
        clock.save()
        period = {"started_on": clock.started_on, "stopped_on": stop and stop.earliest, "on": on}

        assert Clock.objects.running(on).exists() is rules.is_running(**period)
        assert Clock.objects.overdue(on).exists() is rules.is_overdue(due_on=clock.due_on, **period)

    def test_take_an_undated_answer_for_one_from_the_beginning(self):
        clock = ClockFactory()
        clock.stopped_by = ResponseFactory(target=clock.target, development__undated=True)
        clock.save()

        assert not Clock.objects.running(clock.started_on).exists()

    @pytest.mark.parametrize(
        ("on", "is_due"),
        [
            (date(2024, 4, 19), False),
            (date(2024, 4, 20), True),
            (date(2024, 4, 30), True),
            (date(2024, 5, 1), False),
        ],
    )
    def test_find_what_falls_due_within_ten_days(self, on, is_due):
        ClockFactory(due_on=date(2024, 4, 30))

        assert Clock.objects.due_within(on, 10).exists() is is_due


class TestResponseSubstantive:
    def test_leaves_out_silence(self):
        answer = ResponseFactory()
        ResponseFactory(kind=silence())

        assert list(Response.objects.substantive()) == [answer]
