"""The limits, order and arithmetic of partial dates."""

import pickle
from datetime import date

import edtf
import pytest
from hypothesis import given
from hypothesis import strategies as st

from casework.core.partial_dates import Basis, PartialDate, UnreadableDate

# Notation, first and last possible day.
LIMITS = [
    ("2012", date(2012, 1, 1), date(2012, 12, 31)),
    ("2022-08", date(2022, 8, 1), date(2022, 8, 31)),
    ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
    ("2022-02-11", date(2022, 2, 11), date(2022, 2, 11)),
    ("2022-02-11~", date(2022, 2, 11), date(2022, 2, 11)),
    ("2012?", date(2012, 1, 1), date(2012, 12, 31)),
    ("2012-05%", date(2012, 5, 1), date(2012, 5, 31)),
    ("2022-03-12/2023-04-10", date(2022, 3, 12), date(2023, 4, 10)),
    ("2022-02/2023-04", date(2022, 2, 1), date(2023, 4, 30)),
    ("2012~/2014", date(2012, 1, 1), date(2014, 12, 31)),
    ("../2022-03-12", None, date(2022, 3, 12)),
    ("2022-03-12/..", date(2022, 3, 12), None),
    ("201X", date(2010, 1, 1), date(2019, 12, 31)),
    ("19XX", date(1900, 1, 1), date(1999, 12, 31)),
    ("2022-XX-11", date(2022, 1, 11), date(2022, 12, 11)),
    ("[2019,2021-05]", date(2019, 1, 1), date(2021, 5, 31)),
]


@pytest.mark.parametrize(("text", "earliest", "latest"), LIMITS)
class TestLimits:
    def test_are_the_strict_ones(self, text, earliest, latest):
        found = PartialDate.from_edtf(text)

        assert (found.earliest, found.latest) == (earliest, latest)

    def test_are_those_of_the_reference_library(self, text, earliest, latest):
        parsed = edtf.parse_edtf(text)

        limits = [
            None if isinstance(limit, float) else date(*limit[:3])
            for limit in (parsed.lower_strict(), parsed.upper_strict())
        ]

        assert limits == [earliest, latest]


class TestFromEdtf:
    def test_keeps_the_words_and_basis(self):
        found = PartialDate.from_edtf("2022-02-11~", words="two weeks earlier", basis=Basis.COMPUTED)

        assert (found.words, found.basis) == ("two weeks earlier", "computed")

    def test_takes_nothing_for_unknown(self):
        assert PartialDate.from_edtf(" ") == PartialDate.unknown()

    @pytest.mark.parametrize("text", ["Aug 2022", "11 Feb 2022", "unknown", "2022-21", "2022-02-30"])
    def test_refuses_what_is_not_a_date_in_notation(self, text):
        with pytest.raises(UnreadableDate):
            PartialDate.from_edtf(text)

    def test_refuses_more_than_a_column_holds(self):
        with pytest.raises(UnreadableDate, match="too many dates"):
            PartialDate.from_edtf(f"[{','.join(str(year) for year in range(2000, 2020))}]")


class TestOn:
    def test_is_exactly_that_day(self):
        day = date(2022, 2, 25)

        found = PartialDate.on(day, basis="inferred")

        assert found == PartialDate("2022-02-25", day, day, "", "inferred")


class TestBetween:
    @pytest.mark.parametrize(
        ("earliest", "latest", "text"),
        [
            (date(2022, 2, 25), date(2022, 2, 25), "2022-02-25"),
            (date(2022, 2, 1), date(2022, 2, 28), "2022-02"),
            (date(2022, 1, 1), date(2022, 12, 31), "2022"),
            (date(2012, 1, 1), date(2013, 12, 31), "2012/2013"),
            (date(2012, 5, 1), date(2013, 2, 28), "2012-05/2013-02"),
            (date(2012, 1, 1), date(2013, 2, 27), "2012-01-01/2013-02-27"),
            (None, date(2022, 3, 12), "../2022-03-12"),
            (date(2022, 3, 12), None, "2022-03-12/.."),
            (None, None, ""),
        ],
    )
    def test_is_said_in_the_simplest_way(self, earliest, latest, text):
        assert PartialDate.between(earliest, latest) == PartialDate.from_edtf(text)

    def test_refuses_limits_in_the_wrong_order(self):
        with pytest.raises(ValueError, match="before it starts"):
            PartialDate.between(date(2022, 3, 12), date(2022, 3, 11))


