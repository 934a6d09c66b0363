"""The constraints that many tables share."""

import pytest
from django.db import models

from casework.core.choices import Certainty
from casework.core.constraints import partial_date_constraints, valid_choice


class TestValidChoice:
    def test_is_named_for_the_column(self):
        assert valid_choice("development", "certainty", Certainty).name == "development_certainty_valid"

    def test_holds_the_column_to_the_choices(self):
        found = valid_choice("development", "certainty", Certainty)

        assert found.condition == models.Q(certainty__in=Certainty.values)

    def test_allows_nothing_at_all_when_asked(self):
        found = valid_choice("development", "certainty", Certainty, blank=True)

        assert found.condition == models.Q(certainty__in=[*Certainty.values, ""])

    def test_names_the_field_to_staff(self):
        found = valid_choice("arrest", "warrant_shown", Certainty)

        assert found.get_violation_error_message() == "Choose one of the listed values for “warrant shown”."

    def test_refuses_a_name_that_postgresql_would_cut(self):
        with pytest.raises(ValueError, match="longer than the 63 characters"):
            valid_choice("a" * 40, "b" * 20, Certainty)


class TestPartialDateConstraints:
    def test_are_named_for_what_they_keep_true(self):
        assert [constraint.name for constraint in partial_date_constraints("development", "occurred")] == [
            "development_occurred_bounds_in_order",
            "development_occurred_known_with_bounds",
            "development_occurred_basis_valid",
        ]
