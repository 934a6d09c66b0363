"""Kinds of record, by the label under which the ledger keeps them."""

from django.apps import apps
from django.db.models import Model


def model_of(label: str) -> type[Model] | None:
    """Return the model of that label; none, where there is no such kind of record any more."""
    try:
        return apps.get_model(label)
    except (LookupError, ValueError):
        return None


def name_of(label: str) -> str:
    """Return what one record of that kind is called; its label, where there is no such kind any more."""
    model = model_of(label)
    return label if model is None else str(model._meta.verbose_name)
