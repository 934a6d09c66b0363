"""The timeline of custody: a row for each person, bands where they were held."""

from datetime import date
from itertools import pairwise

import pytest

from casework.dashboards.charts.marks import Mark
from casework.dashboards.charts.timeline import AXIS, FADE, LEAST, ROW, TICKS, Held, Spell, draw_timeline
from tests.dashboards.charts.given import CAPTION

TODAY = date(2024, 1, 1)


def spell(first=None, begun=None, lasting=None, last=None, kind="pretrial", label="Pre-trial detention"):
    """Return a spell with these limits."""
    return Spell(kind, Mark(label, 1, "/custody/1/", "as told"), first, begun, lasting, last)


def exactly(begin, end, **more):
    """Return a spell whose ends are known to the day."""
    return spell(begin, begin, end, end, **more)


def drawn(*spells, today=TODAY, **more):
    """Return the timeline of one person, and the bands of that person."""
    chart = draw_timeline(CAPTION, [Held("Somebody", spells)], today, **more)
    return chart, chart.rows[0].bands


class TestDrawTimeline:
    def test_draws_nothing_where_no_day_is_known(self):
        assert draw_timeline(CAPTION, [Held("Somebody", [spell()])], TODAY).rows == []
        assert draw_timeline(CAPTION, [], TODAY).rows == []

    def test_gives_each_person_a_row_below_the_one_before(self):
        people = [Held(name, [exactly(date(2022, 1, 1), date(2023, 1, 1))]) for name in ("One", "Other")]

        chart = draw_timeline(CAPTION, people, TODAY)

        assert [row.y for row in chart.rows] == [AXIS, AXIS + ROW]
        assert chart.height == AXIS + 2 * ROW

    def test_draws_no_more_people_than_asked_for_and_counts_the_rest(self):
        people = [Held(str(n), [exactly(date(2022, 1, 1), date(2023, 1, 1))]) for n in range(30)]

        chart = draw_timeline(CAPTION, people, TODAY, limit=10)

        assert (len(chart.rows), chart.left_out) == (10, 20)
        assert draw_timeline(CAPTION, people[:10], TODAY, limit=10).left_out == 0

    def test_keeps_a_row_for_who_was_never_held(self):
        people = [Held("One", [exactly(date(2022, 1, 1), date(2023, 1, 1))]), Held("Other", [])]

        assert [len(row.bands) for row in draw_timeline(CAPTION, people, TODAY).rows] == [1, 0]

    def test_begins_where_it_is_told_to(self):
        chart, bands = drawn(
            exactly(date(2015, 1, 1), date(2016, 1, 1)),
            exactly(date(2019, 1, 1), date(2023, 7, 1)),
            since=date(2023, 1, 1),
        )

        assert chart.ticks[0].on == date(2023, 1, 1)
        assert [(band.x, band.fade_in) for band in bands] == [(0, 0)]


class TestTicks:
    @pytest.mark.parametrize(
        ("since", "step"), [(date(2023, 4, 1), 1), (date(2021, 1, 1), 3), (date(2015, 6, 1), 12)]
    )
    def test_are_months_quarters_or_years(self, since, step):
        days = [tick.on for tick in drawn(exactly(since, TODAY))[0].ticks]

        apart = {
            (after.year - before.year) * 12 + after.month - before.month for before, after in pairwise(days)
        }
        assert apart == {step}
        assert days[0] <= since

    @pytest.mark.parametrize("year", [2023, 2020, 2012, 1995, 1950])
    def test_are_few(self, year):
        assert len(drawn(exactly(date(year, 2, 1), TODAY))[0].ticks) <= TICKS + 1


class TestBands:
    def test_of_exact_ends_are_solid_and_as_long_as_the_time(self):
        _chart, (long, short) = drawn(
            exactly(date(2021, 1, 1), date(2023, 1, 1)), exactly(date(2023, 1, 1), date(2024, 1, 1))
        )

        assert (long.fade_in, long.fade_out) == (0, 0)
        assert long.width == pytest.approx(2 * short.width, rel=0.001)
        assert long.out_x == pytest.approx(short.x)

    def test_fade_between_the_days_on_which_they_can_have_begun_and_ended(self):
        chart, (band,) = drawn(
            spell(date(2020, 1, 1), date(2021, 1, 1), date(2022, 1, 1), date(2023, 1, 1)),
        )

        assert band.fade_in == pytest.approx(band.width, rel=0.01)
        assert band.fade_out == pytest.approx(band.width, rel=0.01)
        assert chart.fading == ["pretrial"]

    def test_that_last_still_end_today(self):
        chart, (band,) = drawn(spell(date(2022, 1, 1), date(2022, 1, 1), date.max, date.max))

        assert band.out_x == chart.today_x
        assert band.fade_out == 0

    def test_of_an_unknown_start_fade_in_before_the_day_that_is_known(self):
        _chart, bands = drawn(exactly(date(2018, 1, 1), date(2018, 2, 1)), spell(last=date(2022, 1, 1)))

        assert (bands[1].whole, bands[1].width) == (FADE, 0)

    def test_never_grow_too_narrow_to_be_seen(self):
        _chart, bands = drawn(
            exactly(date(2015, 1, 1), date(2015, 1, 2)), exactly(date(2023, 12, 31), date(2024, 1, 1))
        )

        assert all(band.whole == pytest.approx(LEAST) for band in bands)

    def test_name_their_regime_where_it_finds_room(self):
        chart, (long, short) = drawn(
            exactly(date(2020, 1, 1), date(2023, 6, 1)), exactly(date(2023, 6, 1), date(2023, 9, 1))
        )

        assert (long.is_named, short.is_named) == (True, False)
        assert chart.key == [("pretrial", "Pre-trial detention")]
