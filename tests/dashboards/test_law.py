"""Charges, verdicts and sentences: counted by hand."""

import pytest

from casework.proceedings.choices import ChargeStatus, ProceedingKind, SentenceKind
from tests.dashboards.counting import FIRST, LAST, day, measure, names, parts, when
from tests.factories.proceedings import (
    ChargeEventFactory,
    ChargeFactory,
    DecisionFactory,
    ProceedingFactory,
    SentenceComponentFactory,
)
from tests.factories.reference import LegalProvisionFactory

pytestmark = pytest.mark.django_db


def happens(charge, **events):
    """Let things happen to a charge: the status by name, and the date of each."""
    for status, occurred in events.items():
        ChargeEventFactory(charge=charge, status=ChargeStatus(status), development__occurred=when(occurred))
    return charge


def sentence(occurred="2024-03-01", *, supersedes=None, **component):
    """Pass a sentence by a decision of that date; return the decision."""
    values = {"proceeding": supersedes.proceeding, "supersedes": supersedes} if supersedes else {}
    decision = DecisionFactory(development__occurred=when(occurred), **values)
    SentenceComponentFactory(decision=decision, **component)
    return decision


class TestCharges:
    def test_quashed_after_conviction_counts_as_what_had_become_of_it_by_the_day(self, read):
        happens(ChargeFactory(), filed="2023-01-10", convicted="2024-02-05", quashed="2024-09-09")

        days = ("2023-01-10", "2024-02-04", "2024-02-05", "2024-09-08", "2024-09-09")
        fates = [parts(read("charges", day(text)), "fate") for text in days]
        expected = ("filed", "filed", "convicted", "convicted", "quashed")
        assert fates == [{fate: 1} for fate in expected]

    def test_counts_from_the_first_day_on_which_it_can_have_been_brought(self, read):
        happens(ChargeFactory(), filed="2024-02")

        assert [read("charges", day(text)).number for text in ("2024-01-31", "2024-02-01")] == [0, 1]

    def test_takes_an_undated_event_into_account_with_the_first_dated_one(self, read):
        happens(ChargeFactory(), filed="2024-03-01", convicted="")

        assert read("charges", day("2024-02-29")).number == 0
        assert parts(read("charges", day("2024-03-01")), "fate") == {"convicted": 1}

    def test_leaves_out_a_charge_of_which_nothing_is_known(self, read):
        ChargeFactory()

        assert read("charges", LAST).number == 0

    def test_counts_each_charge_once_under_its_provision_and_country(self, read):
        provision = LegalProvisionFactory()
        proceeding = ProceedingFactory(case__country="BY")
        for charged in (provision, provision, None):
            charge = ChargeFactory(proceeding=proceeding, provision=charged)
            happens(charge, filed="2024-01-10", added="2024-02-10")

        charges = read("charges", LAST)
        assert charges.number == 3
        assert parts(charges, "provision") == {str(provision.pk): 2, "none": 1}
        assert parts(charges, "country") == {"BY": 3}
        # A provision narrows the cases, and in them everything counts.
        assert read("charges", LAST, provision=provision.pk).number == 3
        assert read("charges", LAST, provision=LegalProvisionFactory().pk).number == 0


class TestConvicted:
    def test_quashed_later_still_counts_on_its_day(self, read):
        happens(ChargeFactory(), filed="2023-01-10", convicted="2024-02-05", quashed="2024-09-09")

        convicted = read("convicted", LAST, FIRST)
        assert (convicted.number, parts(convicted, "month")) == (1, {"2024-02": 1})

    def test_counts_once_for_each_proceeding_on_the_day_of_its_first(self, read):
        proceeding = ProceedingFactory()
        happens(ChargeFactory(proceeding=proceeding), convicted="2024-02-05")
        happens(ChargeFactory(proceeding=proceeding), convicted="2024-07-05")
        happens(ChargeFactory(proceeding=ProceedingFactory(administrative=True)), convicted="2024-07-05")

        convicted = read("convicted", LAST, FIRST)
        assert (convicted.number, parts(convicted, "month")) == (2, {"2024-02": 1, "2024-07": 1})
        assert read("convicted", LAST, day("2024-02-06")).number == 1

    @pytest.mark.parametrize("kind", [ProceedingKind.APPEAL, ProceedingKind.CIVIL])
    def test_leaves_out_proceedings_that_accuse_nobody(self, read, kind):
        happens(ChargeFactory(proceeding__kind=kind), convicted="2024-02-05")

        assert read("convicted", LAST, FIRST).number == 0

    def test_counts_on_the_first_possible_day_and_not_without_one(self, read):
        happens(ChargeFactory(), convicted="2024")
        happens(ChargeFactory(), convicted="")

        assert parts(read("convicted", LAST, FIRST), "month") == {"2024-01": 1}
        assert read("convicted", LAST, day("2024-01-02")).number == 0

    def test_counts_on_the_bounds_of_the_period(self, read):
        for text in ("2023-12-31", "2024-01-01", "2024-12-31", "2025-01-01"):
            happens(ChargeFactory(), convicted=text)

        convicted = read("convicted", LAST, FIRST)
        assert (convicted.number, convicted.before) == (2, 1)


