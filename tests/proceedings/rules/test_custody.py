"""Where a person's body is, on a day and over time, when starts and ends are imprecise."""

from collections import Counter
from datetime import date, timedelta
from itertools import pairwise
from random import Random

import pytest

from casework.core.partial_dates import DayRange, months_and_days
from casework.proceedings.choices import CustodyRegime, Held
from casework.proceedings.rules import (
    Spell,
    current_spell,
    days_held,
    in_custody,
    leads_into,
    must_overlap,
    stretch,
)
from tests.proceedings.dates import on, when


def spell(began="", ended=None, key=1, **values):
    """Return a spell; an ``ended`` of None runs still, an empty one ended nobody knows when."""
    return Spell(
        key=key,
        began=when(began) if began else None,
        ended=None if ended is None else when(ended),
        **values,
    )


class TestSpell:
    @pytest.mark.parametrize(
        ("began", "ended", "day", "holds"),
        [
            ("2022-02-25", "2022-03-12", "2022-02-24", Held.NO),
            ("2022-02-25", "2022-03-12", "2022-02-25", Held.YES),
            ("2022-02-25", "2022-03-12", "2022-03-11", Held.YES),
            ("2022-02-25", "2022-03-12", "2022-03-12", Held.NO),
            ("2022-02-25", None, "2030-01-01", Held.YES),
            ("2022-02", "2022-04", "2022-01-31", Held.NO),
            ("2022-02", "2022-04", "2022-02-15", Held.POSSIBLY),
            ("2022-02", "2022-04", "2022-03-15", Held.YES),
            ("2022-02", "2022-04", "2022-04-15", Held.POSSIBLY),
            ("2022-02", "2022-04", "2022-04-30", Held.NO),
            ("", "2022-04-10", "2012-01-01", Held.POSSIBLY),
            ("", "2022-04-10", "2022-04-09", Held.POSSIBLY),
            ("", "2022-04-10", "2022-04-10", Held.NO),
            ("2022-02-25", "", "2030-01-01", Held.POSSIBLY),
            ("../2022-02-25", None, "2022-02-24", Held.POSSIBLY),
            ("../2022-02-25", None, "2022-02-25", Held.YES),
            ("2022-02-25", "2022-02-25", "2022-02-25", Held.NO),
        ],
    )
    def test_holds_on_a_day_as_surely_as_its_dates_tell(self, began, ended, day, holds):
        assert spell(began, ended).holds_on(on(day)) == holds

    @pytest.mark.parametrize(("day", "holds"), [("2022-02-25", Held.POSSIBLY), ("2022-02-26", Held.YES)])
    def test_holds_from_when_the_record_vouches_if_it_runs_and_its_start_is_unknown(self, day, holds):
        house_arrest = spell("", vouched_from=date(2022, 2, 26))

        assert house_arrest.holds_on(on(day)) == holds

    def test_is_not_vouched_for_once_it_ended(self):
        over = spell("", "2023-04-10", vouched_from=date(2022, 2, 26))

        assert over.holds_on(date(2022, 6, 1)) == Held.POSSIBLY

    @pytest.mark.parametrize(
        ("began", "ended", "is_impossible"),
        [
            ("2022-03-12", "2022-03-11", True),
            ("2022-03-12", "2022-03-12", False),
            ("2022-03-12", "2022", False),
            ("2022-03-12", "", False),
            ("", "2022-03-12", False),
        ],
    )
    def test_is_impossible_only_if_every_reading_ends_it_first(self, began, ended, is_impossible):
        assert spell(began, ended).is_impossible is is_impossible


class TestMustOverlap:
    @pytest.mark.parametrize(
        ("one", "other", "overlap"),
        [
            (("2022-02-25", "2022-03-12"), ("2022-03-12", None), False),
            (("2022-02-25", "2022-03-13"), ("2022-03-12", None), True),
            (("2022-02-25", None), ("2022-03-12", None), True),
            (("2022-02-25", None), ("", None), True),
            (("2022-03-12", "2023"), ("2023-02-01", None), False),
            (("2022-03-12", "2022-12"), ("2022-11-30", None), True),
            (("2022-03-12", ""), ("2022-06-01", None), False),
            (("", "2023-04-10"), ("2022-02-25", "2022-03-12"), False),
            (("2022", "2022"), ("2021-06-01", "2023-06-01"), True),
            (("2022-03-12", "2022-03-12"), ("2022-03-12", "2022-03-12"), False),
            (("2022-03-12", "2022-03-12"), ("2022-03-12", "2022-04-01"), False),
            (("2022-03-12", "2022-03-12"), ("2022-02-01", "2022-04-01"), True),
            (("2012", "2012"), ("2012", "2012"), False),
        ],
    )
    def test_is_true_only_if_no_reading_of_the_dates_keeps_them_apart(self, one, other, overlap):
        first, second = spell(*one, key=1), spell(*other, key=2)

        assert must_overlap(first, second) is overlap
        assert must_overlap(second, first) is overlap


