"""The plain rules of cases."""

import re
from datetime import date

import pytest

from casework.cases import rules


class TestReference:
    @pytest.mark.parametrize("reference", ["KZ-2022-001", "KZ-2022-1234", "XK-1999-999999"])
    def test_fits_country_year_and_number(self, reference):
        assert re.match(rules.REFERENCE, reference)

    @pytest.mark.parametrize(
        "reference",
        ["", "KZ-2022-01", "kz-2022-001", "KAZ-2022-001", "KZ-22-001", "KZ/2022/001", "KZ-2022-001a"],
    )
    def test_fits_nothing_else(self, reference):
        assert not re.match(rules.REFERENCE, reference)


class TestNextReference:
    def test_begins_at_one(self):
        assert rules.next_reference("KZ", 2022, []) == "KZ-2022-001"

    def test_follows_the_highest_however_they_are_ordered(self):
        assert (
            rules.next_reference("KZ", 2022, ["KZ-2022-002", "KZ-2022-007", "KZ-2022-003"]) == "KZ-2022-008"
        )

    def test_passes_over_other_countries_and_years(self):
        assert rules.next_reference("KZ", 2022, ["BY-2022-009", "KZ-2021-009"]) == "KZ-2022-001"

    def test_counts_past_three_digits(self):
        assert rules.next_reference("KZ", 2022, ["KZ-2022-999", "KZ-2022-1000"]) == "KZ-2022-1001"


class TestFollowsInACircle:
    def test_is_false_where_nothing_follows_back(self):
        assert not rules.follows_in_a_circle(3, 2, {1: None, 2: 1, 3: None})

    def test_is_true_where_the_followed_follows_over_others(self):
        assert rules.follows_in_a_circle(1, 3, {1: None, 2: 1, 3: 2})

    def test_ends_on_a_circle_that_is_there_already(self):
        assert rules.follows_in_a_circle(9, 1, {1: 2, 2: 1, 9: None})


class TestRemindOn:
    @pytest.mark.parametrize(
        ("recorded_on", "expected"),
        [
            (date(2022, 2, 1), date(2022, 3, 3)),
            (date(2022, 3, 5), date(2022, 3, 5)),
            (date(2022, 3, 12), date(2022, 3, 10)),
        ],
    )
    def test_is_some_days_before_but_neither_before_it_is_recorded_nor_after_it_is_due(
        self, recorded_on, expected
    ):
        assert rules.remind_on(date(2022, 3, 10), days_before=7, on=recorded_on) == expected
