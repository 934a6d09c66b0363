"""For what day hearings and restrictions ask a colleague to do something."""

import pytest

from casework.proceedings.choices import HearingOutcome
from casework.proceedings.rules import end_awaited_on, hearing_awaited_on
from tests.proceedings.dates import on

DAY = on("2023-02-01")


class TestHearingAwaitedOn:
    def test_is_the_day_for_which_it_is_announced(self):
        assert hearing_awaited_on(scheduled_on=DAY, outcome="") == DAY

    @pytest.mark.parametrize("outcome", HearingOutcome.values)
    def test_is_no_day_once_it_is_known_what_became_of_it(self, outcome):
        assert hearing_awaited_on(scheduled_on=DAY, outcome=outcome) is None

    def test_is_no_day_where_none_was_announced(self):
        assert hearing_awaited_on(scheduled_on=None, outcome="") is None


class TestEndAwaitedOn:
    def test_is_the_latest_day_on_which_it_ends(self):
        assert end_awaited_on(latest_end=DAY, is_lifted=False) == DAY

    def test_is_no_day_once_it_is_lifted(self):
        assert end_awaited_on(latest_end=DAY, is_lifted=True) is None

    def test_is_no_day_where_no_end_is_known(self):
        assert end_awaited_on(latest_end=None, is_lifted=False) is None
