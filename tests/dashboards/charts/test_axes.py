"""The axes of charts by month: round numbers, and months side by side."""

from datetime import date
from itertools import pairwise

import pytest

from casework.dashboards.charts.axes import BASE, STEPS, TOP, months_along, round_ticks, ticks_up_to
from tests.dashboards.charts.given import months


class TestRoundTicks:
    @pytest.mark.parametrize("highest", [*range(121), 999, 1000, 1001, 15_401, 999_999])
    def test_cover_the_highest_in_few_equal_steps_from_nought(self, highest):
        ticks = round_ticks(highest)

        assert ticks[0] == 0
        assert ticks[-1] >= highest
        assert 2 <= len(ticks) <= STEPS + 1
        assert len({after - before for before, after in pairwise(ticks)}) == 1

    @pytest.mark.parametrize("highest", [1, 7, 34, 88, 240, 15_401])
    def test_are_one_two_or_five_tens_apart(self, highest):
        assert str(round_ticks(highest)[1]).rstrip("0") in {"1", "2", "5"}

    def test_leave_out_what_is_not_needed(self):
        assert round_ticks(0) == [0, 1]
        assert round_ticks(3) == [0, 1, 2, 3]
        assert round_ticks(9) == [0, 5, 10]


class TestTicksUpTo:
    def test_stand_between_the_base_and_the_top(self):
        ticks = ticks_up_to(34)

        assert [tick.value for tick in ticks] == [0, 10, 20, 30, 40]
        assert (ticks[0].y, ticks[2].y, ticks[-1].y) == (BASE, (BASE + TOP) / 2, TOP)

    def test_write_thousands_apart_from_five_digits_on(self):
        assert [tick.figure for tick in ticks_up_to(20_000)] == [
            "0",
            "5000",
            "10\u202f000",
            "15\u202f000",
            "20\u202f000",
        ]


class TestMonthsAlong:
    def test_stand_in_the_middle_of_equal_parts(self):
        assert [month.x for month in months_along(months(4))] == [12.5, 37.5, 62.5, 87.5]

    def test_are_all_named_in_a_year(self):
        assert all(month.is_named for month in months_along(months(12)))

    def test_are_named_every_quarter_where_there_are_more(self):
        named = [month.on.month for month in months_along(months(24)) if month.is_named]

        assert named == [1, 4, 7, 10] * 2

    def test_name_the_year_at_first_and_where_it_begins(self):
        along = months_along([date(2023, 11, 1), date(2023, 12, 1), date(2024, 1, 1), date(2024, 2, 1)])

        assert [month.names_year for month in along] == [True, False, True, False]
