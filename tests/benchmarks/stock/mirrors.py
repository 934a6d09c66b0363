"""Models with the columns, indexes and constraints of other models, in tables of their own."""

import copy
from typing import Any

from django.db import models
from django.db.backends.utils import names_digest
from simple_history.models import HistoricalRecords

from casework.audit.models import AuditedModel
from casework.core.fields import PARTS, PartialDateField
from casework.persons.models.names import NameKeyField

#: The longest name of a constraint that PostgreSQL keeps.
NAME_MAX_LENGTH = 63


def mirror(
    model: type[models.Model],
    *,
    module: str,
    prefix: str = "",
    has_history: bool = False,
    targets: dict[type[models.Model], str] | None = None,
) -> type[models.Model]:
    """Return a model with the columns of another, without the link of an audited row to the ledger.

    ``targets`` names, for models that links lead to, those to which the links of the mirror lead instead;
    other links lead where they did.
    """
    name = f"{prefix}{model._meta.object_name}"
    attributes: dict[str, Any] = {
        "__module__": module,
        "__doc__": f"The mirror of {model._meta.label}.",
        "__str__": model.__str__,
        "Meta": type("Meta", (), _meta(model, name)),
    }
    dropped = {"head"} if issubclass(model, AuditedModel) else set()
    dates = [field for field in model._meta.private_fields if isinstance(field, PartialDateField)]
    parts = {date.part_name(part) for date in dates for part in PARTS}
    for field in sorted([*model._meta.local_fields, *dates], key=lambda field: field.creation_counter):
        if field.name not in dropped | parts:
            attributes[field.name] = _column(field, name, targets or {})
    if has_history:
        # Of a partial date its five columns are kept.
        attributes["history"] = HistoricalRecords(excluded_fields=[date.name for date in dates])
    return type(name, (models.Model,), attributes)


def _column(field: models.Field, name: str, targets: dict[type[models.Model], str]) -> models.Field:
    field = copy.copy(field)
    # What a setting may swap is only known once all models are loaded.
    field.swappable = False
    _name, _path, arguments, options = field.deconstruct()
    if isinstance(field, NameKeyField):
        # The key is worked out by the application alone.
        options.pop("position", None)
        return models.CharField(**{"max_length": field.max_length, "default": "", **options})
    if isinstance(field, models.ForeignKey):
        target = field.remote_field.model
        options["to"] = targets.get(target, target._meta.label)
        options["related_name"] = f"stock_{name.lower()}_{field.name}"
        options["on_delete"] = models.PROTECT
        return models.ForeignKey(**options)
    return type(field)(*arguments, **options)


def _meta(model: type[models.Model], name: str) -> dict[str, Any]:
    indexes = [index.clone() for index in model._meta.indexes]
    for index in indexes:
        index.name = f"mirror_{names_digest(name, index.name, length=8)}"
    constraints = [constraint.clone() for constraint in model._meta.constraints]
    for constraint in constraints:
        constraint.name = f"{name.lower()}_{constraint.name}"[-NAME_MAX_LENGTH:].strip("_")
    return {
        "app_label": "stock",
        "verbose_name": model._meta.verbose_name,
        "verbose_name_plural": model._meta.verbose_name_plural,
        "ordering": model._meta.ordering,
        "indexes": indexes,
        "constraints": constraints,
    }
