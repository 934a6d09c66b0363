"""The liberty line: where bands and marks stand for what is known of the dates."""

from datetime import date

from casework.workspace.liberty.line import (
    AHEAD,
    APART,
    FADE,
    LEAST,
    MARGIN,
    YEAR,
    Event,
    Life,
    Stretch,
    draw,
)

TODAY = date(2024, 1, 1)


def stretch(first=None, begun=None, lasting=None, last=None, kind="pretrial"):
    """Return a stretch with these limits."""
    return Stretch(kind, "pre-trial detention", "as told", "#custody-1", first, begun, lasting, last)


def exactly(begin, end, kind="pretrial"):
    """Return a stretch whose ends are known to the day."""
    return stretch(begin, begin, end, end, kind)


def arrest(first, last=None, words="arrest"):
    """Return an arrest on a day, or between two."""
    return Event("arrest", words, "as told", "#development-1", first, last or first)


def drawn(*custody, restrictions=(), events=(), today=TODAY):
    """Return the only row of the line of one person."""
    line = draw([Life("Somebody", custody, restrictions, events)], today)
    return line, line.rows[0]


class TestDraw:
    def test_draws_nothing_where_no_day_is_known(self):
        assert draw([Life("Somebody", [stretch()], [], [arrest(None)])], TODAY) is None

    def test_begins_with_the_first_year_and_reaches_the_last(self):
        line, _row = drawn(
            exactly(date(2010, 5, 1), date(2010, 6, 1)),
            restrictions=[exactly(date(2023, 4, 10), date(2029, 4, 10), "restriction")],
        )

        assert line.years[0] == (MARGIN, 2010)
        assert line.years[-1][1] == 2030
        assert line.width >= line.years[-1][0]

    def test_marks_today_where_it_stands_among_the_years(self):
        line, _row = drawn(exactly(date(2022, 1, 1), date(2023, 1, 1)), today=date(2024, 7, 1))

        assert {year: x for x, year in line.years}[2024] < line.today_x < MARGIN + 3 * YEAR

    def test_gives_each_of_several_persons_a_row_below_the_one_before(self):
        lives = [Life(name, [exactly(date(2022, 1, 1), date(2023, 1, 1))]) for name in ("One", "Other")]

        one, other = draw(lives, TODAY).rows

        assert one.bands[0].y + one.bands[0].height <= other.y < other.bands[0].y


class TestYears:
    def test_to_come_are_drawn_only_as_far_as_one_can_look_ahead(self):
        line, row = drawn(
            restrictions=[exactly(date(2023, 1, 1), date(2999, 1, 1), "restriction")],
        )

        assert line.years[-1][1] == TODAY.year + AHEAD + 1
        assert row.bands[0].out_x == line.years[-1][0]


class TestBands:
    def test_of_exact_ends_are_solid_throughout(self):
        _line, row = drawn(exactly(date(2022, 1, 1), date(2023, 1, 1)))

        (band,) = row.bands
        assert (band.x, band.fade_in, band.fade_out) == (MARGIN, 0, 0)
        assert abs(band.width - YEAR) <= 1

    def test_fade_between_the_days_on_which_they_can_have_begun_and_ended(self):
        _line, row = drawn(stretch(date(2020, 1, 1), date(2021, 1, 1), date(2022, 1, 1), date(2023, 1, 1)))

        (band,) = row.bands
        assert band.x == MARGIN
        assert all(abs(part - YEAR) <= 1 for part in (band.fade_in, band.width, band.fade_out))

    def test_that_run_still_end_today(self):
        line, row = drawn(stretch(date(2022, 1, 1), date(2022, 1, 1), date.max, date.max))

        assert row.bands[0].out_x == line.today_x
        assert row.bands[0].fade_out == 0

    def test_of_a_restriction_without_end_reach_the_edge(self):
        line, row = drawn(
            restrictions=[stretch(date(2022, 1, 1), date(2022, 1, 1), date.max, date.max, "restriction")]
        )

        assert row.bands[0].out_x == line.years[-1][0]

    def test_of_an_unknown_start_fade_in_before_the_day_that_is_known(self):
        _line, row = drawn(exactly(date(2018, 1, 1), date(2018, 2, 1)), stretch(last=date(2022, 1, 1)))

        band = row.bands[1]
        assert band.whole == FADE
        assert band.width == 0

    def test_never_grow_too_narrow_to_be_seen(self):
        _line, row = drawn(exactly(date(2022, 2, 25), date(2022, 2, 26)))

        assert row.bands[0].whole == LEAST

    def test_of_restrictions_that_overlap_stand_below_each_other(self):
        _line, row = drawn(
            restrictions=[
                exactly(date(2020, 1, 1), date(2022, 1, 1), "restriction"),
                exactly(date(2021, 1, 1), date(2023, 1, 1), "restriction"),
                exactly(date(2022, 6, 1), date(2023, 1, 1), "restriction"),
            ]
        )

        first, second, third = (band.y for band in row.bands)
        assert first < second
        assert third == first

    def test_that_no_day_places_are_left_out_and_stay_in_the_table(self):
        line, row = drawn(stretch(), events=[arrest(date(2022, 2, 25))])

        assert row.bands == []
        assert len(line.lives[0].facts) == 2


class TestMarks:
    def test_of_one_day_never_cover_each_other(self):
        _line, row = drawn(events=[arrest(date(2022, 2, 25), words=str(number)) for number in range(3)])

        first, second, third = (mark.x for mark in row.marks)
        assert second - first >= APART
        assert third - second >= APART

    def test_stand_in_the_middle_of_the_days_that_are_possible(self):
        _line, row = drawn(events=[arrest(date(2022, 1, 1), date(2022, 12, 31))])

        (mark,) = row.marks
        assert mark.reach_x == MARGIN
        assert abs(mark.x - (mark.reach_x + mark.reach / 2)) <= 1


class TestFacts:
    def test_stand_in_order_with_what_nothing_dates_last(self):
        life = Life(
            "Somebody",
            [stretch(), exactly(date(2023, 1, 1), date(2023, 2, 1))],
            [],
            [arrest(date(2022, 1, 1))],
        )

        assert [fact.known_from for fact in life.facts] == [date(2022, 1, 1), date(2023, 1, 1), date.max]
