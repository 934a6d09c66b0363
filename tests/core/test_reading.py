"""What people type for a date, and how each of it is understood or why it is refused."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casework.core.partial_dates import EDTF_MAX_LENGTH, PartialDate, UnreadableDate

# What is typed, the notation it is kept in, and how it is then said.
READ = [
    # years, months, days
    ("2012", "2012", "2012"),
    ("in 2012", "2012", "2012"),
    ("sometime in 2012", "2012", "2012"),
    ("2022-08", "2022-08", "Aug 2022"),
    ("Aug 2022", "2022-08", "Aug 2022"),
    ("august 2022", "2022-08", "Aug 2022"),
    ("AUG. 2022", "2022-08", "Aug 2022"),
    ("2022 August", "2022-08", "Aug 2022"),
    ("Sept 2022", "2022-09", "Sep 2022"),
    ("08/2022", "2022-08", "Aug 2022"),
    ("8.2022", "2022-08", "Aug 2022"),
    ("2022-02-11", "2022-02-11", "11 Feb 2022"),
    ("11 Feb 2022", "2022-02-11", "11 Feb 2022"),
    ("11-Feb-2022", "2022-02-11", "11 Feb 2022"),
    ("Feb 11, 2022", "2022-02-11", "11 Feb 2022"),
    ("2022 Feb 11", "2022-02-11", "11 Feb 2022"),
    ("25th February 2022", "2022-02-25", "25 Feb 2022"),
    ("on the 1st of May 2022.", "2022-05-01", "1 May 2022"),
    ("Friday 25 February 2022", "2022-02-25", "25 Feb 2022"),
    ("  11   Feb  2022 ", "2022-02-11", "11 Feb 2022"),
    ("2022/02/11", "2022-02-11", "11 Feb 2022"),
    ("2022.2.11", "2022-02-11", "11 Feb 2022"),
    ("29 Feb 2024", "2024-02-29", "29 Feb 2024"),
    # one reading only is possible
    ("25/04/2023", "2023-04-25", "25 Apr 2023"),
    ("4/25/2023", "2023-04-25", "25 Apr 2023"),
    ("04.04.2023", "2023-04-04", "4 Apr 2023"),
    # approximate and uncertain
    ("about 11 Feb 2022", "2022-02-11~", "about 11 Feb 2022"),
    ("around Feb 2022", "2022-02~", "about Feb 2022"),
    ("circa 2012", "2012~", "about 2012"),
    ("c. 2012", "2012~", "about 2012"),
    ("c2012", "2012~", "about 2012"),
    ("ca. May 2012", "2012-05~", "about May 2012"),
    ("approx. 2012", "2012~", "about 2012"),
    ("approximately in May 2012", "2012-05~", "about May 2012"),
    ("~2012", "2012~", "about 2012"),
    ("2022-02-11~", "2022-02-11~", "about 11 Feb 2022"),
    ("2012?", "2012?", "perhaps 2012"),
    ("11 Feb 2022 (?)", "2022-02-11?", "perhaps 11 Feb 2022"),
    ("probably 2012", "2012?", "perhaps 2012"),
    ("2012%", "2012%", "perhaps about 2012"),
    ("about 2012?", "2012%", "perhaps about 2012"),
    # between two dates
    ("between 12 Mar 2022 and 10 Apr 2023", "2022-03-12/2023-04-10", "between 12 Mar 2022 and 10 Apr 2023"),
    ("from 12 Mar 2022 to 10 Apr 2023", "2022-03-12/2023-04-10", "between 12 Mar 2022 and 10 Apr 2023"),
    ("12 Mar 2022 \N{EN DASH} 10 Apr 2023", "2022-03-12/2023-04-10", "between 12 Mar 2022 and 10 Apr 2023"),
    ("12 Mar 2022 - 10 Apr 2023", "2022-03-12/2023-04-10", "between 12 Mar 2022 and 10 Apr 2023"),
    ("2022-03-12/2023-04-10", "2022-03-12/2023-04-10", "between 12 Mar 2022 and 10 Apr 2023"),
    ("2019-2020", "2019/2020", "between 2019 and 2020"),
    ("2019\N{EM DASH}2020", "2019/2020", "between 2019 and 2020"),
    ("between 3 and 5 May 2022", "2022-05-03/2022-05-05", "between 3 May 2022 and 5 May 2022"),
    ("3-5 May 2022", "2022-05-03/2022-05-05", "between 3 May 2022 and 5 May 2022"),
    ("May 3-5, 2022", "2022-05-03/2022-05-05", "between 3 May 2022 and 5 May 2022"),
    ("between March and May 2022", "2022-03/2022-05", "between Mar 2022 and May 2022"),
    ("between about 2012 and 2014", "2012~/2014", "between about 2012 and 2014"),
    ("Aug 2022 to 2022", "2022-08/2022", "between Aug 2022 and 2022"),
    # before and after
    ("before 12 Mar 2022", "../2022-03-12", "before 12 Mar 2022"),
    ("until 12 Mar 2022", "../2022-03-12", "before 12 Mar 2022"),
    ("by 12 Mar 2022", "../2022-03-12", "before 12 Mar 2022"),
    ("12 Mar 2022 at the latest", "../2022-03-12", "before 12 Mar 2022"),
    ("../2022-03-12", "../2022-03-12", "before 12 Mar 2022"),
    ("/2022-03-12", "../2022-03-12", "before 12 Mar 2022"),
    ("before Aug 2022", "../2022-08-01", "before 1 Aug 2022"),
    ("by Aug 2022", "../2022-08", "Aug 2022 or earlier"),
    ("2012 or earlier", "../2012", "2012 or earlier"),
    ("before about 12 Mar 2022", "../2022-03-12~", "before about 12 Mar 2022"),
    ("after 12 Mar 2022", "2022-03-12/..", "after 12 Mar 2022"),
    ("since 12 Mar 2022", "2022-03-12/..", "after 12 Mar 2022"),
    ("from 12 Mar 2022 onwards", "2022-03-12/..", "after 12 Mar 2022"),
    ("2022-03-12/", "2022-03-12/..", "after 12 Mar 2022"),
    ("after Aug 2022", "2022-08-31/..", "after 31 Aug 2022"),
    ("since Aug 2022", "2022-08/..", "Aug 2022 or later"),
    ("2012/..", "2012/..", "2012 or later"),
    # one of several
    ("11 or 13 Feb 2022", "[2022-02-11,2022-02-13]", "11 Feb 2022 or 13 Feb 2022"),
    ("2020 or 2019", "[2019,2020]", "2019 or 2020"),
    ("[2019, 2020]", "[2019,2020]", "2019 or 2020"),
    # what is not specified
    ("201X", "201X", "the 2010s"),
    ("the 2010s", "201X", "the 2010s"),
    ("200x", "200X", "the decade of the 2000s"),
    ("19XX", "19XX", "the century of the 1900s"),
    ("2022-XX-11", "2022-XX-11", "11th of a month in 2022"),
    ("the 2nd of some month in 2022", "2022-XX-02", "2nd of a month in 2022"),
    ("before 2022-XX-11", "../2022-XX-11", "11th of a month in 2022 or earlier"),
    ("2022-XX", "2022", "2022"),
    ("2022-XX-XX", "2022", "2022"),
    ("2022-02-XX", "2022-02", "Feb 2022"),
    # parts of a year that have fixed months
    ("2022-33", "2022-01/2022-03", "between Jan 2022 and Mar 2022"),
    ("Q4 2022", "2022-10/2022-12", "between Oct 2022 and Dec 2022"),
    ("last quarter of 2022", "2022-10/2022-12", "between Oct 2022 and Dec 2022"),
    ("the first half of 2022", "2022-01/2022-06", "between Jan 2022 and Jun 2022"),
    # unknown
    ("", "", "unknown"),
    ("   ", "", "unknown"),
    ("Unknown", "", "unknown"),
    ("n.d.", "", "unknown"),
    ("?", "", "unknown"),
]

NORTH_AND_SOUTH = ["between Mar 2022 and May 2022", "between Sep 2022 and Nov 2022"]

# What is typed, what the refusal says, and what it offers instead.
REFUSED = [
    ("10/04/2023", "more than one way", ["10 Apr 2023", "4 Oct 2023"]),
    ("10.04.2023", "more than one way", ["10 Apr 2023", "4 Oct 2023"]),
    ("10-04-2023", "more than one way", ["10 Apr 2023", "4 Oct 2023"]),
    ("about 10/04/2023", "more than one way", ["about 10 Apr 2023", "about 4 Oct 2023"]),
    ("before 10/04/2023", "more than one way", ["before 10 Apr 2023", "before 4 Oct 2023"]),
    (
        "between 10/04/2023 and 1 Dec 2023",
        "more than one way",
        ["between 10 Apr 2023 and 1 Dec 2023", "between 4 Oct 2023 and 1 Dec 2023"],
    ),
    ("between 10/04/2023 and 1 May 2023", "more than one way", ["between 10 Apr 2023 and 1 May 2023"]),
    ("10/04/2023 or 1 May 2023", "more than one way", ["10 Apr 2023", "4 Oct 2023"]),
    ("10/04/23", "four digits", []),
    ("11 Feb 22", "four digits", []),
    ("2011/12", "more than one way", ["Dec 2011", "between 2011 and 2012"]),
    ("2022/23", "more than one way", ["between 2022 and 2023"]),
    ("the 2000s", "more than one way", ["the decade of the 2000s", "the century of the 2000s"]),
    ("Monday 25 Feb 2022", "was a Friday, not a Monday", ["25 Feb 2022"]),
    ("between Monday 25 Feb 2022 and 2023", "was a Friday, not a Monday", []),
    (
        "spring 2022",
        "depend on the place",
        NORTH_AND_SOUTH,
    ),
    ("2022-21", "depend on the place", NORTH_AND_SOUTH),
    (
        "Fall of 2022",
        "depend on the place",
        NORTH_AND_SOUTH,
    ),
    (
        "about winter 2022",
        "depend on the place",
        [
            "between about Dec 2021 and about Feb 2022",
            "between about Jun 2022 and about Aug 2022",
            "between about Dec 2022 and about Feb 2023",
        ],
    ),
    ("early 2022", "no fixed limits", []),
    ("mid-2022", "no fixed limits", []),
    ("in late May 2022", "no fixed limits", []),
    ("at the end of Feb 2022", "no fixed limits", []),
    ("between early 2022 and 2023", "no fixed limits", []),
    ("two weeks earlier", "Work out the day", []),
    ("yesterday", "Work out the day", []),
    ("11 Feb", "Give the year of “11 Feb”", []),
    ("May", "Give the year of “May”", []),
    ("between December and February 2022", "its own month and year", []),
    ("28 or 3 May 2022", "its own month and year", []),
    ("between 2023 and 2022", "before it starts", []),
    ("2023-04-10/2022-01-01", "before it starts", []),
    ("31 Feb 2022", "Feb 2022 has no day 31", []),
    ("2023-02-29", "Feb 2023 has no day 29", []),
    ("2022-XX-32", "No month has a day 32", []),
    ("2022-13", "no month 13", []),
    ("13/2022", "no month 13", []),
    ("2022-45", "no month 45", []),
    ("31/31/2022", "no month 31", []),
    ("0999", "outside 1000 to 2999", []),
    ("3000", "outside 1000 to 2999", []),
    ("11 Feb 0622", "outside 1000 to 2999", []),
    ("../..", "at least one date", []),
    ("2019 or 2019", "two different dates", []),
    ("x" * 201, "at most 200 characters", []),
    (" or ".join(str(year) for year in range(2000, 2020)), "too many dates", []),
    ("the century of the 1980s", "not understood", []),
    ("2022-02-11T10:00", "not understood", []),
    ("2022-~02-11", "not understood", []),
    ("201X-02", "not understood", []),
    ("{2019,2020}", "not understood", []),
    ("2022-Q5", "not understood", []),
    ("third half of 2022", "not understood", []),
    ("May 2022 2023", "not understood", []),
    ("May June 2022", "not understood", []),
    ("Friday May 2022", "not understood", []),
    ("1 2 May 2022", "not understood", []),
    ("- 5 May 2022", "not understood", []),
    ("5 May 2022 -", "not understood", []),
    ("-2012", "not understood", []),
    ("20220211", "not understood", []),
    ("\N{ARABIC-INDIC DIGIT TWO}\N{ARABIC-INDIC DIGIT ZERO}12", "not understood", []),
    ("11 февраля 2022", "not understood", []),
    ("12", "not understood", []),
    ("hello", "not understood", []),
]


@pytest.mark.parametrize(("text", "edtf", "said"), READ)
class TestRead:
    def test_understands(self, text, edtf, said):
        read = PartialDate.read(text)

        assert (read.edtf, str(read)) == (edtf, said)

    def test_reads_its_own_words_and_notation_back(self, text, edtf, said):
        read = PartialDate.read(text)

        assert PartialDate.read(str(read)) == read
        assert PartialDate.from_edtf(read.edtf) == read


@pytest.mark.parametrize(("text", "why", "readings"), REFUSED)
class TestRefuse:
    def test_says_why_and_what_it_could_mean(self, text, why, readings):
        with pytest.raises(UnreadableDate) as refusal:
            PartialDate.read(text)

        assert why in str(refusal.value)
        assert [str(reading) for reading in refusal.value.readings] == readings

    def test_offers_only_what_it_reads(self, text, why, readings):
        with pytest.raises(UnreadableDate) as refusal:
            PartialDate.read(text)

        assert [PartialDate.read(str(reading)) for reading in refusal.value.readings] == list(
            refusal.value.readings
        )


class TestRefusal:
    def test_quotes_what_was_typed(self):
        with pytest.raises(UnreadableDate, match="“11 FEB”"):
            PartialDate.read("11 FEB")

    def test_keeps_the_words_and_basis_in_its_readings(self):
        with pytest.raises(UnreadableDate) as refusal:
            PartialDate.read("10/04/2023", words="10.04", basis="inferred")

        assert {(reading.words, reading.basis) for reading in refusal.value.readings} == {
            ("10.04", "inferred")
        }

    def test_is_worded_for_translators(self):
        with pytest.raises(UnreadableDate) as refusal:
            PartialDate.read("2022-13")

        assert refusal.value.message == "There is no month %(month)s."
        assert refusal.value.params == {"month": 13}


days = st.dates(date(1000, 1, 1), date(2999, 12, 31))
marks = st.sampled_from(["", "~", "?", "%"])


@st.composite
def point_texts(draw):
    """A date in notation, at any precision, with or without a mark."""
    day = draw(days)
    text = draw(
        st.sampled_from(
            [
                day.isoformat(),
                day.isoformat()[:7],
                day.isoformat()[:4],
                day.isoformat()[:3] + "X",
                day.isoformat()[:2] + "XX",
                f"{day.year:04}-XX-{day.day:02}",
            ]
        )
    )
    return text + draw(marks)


@st.composite
def edtf_texts(draw):
    """A text in the notation, of any kind."""
    first, second = draw(point_texts()), draw(point_texts())
    forms = [first, f"{first}/{second}", f"../{first}", f"{first}/..", f"[{first},{second}]"]
    return draw(st.sampled_from(forms))


def read_or_none(text):
    try:
        return PartialDate.read(text)
    except UnreadableDate:
        return None


class TestEveryDate:
    @given(edtf_texts())
    def test_is_read_back_from_the_way_it_is_said(self, text):
        if read := read_or_none(text):
            assert PartialDate.read(str(read)) == read

    @given(edtf_texts())
    def test_is_read_back_from_its_notation(self, text):
        if read := read_or_none(text):
            assert len(read.edtf) <= EDTF_MAX_LENGTH
            assert PartialDate.from_edtf(read.edtf) == read

    @given(edtf_texts())
    def test_has_its_limits_in_order(self, text):
        if (read := read_or_none(text)) and read.earliest and read.latest:
            assert read.earliest <= read.latest

    @given(point_texts())
    def test_of_one_time_is_always_read(self, text):
        assert PartialDate.read(text)

    @given(days, st.sampled_from(["%d %B %Y", "%B %d, %Y", "%d-%b-%Y", "%A %d %b %Y", "%Y/%m/%d"]))
    def test_of_one_day_is_the_day_however_it_is_written(self, day, pattern):
        assert PartialDate.read(day.strftime(pattern)) == PartialDate.on(day)

    @given(st.text(max_size=60))
    def test_is_read_or_refused_whatever_is_typed(self, text):
        read = read_or_none(text)

        assert read is None or bool(read) == bool(read.earliest or read.latest)
