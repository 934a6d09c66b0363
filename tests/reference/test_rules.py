"""How provisions sort, and when an answer is due."""

from datetime import date

import pytest

from casework.reference.rules import months_later, provision_order, reply_due_on


class TestProvisionOrder:
    def test_sorts_numbers_as_a_lawyer_reads_them(self):
        mixed = ["14(5)", "119", "9(10)", "14(3)(b)", "2", "14(3)", "9", "10", "14", "14(3)(a)", "9(2)"]

        ordered = sorted(mixed, key=provision_order)

        assert ordered == [
            "2",
            "9",
            "9(2)",
            "9(10)",
            "10",
            "14",
            "14(3)",
            "14(3)(a)",
            "14(3)(b)",
            "14(5)",
            "119",
        ]

    @pytest.mark.parametrize(
        ("number", "order"),
        [
            ("9(2)", "00009.00002"),
            ("14(3)(a)", "00014.00003.a"),
            ("378-1", "00378.00001"),
            ("II.4", "ii.00004"),
            ("5ª", "00005.ª"),
        ],
    )
    def test_keeps_figures_and_letters_alone(self, number, order):
        assert provision_order(number) == order

    def test_is_empty_for_what_is_no_number(self):
        assert provision_order("()") == ""


class TestMonthsLater:
    @pytest.mark.parametrize(
        ("day", "months", "later"),
        [
            (date(2022, 3, 12), 6, date(2022, 9, 12)),
            (date(2022, 8, 31), 6, date(2023, 2, 28)),
            (date(2023, 8, 31), 6, date(2024, 2, 29)),
            (date(2022, 12, 1), 1, date(2023, 1, 1)),
            (date(2022, 11, 30), 1, date(2022, 12, 30)),
        ],
    )
    def test_keeps_the_day_or_takes_the_end_of_the_month(self, day, months, later):
        assert months_later(day, months) == later


class TestReplyDueOn:
    def test_counts_days(self):
        assert reply_due_on(date(2022, 3, 1), days=60, months=None) == date(2022, 4, 30)

    def test_counts_calendar_months(self):
        assert reply_due_on(date(2022, 3, 1), days=None, months=6) == date(2022, 9, 1)

    def test_knows_no_day_without_a_rule(self):
        assert reply_due_on(date(2022, 3, 1), days=None, months=None) is None
