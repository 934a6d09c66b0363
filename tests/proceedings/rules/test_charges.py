"""What became of a charge, and how the law regards a person because of it."""

from datetime import date

import pytest

from casework.core.partial_dates import PartialDate
from casework.proceedings.choices import ChargeStatus, LegalStatus
from casework.proceedings.rules import (
    ChargeFact,
    Matter,
    first_break,
    legal_status,
    may_follow,
    status_as_at,
    status_of_matter,
)
from tests.proceedings.dates import on, when

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


def facts(*events):
    return [ChargeFact(status, when(text), key) for key, (status, text) in enumerate(events)]


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
