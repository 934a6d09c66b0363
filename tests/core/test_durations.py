"""How long it is between partial dates."""

from datetime import date

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from casework.core.partial_dates import DayRange, PartialDate, add_span, days_between, months_and_days


class TestDaysBetween:
    @pytest.mark.parametrize(
        ("start", "end", "least", "most"),
        [
            ("25 Feb 2022", "10 Apr 2023", 409, 409),
            ("between 25 Feb 2022 and 11 Mar 2022", "10 Apr 2023", 395, 409),
            ("2022", "2022", 0, 364),
            ("Aug 2022", "Oct 2022", 31, 91),
            ("before 12 Mar 2022", "24 Mar 2022", 12, None),
            ("after 12 Mar 2022", "24 Mar 2022", None, 12),
            ("12 Mar 2022", "after 24 Mar 2022", 12, None),
            ("12 Mar 2022", "before 24 Mar 2022", None, 12),
            ("before 24 Mar 2022", "after 12 Mar 2022", 0, None),
            ("12 Mar 2022", "unknown", None, None),
            ("unknown", "12 Mar 2022", None, None),
            ("2023", "2022", -729, -1),
        ],
    )
    def test_is_a_range(self, start, end, least, most):
        assert days_between(PartialDate.read(start), PartialDate.read(end)) == DayRange(least, most)

    @given(st.lists(st.dates(), min_size=3, max_size=3), st.lists(st.dates(), min_size=3, max_size=3))
    def test_holds_the_days_between_any_two_days_in_order_within_the_dates(self, starts, ends):
        (first, start, second), (third, end, fourth) = sorted(starts), sorted(ends)
        assume(start <= end)

        found = days_between(
            PartialDate(earliest=first, latest=second), PartialDate(earliest=third, latest=fourth)
        )

        assert found.least <= (end - start).days <= found.most


class TestDayRange:
    @pytest.mark.parametrize(
        ("least", "most", "said"),
        [
            (395, 409, "395\N{EN DASH}409 days"),
            (409, 409, "409 days"),
            (1, 1, "1 day"),
            (0, 1, "0\N{EN DASH}1 day"),
            (0, 0, "0 days"),
            (1200, 1300, "1,200\N{EN DASH}1,300 days"),
            (12, None, "at least 12 days"),
            (None, 12, "at most 12 days"),
            (None, None, "unknown"),
            (-3, -1, "ends before it starts"),
        ],
    )
    def test_is_said_plainly(self, least, most, said):
        assert str(DayRange(least, most)) == said

    @pytest.mark.parametrize(
        ("one", "other", "both"),
        [
            (DayRange(15, 15), DayRange(395, 409), DayRange(410, 424)),
            (DayRange(15, 15), DayRange(12, None), DayRange(27, None)),
            (DayRange(15, 15), DayRange(None, None), DayRange(15, None)),
            (DayRange(None, 5), DayRange(None, 6), DayRange(None, 11)),
        ],
    )
    def test_adds_up(self, one, other, both):
        assert one + other == both
        assert other + one == both

    def test_adds_no_bare_number(self):
        with pytest.raises(TypeError):
            DayRange(1, 1) + 1

    def test_is_exact_when_both_ends_agree(self):
        assert DayRange(5, 5).is_exact
        assert not DayRange(5, 6).is_exact
        assert not DayRange(None, None).is_exact

    def test_is_impossible_when_even_its_most_is_negative(self):
        assert DayRange(-3, -1).is_impossible
        assert not DayRange(0, 0).is_impossible
        assert not DayRange(None, None).is_impossible


class TestMonthsAndDays:
    @pytest.mark.parametrize(
        ("start", "end", "said"),
        [
            (date(2022, 2, 25), date(2023, 4, 10), "13 months 16 days"),
            (date(2022, 2, 25), date(2022, 3, 12), "15 days"),
            (date(2022, 2, 25), date(2022, 3, 25), "1 month"),
            (date(2022, 2, 25), date(2022, 3, 26), "1 month 1 day"),
            (date(2022, 1, 31), date(2022, 2, 28), "1 month"),
            (date(2022, 2, 25), date(2022, 2, 25), "0 days"),
        ],
    )
    def test_counts_whole_months_first(self, start, end, said):
        assert months_and_days(start, end) == said

    def test_refuses_an_end_before_the_start(self):
        with pytest.raises(ValueError, match="before the start"):
            months_and_days(date(2022, 2, 25), date(2022, 2, 24))


class TestAddSpan:
    def test_clamps_to_the_end_of_the_month_before_it_adds_days(self):
        assert add_span(date(2023, 1, 31), months=1, days=1) == date(2023, 3, 1)

    @pytest.mark.parametrize("span", [{"years": 9000}, {"days": 4_000_000}])
    def test_stops_at_the_end_of_the_calendar(self, span):
        assert add_span(date(2023, 1, 31), **span) == date.max