class TestCurrentSpell:
    def test_prefers_the_certain_spell(self):
        doubtful = spell("2022-03-12", "2022", key=1, regime=CustodyRegime.PRETRIAL)
        certain = spell("2022-02-01", None, key=2, regime=CustodyRegime.HOUSE_ARREST)

        assert current_spell([doubtful, certain], date(2022, 6, 1)) == (certain, Held.YES)

    def test_prefers_the_later_of_two_possible_ones(self):
        transferred = "2022-03-12/2023-04-10"
        earlier = spell("2022-03-12", transferred, key=1)
        later = spell(transferred, None, key=2)

        assert current_spell([later, earlier], date(2022, 6, 1)) == (later, Held.POSSIBLY)

    def test_is_nothing_for_a_person_at_liberty(self):
        assert current_spell([spell("2022-02-25", "2022-03-12")], date(2022, 4, 1)) == (None, Held.NO)


class TestInCustody:
    def test_is_certain_through_an_undated_passage_from_one_spell_to_the_next(self):
        passage = "2022-03-12/2023-04-10"
        pretrial = spell("2022-03-12", passage, key=1, began_by=1, ended_by=2)
        house_arrest = spell(passage, None, key=2, began_by=2)

        assert in_custody([pretrial, house_arrest], date(2022, 6, 1)) == Held.YES

    def test_is_doubtful_where_nothing_joins_the_spells(self):
        released = spell("2022-03-12", "2022", key=1, began_by=1, ended_by=2)
        taken_again = spell("2022", None, key=2, began_by=3)

        assert in_custody([released, taken_again], date(2022, 6, 1)) == Held.POSSIBLY

    def test_passes_over_a_chain_of_passages(self):
        chain = [
            spell("2022-01-01", "2022", key=1, began_by=1, ended_by=2),
            spell("2022", "2022", key=2, began_by=2, ended_by=3),
            spell("2022", "2023-01-01", key=3, began_by=3, ended_by=4),
        ]

        assert in_custody(chain, date(2022, 6, 1)) == Held.YES
        assert in_custody(chain, date(2023, 1, 1)) == Held.NO

    @pytest.mark.parametrize("ended", ["2022", "../2024", ""])
    def test_stays_certain_of_one_spell_however_little_is_known_of_the_next(self, ended):
        chain = [
            spell("2022-01-01", "2022-06-01", key=1, began_by=1, ended_by=2),
            spell("2022-06-01", ended, key=2, began_by=2, ended_by=3),
        ]

        assert in_custody(chain, date(2022, 3, 1)) == Held.YES
        assert in_custody(chain, date(2022, 7, 1)) == Held.POSSIBLY

    def test_stays_certain_of_one_spell_however_little_is_known_of_that_before(self):
        chain = [
            spell("", "2022-06-01", key=1, began_by=1, ended_by=2),
            spell("2022-06-01", "2023-01-01", key=2, began_by=2, ended_by=3),
        ]

        assert in_custody(chain, date(2022, 3, 1)) == Held.POSSIBLY
        assert in_custody(chain, date(2022, 7, 1)) == Held.YES

    def test_is_certain_over_part_of_a_chain(self):
        chain = [
            spell("", "2022-01-01", key=1, began_by=1, ended_by=2),
            spell("2022-01-01", "", key=2, began_by=2, ended_by=3),
            spell("", "2023-01-01", key=3, began_by=3, ended_by=4),
            spell("2023-01-01", "", key=4, began_by=4, ended_by=5),
        ]

        assert in_custody(chain, date(2022, 6, 1)) == Held.YES

    def test_is_at_liberty_before_the_first_spell_whatever_is_not_known_of_the_next(self):
        transferred = [
            spell("2022-01-01", "", key=1, began_by=1, ended_by=2),
            spell("", None, key=2, began_by=2, vouched_from=date(2021, 1, 1)),
        ]

        assert in_custody(transferred, date(2021, 6, 1)) == Held.NO
        assert in_custody(transferred, date(2022, 1, 1)) == Held.YES

    def test_goes_once_round_where_spells_lead_in_a_circle(self):
        circle = [
            spell("2022-01-01", "2022-02-01", key=1, began_by=1, ended_by=2),
            spell("2022-02-01", "2022-01-01", key=2, began_by=2, ended_by=1),
        ]

        assert in_custody(circle, date(2022, 1, 15)) == Held.YES
        assert in_custody(circle, date(2022, 2, 1)) == Held.NO


