"""How the terms of a sentence add up."""

from casework.proceedings.rules import Term, total_term


class TestTotalTerm:
    def test_carries_months_into_years_but_never_days(self):
        terms = [Term(years=2, months=8), Term(months=7, days=20), Term(days=15)]

        assert total_term(terms) == Term(years=3, months=3, days=35)

    def test_of_nothing_is_nothing(self):
        assert not total_term([])
