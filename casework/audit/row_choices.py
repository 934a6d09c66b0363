"""What the drop-downs of many rows of one form offer and show, asked of the database once for all of them."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django import forms
from django.contrib.admin.widgets import AutocompleteSelect, RelatedFieldWidgetWrapper
from django.core.exceptions import FieldDoesNotExist
from django.db import models

from casework.audit.combobox import chosen_key


class LoadedRows:
    """Rows already in memory, found by key as an autocomplete asks a queryset for what is chosen."""

    def __init__(self, rows: Mapping[str, models.Model]) -> None:
        self.rows = rows

    def using(self, alias: str) -> "LoadedRows":
        """Stay in memory, whatever the database."""
        return self

    def filter(self, **lookup: Iterable[str]) -> list[models.Model]:
        """Return the rows with these keys."""
        (keys,) = lookup.values()
        return [self.rows[key] for key in keys if key in self.rows]


class LoadedChoices:
    """The choices of an autocomplete whose chosen rows are in memory."""

    def __init__(self, field: forms.ModelChoiceField, rows: Mapping[str, models.Model]) -> None:
        self.field = field
        self.queryset = LoadedRows(rows)


def share_choices(rows: Sequence[forms.ModelForm]) -> None:
    """Let the same field of every row draw on one query, and the row itself know what its links lead to."""
    if not rows:
        return
    for name, field in rows[0].fields.items():
        if not isinstance(field, forms.ModelChoiceField):
            continue
        if isinstance(innermost(field.widget), AutocompleteSelect):
            linked = _share_chosen(name, rows)
        elif not field.widget.is_hidden:
            linked = _share_offered(name, rows)
        else:
            continue
        for row in rows:
            _link(row.instance, name, linked)


def _share_chosen(name: str, rows: Sequence[forms.ModelForm]) -> dict[str, models.Model]:
    field: Any = rows[0].fields[name]
    keys = {str(key) for row in rows if (key := chosen_key(row[name].value())) not in field.empty_values}
    key_name = field.to_field_name or "pk"
    valid = [key for key in keys if key.isdigit()]
    found = field.queryset.filter(**{f"{key_name}__in": valid})
    chosen = {str(getattr(row, key_name)): row for row in found}
    for row in rows:
        row.fields[name].widget.choices = LoadedChoices(row.fields[name], chosen)
    return chosen


def _share_offered(name: str, rows: Sequence[forms.ModelForm]) -> dict[str, models.Model]:
    field: Any = rows[0].fields[name]
    offered = list(field.choices)
    for row in rows:
        row.fields[name].widget.choices = offered
    return {str(value): value.instance for value, _label in offered if hasattr(value, "instance")}


def _link(instance: models.Model, name: str, linked: Mapping[str, models.Model]) -> None:
    try:
        link = instance._meta.get_field(name)
    except FieldDoesNotExist:
        return
    if isinstance(link, models.ForeignKey) and not link.is_cached(instance):
        target = linked.get(str(getattr(instance, link.attname)))
        if target is not None:
            link.set_cached_value(instance, target)


def innermost(widget: forms.Widget) -> forms.Widget:
    """Return the widget itself, without the links to related records around it."""
    return widget.widget if isinstance(widget, RelatedFieldWidgetWrapper) else widget
