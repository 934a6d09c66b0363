"""What the database refuses, in the words of the constraint that it names."""

import re

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import IntegrityError, models
from django.utils.translation import gettext_lazy as _

#: How SQLite names a broken unique constraint: by its columns.
UNIQUE_COLUMNS = re.compile(r"UNIQUE constraint failed: (?P<columns>[\w., ]+)")


def broken_constraint(error: IntegrityError) -> ValidationError:
    """Return the refusal that the broken constraint words, or a general one where no constraint is known.

    Forms validate constraints before they save; this speaks where a row that the form does not show, or one
    written at the same moment, stands in the way. A guard's refusal is a defect and is raised again.
    """
    told = str(error)
    if "guard: " in told:
        raise error
    for model in apps.get_models():
        for constraint in model._meta.constraints:
            if _is_named(constraint, model, told):
                return ValidationError(constraint.get_violation_error_message(), code="refused")
    return ValidationError(
        _("This contradicts another record, perhaps one written at the same moment. Nothing was saved."),
        code="refused",
    )


def _is_named(constraint: models.BaseConstraint, model: type[models.Model], told: str) -> bool:
    if re.search(rf"\b{re.escape(constraint.name)}\b", told):
        return True
    columns = UNIQUE_COLUMNS.search(told)
    if columns is None or not isinstance(constraint, models.UniqueConstraint):
        return False
    fields = (model._meta.get_field(name) for name in constraint.fields)
    return set(columns["columns"].split(", ")) == {
        f"{model._meta.db_table}.{field.column}" for field in fields
    }