class TestAcquitted:
    def test_of_one_charge_and_convicted_of_another_counts_in_both(self, read):
        proceeding = ProceedingFactory()
        happens(ChargeFactory(proceeding=proceeding), convicted="2024-02-05")
        happens(ChargeFactory(proceeding=proceeding), acquitted="2024-02-05")

        assert [read(name, LAST, FIRST).number for name in ("convicted", "acquitted")] == [1, 1]

    def test_counts_on_the_first_day_of_several(self, read):
        proceeding = ProceedingFactory()
        happens(ChargeFactory(proceeding=proceeding), acquitted="2024-05-05")
        happens(ChargeFactory(proceeding=proceeding), acquitted="2024-04-05")

        assert parts(read("acquitted", LAST, FIRST), "month") == {"2024-04": 1}


class TestSentences:
    def test_superseded_on_appeal_counts_until_the_day_of_the_appeal(self, read):
        first = sentence("2024-03-01", years=6)
        sentence("2024-08-01", supersedes=first, years=2)

        before, after = (
            read("sentences", day("2024-07-31"), FIRST),
            read("sentences", day("2024-08-01"), FIRST),
        )
        assert (before.number, parts(before, "length")) == (1, {"10": 1})
        assert (after.number, parts(after, "length")) == (1, {"3": 1})

    def test_superseded_without_a_known_day_does_not_count(self, read):
        sentence("", supersedes=sentence("2024-03-01"))

        assert read("sentences", LAST, FIRST).number == 0

    def test_tells_the_lower_of_the_middle_two_and_the_longest(self, read):
        for term in ({"years": 2}, {"years": 8}, {"years": 0, "months": 18}, {"years": 3, "days": 10}):
            sentence(**term)

        assert measure(read("sentences", LAST, FIRST)) == {"median": "2 years", "longest": "8 years"}

    def test_tells_the_one_in_the_middle_of_an_odd_number(self, read):
        for months in (40, 11, 13):
            sentence(years=0, months=months)

        reading = read("sentences", LAST, FIRST)
        assert measure(reading) == {"median": "1 year 1 month", "longest": "3 years 4 months"}

    def test_compares_days_with_months_of_thirty(self, read):
        sentence(years=0, days=45)
        sentence(years=0, months=1, days=20)

        assert measure(read("sentences", LAST, FIRST))["longest"] == "1 month 20 days"

    def test_tells_suspended_ones_life_and_death_apart(self, read):
        sentence(years=2)
        sentence(years=2, kind=SentenceKind.SUSPENDED_IMPRISONMENT)
        sentence(years=0, kind=SentenceKind.LIFE)
        sentence(years=0, kind=SentenceKind.DEATH)
        sentence(fine=True)

        sentences = read("sentences", LAST, FIRST)
        assert sentences.number == 4
        kinds = {"imprisonment": 1, "suspended_imprisonment": 1, "life": 1, "death": 1}
        assert parts(sentences, "kind") == kinds
        assert parts(sentences, "length") == {"3": 2, "life": 1, "death": 1}
        # What has no length has no part in the median.
        assert measure(sentences) == {"median": "2 years", "longest": "2 years"}

    def test_tells_no_median_where_no_term_is_fixed(self, read):
        sentence(years=0, kind=SentenceKind.LIFE)

        assert measure(read("sentences", LAST, FIRST)) == {}

    def test_bands_begin_with_the_full_year(self, read):
        for years, days in ((0, 359), (1, 0), (2, 359), (3, 0), (5, 0), (9, 359), (10, 0)):
            sentence(years=years, days=days)

        sentences = read("sentences", LAST, FIRST)
        assert parts(sentences, "length") == {"1": 1, "3": 2, "5": 1, "10": 2, "more": 1}
        assert names(sentences, "length")[0] == "under a year"

    def test_counts_each_part_of_a_sentence(self, read):
        decision = sentence(years=2)
        SentenceComponentFactory(decision=decision, kind=SentenceKind.SUSPENDED_IMPRISONMENT)

        assert read("sentences", LAST, FIRST).number == 2

    def test_counts_a_year_on_its_first_day_and_nothing_undated(self, read):
        sentence("2024")
        sentence("")

        sentences = read("sentences", LAST, FIRST)
        assert (sentences.number, read("sentences", LAST, day("2024-01-02")).number) == (1, 0)
