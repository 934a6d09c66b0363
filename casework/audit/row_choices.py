"""What the drop-downs of many rows of one form offer and show, asked of the database once for all of them."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django import forms
from django.contrib.admin.widgets import AutocompleteSelect, RelatedFieldWidgetWrapper
from django.db import models


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


def share_choices(rows: Sequence[forms.BaseForm]) -> None:
    """Let the same field of every row draw on one query."""
    if len(rows) < 2:
        return
    for name, field in rows[0].fields.items():
        if not isinstance(field, forms.ModelChoiceField):
            continue
        if isinstance(_innermost(field.widget), AutocompleteSelect):
            _share_chosen(name, rows)
        elif not field.widget.is_hidden:
            offered = list(field.choices)
            for row in rows:
                row.fields[name].widget.choices = offered


def _share_chosen(name: str, rows: Sequence[forms.BaseForm]) -> None:
    field: Any = rows[0].fields[name]
    keys = {str(key) for row in rows if (key := row[name].value()) not in field.empty_values}
    key_name = field.to_field_name or "pk"
    valid = [key for key in keys if key.isdigit()]
    chosen = {str(getattr(row, key_name)): row for row in field.queryset.filter(**{f"{key_name}__in": valid})}
    for row in rows:
        row.fields[name].widget.choices = LoadedChoices(row.fields[name], chosen)


def _innermost(widget: forms.Widget) -> forms.Widget:
    return widget.widget if isinstance(widget, RelatedFieldWidgetWrapper) else widget