class TestDaysHeld:
    AS_AT = date(2023, 5, 1)

    def test_adds_fifteen_days_to_the_day_of_the_extension(self):
        assert days_held([spell("2022-02-25", "2022-03-12")], as_at=self.AS_AT) == DayRange(15, 15)

    def test_counts_from_arrest_to_verdict_over_three_spells_with_an_undated_passage(self):
        passage = "2022-03-12/2023-04-10"
        spells = [
            spell("2022-02-25", "2022-03-12", key=1, began_by=1, ended_by=2),
            spell("2022-03-12", passage, key=2, began_by=2, ended_by=3),
            spell(passage, "2023-04-10", key=3, began_by=3, ended_by=4),
        ]

        assert days_held(spells, as_at=self.AS_AT) == DayRange(409, 409)
        assert months_and_days(date(2022, 2, 25), date(2023, 4, 10)) == "13 months 16 days"

    def test_keeps_what_is_certain_of_one_spell_where_nobody_knows_when_the_next_ended(self):
        spells = [
            spell("2022-01-01", "2022-06-01", key=1, began_by=1, ended_by=2),
            spell("2022-06-01", "../2023-01-01", key=2, began_by=2, ended_by=3),
        ]

        assert days_held(spells, as_at=self.AS_AT) == DayRange(151, 365)

    def test_counts_the_days_that_are_told_one_by_one(self):
        lot = Random(7)  # noqa: S311
        dates = ["2022-01-10", "2022-01", "2022", "2022-01-20/2022-02-03", "../2022-01-25", "2022-01-05/.."]

        for _ in range(300):
            bounds = [lot.choice(dates) for _ in range(lot.choice([2, 3, 4]))]
            spells = [
                spell(began, ended, key=number, began_by=number, ended_by=number + 1)
                for number, (began, ended) in enumerate(pairwise(bounds))
            ]
            answers = Counter(in_custody(spells, date(2021, 12, 1) + timedelta(days)) for days in range(90))
            days = days_held(spells, as_at=date(2022, 3, 1))

            assert days.least == answers[Held.YES]
            assert days.most in (None, answers[Held.YES] + answers[Held.POSSIBLY])

    def test_leaves_the_time_between_two_unjoined_imprecise_spells_open(self):
        spells = [spell("2022-01-01", "2022-06", key=1), spell("2022-06", "2022-12-31", key=2)]

        assert days_held(spells, as_at=self.AS_AT) == DayRange(151 + 184, 364)

    @pytest.mark.parametrize(
        ("spells", "days"),
        [
            ([], DayRange(0, 0)),
            ([("2023-04-01", None)], DayRange(30, 30)),
            ([("2023-05-02", None)], DayRange(0, 0)),
            ([("2023-04", None)], DayRange(1, 30)),
            ([("", "2023-04-10")], DayRange(0, None)),
            ([("2017-03-01", "")], DayRange(0, 2252)),
            ([("2022-02", "2022-03")], DayRange(1, 58)),
            ([("2023-03-01", "2023-03-11"), ("2023-03-05", "2023-03-21")], DayRange(20, 20)),
            ([("2023-03-01", "2023-03-11"), ("2023-03-01", "2023-03-11")], DayRange(10, 10)),
            ([("2023-03-01", "2023-03-01"), ("2023-03-01", "2023-03-03")], DayRange(2, 2)),
        ],
    )
    def test_counts_each_day_once_and_says_what_is_open(self, spells, days):
        rows = [spell(began, ended, key=key) for key, (began, ended) in enumerate(spells)]

        assert days_held(rows, as_at=self.AS_AT) == days


class TestStretch:
    def test_goes_back_over_passages_and_same_day_transfers_but_not_over_liberty(self):
        long_ago = spell("2017-01-01", "2017-06-01", key=1, began_by=1, ended_by=2)
        administrative = spell("2022-02-25", "2022-03-12", key=2, began_by=3, ended_by=4)
        pretrial = spell("2022-03-12", "2022", key=3, began_by=5, ended_by=6)
        house_arrest = spell("2022", None, key=4, began_by=6)

        found = stretch([house_arrest, long_ago, pretrial, administrative], house_arrest)

        assert [each.key for each in found] == [2, 3, 4]

    def test_takes_spells_of_one_day_in_the_order_in_which_they_were_recorded(self):
        morning = spell("2022-03-12", "2022-03-12", key=1)
        evening = spell("2022-03-12", "2022-03-12", key=2)

        assert stretch([evening, morning], evening) == [morning, evening]
        assert stretch([evening, morning], morning) == [morning]

    def test_ends_where_spells_would_lead_in_a_circle(self):
        one = spell("2022", "2022", key=1, began_by=1, ended_by=2)
        other = spell("2022", "2022", key=2, began_by=2, ended_by=1)

        assert len(stretch([one, other], one)) == 2


class TestLeadsInto:
    @pytest.mark.parametrize(
        ("ended", "ended_by", "began", "began_by", "leads"),
        [
            ("2022-03-12", 1, "2022-03-12", 1, True),
            ("", 1, "", 1, True),
            ("2022-03-12", 1, "2022-03-12", 2, True),
            ("2022-03-12~", 1, "2022-03-12~", 2, False),
            ("2022-03", 1, "2022-03", 2, False),
            ("2022-03-12", 1, "2022-03-13", 2, False),
            ("2022-03-12", 1, "", None, False),
            (None, None, "2022-03-12", None, False),
        ],
    )
    def test_asks_for_one_development_or_one_exact_day(self, ended, ended_by, began, began_by, leads):
        one = spell("2022-01-01", ended, key=1, ended_by=ended_by)
        other = spell(began, "2023", key=2, began_by=began_by)

        assert leads_into(one, other) is leads
