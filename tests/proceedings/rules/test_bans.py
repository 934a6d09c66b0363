"""Whether a restriction binds on a day, and until when."""

from datetime import date

import pytest

from casework.proceedings.choices import Held
from casework.proceedings.rules import Ban, Term, end_of_term, in_force, next_end
from tests.proceedings.dates import on, when


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
