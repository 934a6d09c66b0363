"""How the legal ledgers are read for a day."""

from datetime import date

import pytest

from casework.core.partial_dates import DayRange, PartialDate, months_and_days
from casework.proceedings.choices import ChargeStatus, CustodyRegime, Held, LegalStatus
from casework.proceedings.rules import (
    Ban,
    ChargeFact,
    Matter,
    Spell,
    Term,
    current_spell,
    days_held,
    end_of_term,
    first_break,
    in_custody,
    in_force,
    legal_status,
    may_follow,
    must_overlap,
    next_end,
    status_as_at,
    status_of_matter,
    stretch,
    total_term,
)

ACCUSED, FILED, ADDED, AMENDED, DROPPED, DISMISSED, CONVICTED, ACQUITTED, QUASHED, APPEAL = (
    ChargeStatus.ACCUSED,
    ChargeStatus.FILED,
    ChargeStatus.ADDED,
    ChargeStatus.AMENDED,
    ChargeStatus.DROPPED,
    ChargeStatus.DISMISSED,
    ChargeStatus.CONVICTED,
    ChargeStatus.ACQUITTED,
    ChargeStatus.QUASHED,
    ChargeStatus.APPEAL_PENDING,
)


def when(text):
    return PartialDate.read(text) if text else PartialDate.unknown()


def on(text):
    return date.fromisoformat(text)


def spell(began="", ended=None, key=1, **values):
    """Return a spell; an ``ended`` of None runs still, an empty one ended nobody knows when."""
    return Spell(
        key=key,
        began=when(began) if began else None,
        ended=None if ended is None else when(ended),
        **values,
    )


def facts(*events):
    return [ChargeFact(status, when(text), key) for key, (status, text) in enumerate(events)]


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

    def test_ends_where_spells_of_one_day_would_lead_in_a_circle(self):
        morning = spell("2022-03-12", "2022-03-12", key=1)
        evening = spell("2022-03-12", "2022-03-12", key=2)

        assert len(stretch([morning, evening], morning)) == 2


class TestInForce:
    @pytest.mark.parametrize(
        ("imposed", "ends", "lifted", "day", "answer"),
        [
            ("2023-04-10", "2029-04-10", None, "2023-04-09", Held.NO),
            ("2023-04-10", "2029-04-10", None, "2023-04-10", Held.YES),
            ("2023-04-10", "2029-04-10", None, "2029-04-09", Held.YES),
            ("2023-04-10", "2029-04-10", None, "2029-04-10", Held.NO),
            ("2023-04-10", None, None, "2099-01-01", Held.YES),
            ("2023-04-10", "2029", None, "2029-06-01", Held.POSSIBLY),
            ("2023-04-10", "2029-04-10", "2025-01-01", "2025-01-01", Held.NO),
            ("2023-04-10", "2029-04-10", "2025", "2025-06-01", Held.POSSIBLY),
            ("2023-04-10", "2029-04-10", "", "2025-06-01", Held.POSSIBLY),
            ("2023-04", None, None, "2023-04-15", Held.POSSIBLY),
            ("", None, None, "2023-04-15", Held.POSSIBLY),
        ],
    )
    def test_binds_from_its_day_until_it_ends_or_is_lifted(self, imposed, ends, lifted, day, answer):
        ban = Ban(
            key=1,
            imposed=when(imposed),
            ends=when(ends) if ends else None,
            lifted=None if lifted is None else when(lifted),
        )

        assert in_force(ban, on(day)) == answer


class TestNextEnd:
    def test_is_the_nearest_end_of_what_binds(self):
        over = Ban(1, when("2020-01-01"), when("2021-01-01"))
        far = Ban(2, when("2023-04-10"), when("2029-04-10"))
        near = Ban(3, when("2023-04-10"), when("2029-04-10"), when("2026-01-01"))
        endless = Ban(4, when("2023-04-10"))

        assert next_end([far, over, endless, near], date(2024, 1, 1)) == when("2026-01-01")

    def test_is_unknown_where_nothing_that_binds_has_an_end(self):
        assert next_end([Ban(1, when("2023-04-10"))], date(2024, 1, 1)) is None


class TestEndOfTerm:
    @pytest.mark.parametrize(
        ("start", "term", "end"),
        [
            ("2023-04-10", Term(years=6), "2029-04-10"),
            ("2022-02-25", Term(days=15), "2022-03-12"),
            ("2024-02-29", Term(years=1), "2025-02-28"),
            ("2023-04", Term(years=6), "2029-04"),
        ],
    )
    def test_is_computed_by_the_calendar(self, start, term, end):
        computed = end_of_term(when(start), term)

        assert (computed.earliest, computed.latest) == (when(end).earliest, when(end).latest)
        assert computed.basis == "computed"

    @pytest.mark.parametrize(("start", "term"), [("", Term(years=6)), ("2023-04-10", Term())])
    def test_is_unknown_without_a_start_or_a_term(self, start, term):
        assert not end_of_term(when(start), term)


