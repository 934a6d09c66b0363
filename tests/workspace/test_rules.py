"""Which days of a detention are remembered."""

from datetime import date

import pytest

from casework.core.partial_dates import PartialDate
from casework.workspace.calendar.rules import Anniversary, anniversaries


def on(text):
    return date.fromisoformat(text)


def of(began, first, last):
    return anniversaries(PartialDate.read(began), on(first), on(last))


class TestAnniversaries:
    def test_are_a_hundred_days_half_a_year_and_each_year(self):
        assert of("2022-02-25", "2022-02-25", "2024-12-31") == [
            Anniversary(on("2022-06-05"), days=100),
            Anniversary(on("2022-08-25"), months=6),
            Anniversary(on("2023-02-25"), years=1),
            Anniversary(on("2024-02-25"), years=2),
        ]

    def test_include_the_first_and_the_last_day_and_none_outside(self):
        assert [each.years for each in of("2012-03-01", "2020-03-01", "2021-03-01")] == [8, 9]
        assert of("2012-03-01", "2020-03-02", "2021-02-28") == []

    def test_of_a_leap_day_fall_on_the_last_of_february(self):
        assert [each.on for each in of("2020-02-29", "2021-01-01", "2021-12-31")] == [on("2021-02-28")]

    @pytest.mark.parametrize(
        ("began", "day"),
        [("2022-02-11~", "2023-02-11"), ("2022-02", "2023-02-01"), ("2022-03-12/2022-04-10", "2023-03-12")],
    )
    def test_of_an_imprecise_start_are_about_a_day(self, began, day):
        assert of(began, "2023-01-01", "2023-12-31") == [Anniversary(on(day), years=1, is_about=True)]

    @pytest.mark.parametrize("began", ["../2022-03-12", "2022-03-12/.."])
    def test_cannot_be_counted_from_an_open_start(self, began):
        assert of(began, "2022-01-01", "2024-12-31") == []

    def test_cannot_be_counted_from_nothing(self):
        assert anniversaries(None, on("2022-01-01"), on("2024-12-31")) == []
        assert anniversaries(PartialDate.unknown(), on("2022-01-01"), on("2024-12-31")) == []
