"""How rows that point at each other agree on the case they belong to."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _


def check_same_case(case_id: int | None, **related: models.Model | None) -> None:
    """Refuse related rows, given by the field that names them, that belong to another case than this one."""
    strangers = {
        name: _("This belongs to another case. Choose one of the same case.")
        for name, row in related.items()
        if row is not None and row.case_id != case_id
    }
    if case_id is not None and strangers:
        raise ValidationError(strangers)


def check_stays_in_case(row: models.Model) -> None:
    """Refuse to carry a row on which others of its case hang over to another case."""
    stored = type(row)._default_manager.filter(pk=row.pk).order_by() if row.pk else None
    if stored is not None and stored.exclude(case_id=row.case_id).exists():
        raise ValidationError({"case": _("It stays in the case in which it was recorded.")})