class TestTotalTerm:
    def test_carries_months_into_years_but_never_days(self):
        terms = [Term(years=2, months=8), Term(months=7, days=20), Term(days=15)]

        assert total_term(terms) == Term(years=3, months=3, days=35)

    def test_of_nothing_is_nothing(self):
        assert not total_term([])


class TestMayFollow:
    @pytest.mark.parametrize(
        ("earlier", "later"),
        [
            (None, FILED),
            (None, CONVICTED),
            (ACCUSED, FILED),
            (ACCUSED, CONVICTED),
            (ADDED, AMENDED),
            (CONVICTED, APPEAL),
            (CONVICTED, CONVICTED),
            (ACQUITTED, APPEAL),
            (APPEAL, FILED),
            (QUASHED, ACQUITTED),
            (DROPPED, FILED),
            (DISMISSED, APPEAL),
        ],
    )
    def test_allows_what_the_law_knows(self, earlier, later):
        assert may_follow(earlier, later)

    @pytest.mark.parametrize(
        ("earlier", "later"),
        [
            (None, QUASHED),
            (None, APPEAL),
            (None, AMENDED),
            (ACQUITTED, CONVICTED),
            (ACQUITTED, DROPPED),
            (DROPPED, CONVICTED),
            (FILED, QUASHED),
            (FILED, ACCUSED),
            (CONVICTED, FILED),
            (QUASHED, CONVICTED),
        ],
    )
    def test_refuses_what_skips_or_reverses_a_step(self, earlier, later):
        assert not may_follow(earlier, later)

    @pytest.mark.parametrize("earlier", ChargeStatus)
    def test_knows_what_follows_each_status(self, earlier):
        assert any(may_follow(earlier, later) for later in ChargeStatus)


class TestFirstBreak:
    def test_names_the_pair_that_cannot_be(self):
        assert first_break([FILED, DROPPED, CONVICTED, QUASHED]) == (DROPPED, CONVICTED)

    def test_names_an_impossible_beginning(self):
        assert first_break([QUASHED]) == (None, QUASHED)

    @pytest.mark.parametrize("history", [[], [FILED], [ACCUSED, FILED, AMENDED, CONVICTED, APPEAL, QUASHED]])
    def test_finds_none_in_a_history_that_can_be(self, history):
        assert first_break(history) is None


class TestStatusAsAt:
    @pytest.mark.parametrize(
        ("events", "day", "status"),
        [
            ([(FILED, "2012"), (DROPPED, "2012/..")], None, DROPPED),
            ([(DROPPED, "2012/.."), (FILED, "2012")], None, DROPPED),
            ([(ACCUSED, "2017"), (CONVICTED, "2017~")], None, CONVICTED),
            ([(ADDED, "2022-03-12/2023-04-10"), (CONVICTED, "2023-04-10")], "2023-04-09", ADDED),
            ([(ADDED, "2022-03-12/2023-04-10"), (CONVICTED, "2023-04-10")], "2023-04-10", CONVICTED),
            ([(FILED, "2022-03-12")], "2022-03-11", None),
            ([(ACCUSED, "2017"), (CONVICTED, "")], "2016-12-31", None),
            ([(ACCUSED, "2017"), (CONVICTED, "")], "2017-06-01", CONVICTED),
            ([(CONVICTED, "")], "2010-01-01", CONVICTED),
            ([(FILED, "../2022-03-12"), (CONVICTED, "2023-04-10")], "2022-03-11", None),
            ([(FILED, "../2022-03-12"), (CONVICTED, "2023-04-10")], "2022-03-12", FILED),
            ([], None, None),
        ],
    )
    def test_is_that_of_the_last_event_by_the_day(self, events, day, status):
        assert status_as_at(facts(*events), on(day) if day else None) == status

    def test_puts_an_undated_event_after_the_one_it_follows(self):
        filed = ChargeFact(FILED, when("2022-03-12"), key=2)
        amended = ChargeFact(AMENDED, PartialDate.unknown(), key=1, after=when("2022-03-12"))
        convicted = ChargeFact(CONVICTED, when("2023-04-10"), key=0)

        assert status_as_at([convicted, amended, filed], date(2022, 6, 1)) == AMENDED


