"""Columns: as high as their numbers ask, beside or upon each other."""

from itertools import pairwise

import pytest

from casework.dashboards.charts.axes import BASE, PLOT, TOP
from casework.dashboards.charts.columns import LEAST, draw_columns
from tests.dashboards.charts.given import CAPTION, months, series


def drawn(*all_series, **more):
    """Return the chart of these series, from January on."""
    return draw_columns(CAPTION, months(len(all_series[0].marks)), all_series, **more)


class TestDrawColumns:
    def test_draws_heights_in_proportion_from_the_base_up(self):
        columns = drawn(series("Entered", 40, 10, 0)).columns

        assert [column.height for column in columns] == [PLOT, PLOT / 4, 0]
        assert all(column.y + column.height == BASE for column in columns)

    def test_stands_each_within_its_month(self):
        columns = drawn(series("Entered", *range(24))).columns

        for n, column in enumerate(columns):
            assert n * 100 / 24 < column.x < column.x + column.width < (n + 1) * 100 / 24

    def test_stands_several_beside_each_other_without_covering(self):
        columns = drawn(series("Entered", 4, 3), series("Released", 2, 4), series("Convicted", 0, 1)).columns

        assert [column.tone for column in columns] == [1, 2, 3, 1, 2, 3]
        for one, other in pairwise(columns):
            assert one.x + one.width <= other.x + 0.002

    def test_stacks_up_to_the_sum(self):
        chart = drawn(
            series("Letters", 10, 0), series("Visits", 20, 0), series("Pleas", 10, 5), is_stacked=True
        )
        first, second, third = chart.columns[:3]

        assert chart.ticks[-1].value == 40
        assert first.y + first.height == BASE
        assert second.y + second.height == pytest.approx(first.y)
        assert third.y + third.height == pytest.approx(second.y)
        assert third.y == TOP
        assert [(one.figure, one.y) for one in chart.written] == [("40", TOP - 5), ("5", 153)]

    def test_leaves_each_part_of_a_stack_enough_to_press(self):
        columns = drawn(series("Letters", 0), series("Visits", 1000), is_stacked=True).columns

        assert [column.hit_height for column in columns] == [LEAST, PLOT]

    def test_draws_noughts_on_an_axis_that_has_a_one(self):
        chart = drawn(series("Entered", 0, 0))

        assert [tick.value for tick in chart.ticks] == [0, 1]
        assert [column.height for column in chart.columns] == [0, 0]
        assert chart.written == []

    def test_draws_equal_values_equally_high(self):
        assert {column.height for column in drawn(series("Entered", 7, 7, 7)).columns} == {140}

    def test_draws_nothing_of_nothing(self):
        for chart in (draw_columns(CAPTION, months(3), []), drawn(series("Entered"))):
            assert chart.columns == chart.ticks == chart.months == []

    def test_refuses_a_series_that_lacks_a_month(self):
        with pytest.raises(ValueError, match="one mark for each month"):
            draw_columns(CAPTION, months(3), [series("Entered", 1, 2)])

    def test_writes_the_numbers_where_they_find_room(self):
        few, many = [series("Entered", *[9] * 12)], [series(str(n), *[9] * 24) for n in range(5)]

        assert len(drawn(*few).written) == 12
        assert drawn(*many).written == []
        assert len(drawn(*many, is_stacked=True).written) == 24

    def test_names_series_where_there_are_several(self):
        assert drawn(series("Entered", 1)).key == []
        assert [(one.tone, one.name) for one in drawn(series("Entered", 1), series("Freed", 1)).key] == [
            (1, "Entered"),
            (2, "Freed"),
        ]

    def test_tells_the_same_in_a_table_by_month(self):
        table = drawn(series("Entered", 1, 2), series("Freed", 3, 4)).table

        assert table.names == ["Entered", "Freed"]
        assert [(row.month, [mark.value for mark in row.marks]) for row in table.rows] == [
            (months(2)[0], [1, 3]),
            (months(2)[1], [2, 4]),
        ]
