"""Lines: points as high as their numbers ask, joined from month to month."""

from itertools import pairwise

import pytest

from casework.dashboards.charts.axes import BASE, TOP
from casework.dashboards.charts.lines import APART, draw_lines
from tests.dashboards.charts.given import CAPTION, months, series


def drawn(*all_series):
    """Return the chart of these series, from January on."""
    return draw_lines(CAPTION, months(len(all_series[0].marks)), all_series)


class TestDrawLines:
    def test_stands_points_as_high_as_their_numbers(self):
        points = drawn(series("Held", 40, 20, 0)).points

        assert [point.y for point in points] == [TOP, (TOP + BASE) / 2, BASE]

    def test_joins_each_point_to_the_next_of_its_series(self):
        chart = drawn(series("Held", 1, 2, 3), series("Freed", 3, 2, 1))

        assert len(chart.segments) == 4
        for tone in (1, 2):
            points = [(point.x, point.y) for point in chart.points if point.tone == tone]
            segments = [one for one in chart.segments if one.tone == tone]
            assert [(one.x, one.y) for one in segments] == points[:-1]
            assert [(one.to_x, one.to_y) for one in segments] == points[1:]

    def test_draws_one_month_as_a_point_alone(self):
        chart = drawn(series("Held", 5))

        assert len(chart.points) == 1
        assert chart.segments == []

    def test_draws_noughts_along_the_base_and_equal_values_along_a_line(self):
        assert {point.y for point in drawn(series("Held", 0, 0)).points} == {BASE}
        assert len({point.y for point in drawn(series("Held", 7, 7)).points}) == 1

    def test_draws_nothing_of_nothing(self):
        for chart in (draw_lines(CAPTION, [], []), drawn(series("Held"))):
            assert chart.points == chart.segments == chart.ends == chart.ticks == []

    def test_refuses_a_series_that_lacks_a_month(self):
        with pytest.raises(ValueError, match="one mark for each month"):
            draw_lines(CAPTION, months(3), [series("Held", 1, 2)])

    def test_writes_the_latest_numbers_apart_and_in_order(self):
        ends = drawn(*(series(str(n), 0, value) for n, value in enumerate((20, 19, 18, 2)))).ends

        assert [end.figure for end in ends] == ["2", "18", "19", "20"]
        assert all(below.y - above.y >= APART for below, above in pairwise(ends))