class TestStatusOfMatter:
    DAY = date(2023, 6, 1)

    @pytest.mark.parametrize(
        ("charges", "status"),
        [
            ([[ACCUSED]], LegalStatus.UNDER_INVESTIGATION),
            ([[FILED]], LegalStatus.CHARGED),
            ([[FILED, AMENDED]], LegalStatus.CHARGED),
            ([[FILED, CONVICTED]], LegalStatus.CONVICTED_FINAL),
            ([[FILED, CONVICTED, APPEAL]], LegalStatus.CONVICTED_APPEAL_PENDING),
            ([[FILED, CONVICTED, APPEAL, CONVICTED]], LegalStatus.CONVICTED_FINAL),
            ([[FILED, CONVICTED, QUASHED]], LegalStatus.QUASHED),
            ([[FILED, CONVICTED, QUASHED, FILED]], LegalStatus.CHARGED),
            ([[FILED, ACQUITTED]], LegalStatus.ACQUITTED),
            ([[FILED, ACQUITTED, APPEAL]], LegalStatus.ON_TRIAL),
            ([[FILED, DROPPED]], LegalStatus.DROPPED),
            ([[FILED, DISMISSED]], LegalStatus.DROPPED),
            ([[FILED, CONVICTED], [FILED, ACQUITTED], [FILED, DROPPED]], LegalStatus.CONVICTED_FINAL),
            ([[FILED, ACQUITTED], [FILED, DROPPED]], LegalStatus.ACQUITTED),
            ([[FILED, DROPPED], [FILED]], LegalStatus.CHARGED),
        ],
    )
    def test_follows_the_charge_that_weighs_most(self, charges, status):
        histories = [facts(*((each, f"2022-03-{day:02}") for day, each in enumerate(h, 1))) for h in charges]

        assert status_of_matter(Matter(histories), self.DAY) == status

    def test_is_on_trial_from_the_first_hearing_on_the_merits(self):
        matter = Matter([facts((FILED, "2022-03-12"))], trial_began=when("2023-02-01"))

        assert status_of_matter(matter, date(2023, 1, 31)) == LegalStatus.CHARGED
        assert status_of_matter(matter, date(2023, 2, 1)) == LegalStatus.ON_TRIAL

    @pytest.mark.parametrize(
        ("began", "closed", "status"),
        [
            ("2022-03-12", None, LegalStatus.UNDER_INVESTIGATION),
            ("", None, LegalStatus.UNDER_INVESTIGATION),
            ("2023-06-02", None, LegalStatus.NO_PROCEEDINGS),
            ("2022-03-12", "2023-01-01", LegalStatus.NO_PROCEEDINGS),
            ("2022-03-12", "2023-06-02", LegalStatus.UNDER_INVESTIGATION),
            ("2022-03-12", "", LegalStatus.NO_PROCEEDINGS),
        ],
    )
    def test_without_charges_is_an_investigation_while_it_is_open(self, began, closed, status):
        matter = Matter(began=when(began), closed=None if closed is None else when(closed))

        assert status_of_matter(matter, self.DAY) == status


class TestLegalStatus:
    EARLIER = Matter([facts((FILED, "2012"), (DROPPED, "2012/.."))])
    LAUNDERING = Matter([facts((ACCUSED, "2017"), (CONVICTED, "2017~"))])
    PROTEST = Matter(
        [
            facts((FILED, "2022-03-12"), (CONVICTED, "2023-04-10")),
            facts((ADDED, "2022-03-12/2023-04-10"), (CONVICTED, "2023-04-10")),
        ]
    )

    @pytest.mark.parametrize(
        ("day", "status"),
        [
            ("2011-12-31", LegalStatus.NO_PROCEEDINGS),
            ("2013-01-01", LegalStatus.DROPPED),
            ("2018-01-01", LegalStatus.CONVICTED_FINAL),
            ("2022-06-01", LegalStatus.CHARGED),
            ("2023-04-10", LegalStatus.CONVICTED_FINAL),
        ],
    )
    def test_lets_what_is_pending_speak_before_what_is_over(self, day, status):
        assert legal_status([self.PROTEST, self.EARLIER, self.LAUNDERING], on(day)) == status

    def test_takes_the_latest_of_what_is_over(self):
        convicted = Matter([facts((FILED, "2017-01-01"), (CONVICTED, "2017-06-01"))])
        acquitted = Matter([facts((FILED, "2020-01-01"), (ACQUITTED, "2020-06-01"))])

        assert legal_status([acquitted, convicted], date(2021, 1, 1)) == LegalStatus.ACQUITTED

    def test_lets_a_dated_matter_speak_before_an_undated_one(self):
        undated = Matter([facts((DROPPED, ""))])
        convicted = Matter([facts((CONVICTED, "2017-06-01"))])

        assert legal_status([undated, convicted], date(2021, 1, 1)) == LegalStatus.CONVICTED_FINAL
        assert legal_status([undated], date(2021, 1, 1)) == LegalStatus.DROPPED
