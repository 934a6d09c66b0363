"""Constraints that many tables state in the same way."""

from typing import Any

from django.db.models import CheckConstraint, Choices, DateTimeField, F, Func, Q
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from casework.core.choices import Basis

NAME_MAX_LENGTH = 63
"""The longest identifier that PostgreSQL keeps whole."""


def valid_choice(
    model_name: str, field_name: str, choices: type[Choices], *, blank: bool = False
) -> CheckConstraint:
    """Return the rule that the column holds one of the choices, or nothing at all where that is allowed."""
    allowed = [*choices.values, *([""] if blank else [])]
    return CheckConstraint(
        name=_constraint_name(model_name, field_name, "valid"),
        condition=Q(**{f"{field_name}__in": allowed}),
        violation_error_message=format_lazy(
            _("Choose one of the listed values for “{field}”."), field=field_name.replace("_", " ")
        ),
    )


class AnHourAfter(Func):
    """The moment one hour after another, counted by what each engine has of its own: a rule outlives us."""

    arity = 1
    output_field = DateTimeField()

    def as_sqlite(self, compiler: Any, connection: Any, **_context: Any) -> Any:
        """Count in texts, as SQLite keeps moments: in whole seconds, to which their fraction is put back."""
        moment, params = compiler.compile(self.source_expressions[0])
        seconds, fraction = f"substr({moment}, 1, 19)", f"substr({moment}, 20)"
        return f"(datetime({seconds}, '+1 hour') || {fraction})", [*params, *params]

    def as_postgresql(self, compiler: Any, connection: Any, **_context: Any) -> Any:
        """Add an interval."""
        moment, params = compiler.compile(self.source_expressions[0])
        return f"({moment} + interval '1 hour')", params


def partial_date_constraints(model_name: str, field_name: str) -> list[CheckConstraint]:
    """Return the rules that keep the five columns of one partial date in agreement."""
    edtf, earliest, latest = (f"{field_name}_{part}" for part in ("edtf", "earliest", "latest"))
    words = field_name.replace("_", " ")
    unbounded = Q(**{f"{earliest}__isnull": True, f"{latest}__isnull": True})
    return [
        CheckConstraint(
            name=_constraint_name(model_name, field_name, "bounds_in_order"),
            condition=Q(**{f"{earliest}__isnull": True})
            | Q(**{f"{latest}__isnull": True})
            | Q(**{f"{latest}__gte": F(earliest)}),
            violation_error_message=format_lazy(
                _("The latest possible day of “{field}” is before its earliest possible day."), field=words
            ),
        ),
        CheckConstraint(
            name=_constraint_name(model_name, field_name, "known_with_bounds"),
            condition=(Q(**{edtf: ""}) & unbounded) | (Q(**{f"{edtf}__gt": ""}) & ~unbounded),
            violation_error_message=format_lazy(
                _("“{field}” needs an earliest or a latest possible day exactly when its date is known."),
                field=words,
            ),
        ),
        valid_choice(model_name, f"{field_name}_basis", Basis),
    ]


def _constraint_name(model_name: str, field_name: str, truth: str) -> str:
    name = f"{model_name}_{field_name}_{truth}"
    if len(name) > NAME_MAX_LENGTH:
        raise ValueError(f"“{name}” is longer than the {NAME_MAX_LENGTH} characters that PostgreSQL keeps.")
    return name
