"""Bars: as long as their numbers ask."""

import pytest

from casework.dashboards.charts.bars import draw_bars
from tests.dashboards.charts.given import CAPTION, marks


def lengths(*values, **more):
    """Return how long the bars of these values are."""
    return [row.bar.length for row in draw_bars(CAPTION, marks(*values), name="Held", **more).rows]


class TestDrawBars:
    def test_draws_each_as_long_as_its_share_of_the_longest(self):
        assert lengths(40, 10, 5, 0) == [100, 25, 12.5, 0]

    def test_fills_the_room_with_one_value_and_with_equal_ones(self):
        assert lengths(1) == [100]
        assert lengths(3, 3) == [100, 100]

    def test_draws_noughts_as_bars_of_no_length(self):
        assert lengths(0, 0) == [0, 0]

    def test_draws_nothing_of_nothing(self):
        assert draw_bars(CAPTION, [], name="Held").rows == []

    def test_measures_what_is_compared_by_the_same_length(self):
        chart = draw_bars(
            CAPTION, marks(10, 5), name="2024", others=marks(20, 0, label="Before"), other_name="2023"
        )

        assert [(row.bar.length, row.other.length) for row in chart.rows] == [(50, 100), (25, 0)]
        assert chart.table.names == ["2024", "2023"]
        assert [[mark.value for mark in row.marks] for row in chart.table.rows] == [[10, 20], [5, 0]]

    def test_refuses_to_compare_rows_with_fewer(self):
        with pytest.raises(ValueError, match="shorter"):
            draw_bars(CAPTION, marks(1, 2), name="2024", others=marks(1), other_name="2023")