class TestPartialDate:
    def test_refuses_a_basis_that_is_none(self):
        with pytest.raises(ValueError, match="guessed"):
            PartialDate.read("2012", basis="guessed")

    def test_is_true_when_something_is_known(self):
        assert PartialDate.read("before 2012")
        assert not PartialDate.unknown(words="long ago")

    @pytest.mark.parametrize(
        ("text", "is_exact"),
        [("11 Feb 2022", True), ("about 11 Feb 2022", False), ("Feb 2022", False), ("unknown", False)],
    )
    def test_is_exact_when_it_is_one_day_without_doubt(self, text, is_exact):
        assert PartialDate.read(text).is_exact is is_exact

    @pytest.mark.parametrize(
        ("text", "mark"),
        [
            ("2012", ""),
            ("2012~", "~"),
            ("2012?", "?"),
            ("2012%", "%"),
            ("2012~/2013?", "%"),
            ("2012~/2013", "~"),
        ],
    )
    def test_tells_how_sure_it_is(self, text, mark):
        assert PartialDate.read(text).mark == mark

    @pytest.mark.parametrize(
        ("text", "limits"),
        [
            ("11 Feb 2022", ""),
            ("about 11 Feb 2022", "11 Feb 2022"),
            ("Feb 2022", "1 Feb 2022 to 28 Feb 2022"),
            ("by Feb 2022", "28 Feb 2022 at the latest"),
            ("since 2022", "1 Jan 2022 at the earliest"),
            ("unknown", ""),
        ],
    )
    def test_says_its_limits_where_they_add_something(self, text, limits):
        assert PartialDate.read(text).limits == limits

    def test_sorts_by_earliest_then_latest_with_unknown_last(self):
        texts = ["before 2011", "2012", "1 Jan 2013", "Jan 2013", "2013", "since Jan 2013", "2014", "unknown"]
        in_order = [PartialDate.read(text) for text in texts]
        others_first = in_order[4:] + in_order[:4]

        found = sorted(others_first, key=lambda each: each.sort_key)

        assert found == in_order

    def test_survives_pickling(self):
        found = PartialDate.read("about Feb 2022", words="around then", basis="inferred")

        assert pickle.loads(pickle.dumps(found)) == found  # noqa: S301


class TestPlus:
    @pytest.mark.parametrize(
        ("start", "span", "result"),
        [
            ("25 Feb 2022", {"days": 15}, "12 Mar 2022"),
            ("10 Apr 2023", {"years": 6}, "10 Apr 2029"),
            ("25 Feb 2022", {"days": -14}, "11 Feb 2022"),
            ("29 Feb 2024", {"years": 1}, "28 Feb 2025"),
            ("31 Jan 2023", {"months": 1}, "28 Feb 2023"),
            ("31 Jan 2023", {"months": 13, "days": 1}, "1 Mar 2024"),
            ("2012", {"years": 6}, "2018"),
            ("Aug 2022", {"months": 6}, "between 1 Feb 2023 and 28 Feb 2023"),
            ("about 10 Apr 2023", {"years": 6}, "about 10 Apr 2029"),
            ("about Feb 2022", {"days": 15}, "between about 16 Feb 2022 and about 15 Mar 2022"),
            ("before 12 Mar 2022", {"years": 1}, "before 12 Mar 2023"),
            ("after 12 Mar 2022", {"years": 1}, "after 12 Mar 2023"),
            ("unknown", {"years": 1}, "unknown"),
            ("2022", {"years": 999}, "after 31 Dec 2999"),
            ("2022", {"years": 9999}, "after 31 Dec 2999"),
            ("before 2022", {"years": 9999}, "unknown"),
        ],
    )
    def test_is_later_by_calendar_time_and_no_surer(self, start, span, result):
        found = PartialDate.read(start).plus(**span)

        expected = PartialDate.read(result)
        assert (found.earliest, found.latest) == (expected.earliest, expected.latest)
        assert found.mark == expected.mark

    def test_is_computed_and_keeps_its_words(self):
        found = PartialDate.read("10 Apr 2023").plus(years=6, words="for six years")

        assert (found.basis, found.words) == ("computed", "for six years")

    @given(
        st.dates(date(1900, 1, 1), date(2100, 1, 1)),
        st.integers(0, 30),
        st.integers(0, 40),
        st.integers(0, 400),
    )
    def test_of_an_exact_day_is_exact_and_not_before_it(self, day, years, months, days):
        found = PartialDate.on(day).plus(years=years, months=months, days=days)

        assert found.is_exact
        assert found.earliest >= day
