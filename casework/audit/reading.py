"""How recorded values and changes read in words."""

import dataclasses
import datetime
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db import models
from django.utils import formats, timezone
from django.utils.translation import gettext_lazy as _

from casework.audit.choices import Kind
from casework.audit.models import ChangeSet, Entry
from casework.core.fields import PARTS, PartialDateField

EMPTY = _("empty")
NOT_VISIBLE = _("a record you may not see")


@dataclasses.dataclass(frozen=True)
class FieldChange:
    """One field before and after an act, as people see it."""

    label: str
    before: str
    after: str


@dataclasses.dataclass(frozen=True)
class Version:
    """One version of a record: the act that made it and what it changed."""

    entry: Entry
    changes: list[FieldChange]

    @property
    def change_set(self) -> ChangeSet:
        """The act."""
        return self.entry.change_set


def row_from_entry(model: type[models.Model], entry: Entry) -> models.Model:
    """Return an unsaved row that holds what the entry recorded; others keep their default."""
    row = model(pk=entry.object_id)
    recorded = entry.read()
    for field in model._meta.concrete_fields:
        if field.name in recorded:
            setattr(row, field.attname, _typed(field, recorded[field.name]))
    return row


def _typed(field: models.Field, value: Any) -> Any:
    while isinstance(field, models.ForeignKey):
        field = field.target_field
    return None if value is None else field.to_python(value)


def value_in_words(row: models.Model, name: str) -> str:
    """Return one field of a row as people see it."""
    field = row._meta.get_field(name)
    return _in_words(field, getattr(row, name))


def _in_words(field: models.Field, value: Any) -> str:
    if value is None or value == "" or (isinstance(field, PartialDateField) and not value):
        return str(EMPTY)
    if field.choices:
        return str(dict(field.flatchoices).get(value, value))
    match value:
        case bool():
            return str(_("yes") if value else _("no"))
        case datetime.datetime():
            return formats.date_format(timezone.localtime(value), "j M Y, H:i")
        case datetime.date():
            return formats.date_format(value, "j M Y")
        case _any if hasattr(value, "name") and hasattr(value, "code"):
            return str(value.name)
    return str(value)


def versions_of(model: type[models.Model], entries: Sequence[Entry], user: Any) -> list[Version]:
    """Return what each entry changed against the one before it, in one query for each kind of link.

    ``entries`` are of one record, newest first; the last of them is compared with its predecessor only if
    that is given too, and is itself left out unless it is the first version.
    """
    recorded = [entry.read() for entry in entries]
    names = _names_of_links(model, recorded, user)
    versions = []
    for position, entry in enumerate(entries):
        if entry.kind == Kind.CREATED:
            changes = _changes(model, {}, recorded[position], names)
        elif position + 1 < len(entries):
            changes = _changes(model, recorded[position + 1], recorded[position], names)
        else:
            continue
        versions.append(Version(entry, changes))
    return versions


def _changes(
    model: type[models.Model],
    before: Mapping[str, Any],
    after: Mapping[str, Any],
    names: Mapping[tuple[str, int], str],
) -> list[FieldChange]:
    changes = []
    for field in model._meta.fields:
        if isinstance(field, PartialDateField):
            columns = _columns_of(field)
        elif field.concrete and not _is_part_of_a_date(model, field):
            columns = (field.name,)
        else:
            continue
        if all(before.get(column) == after.get(column) for column in columns) or field.name in {"id", "head"}:
            continue
        pair = [_recorded_in_words(model, field, values, names) for values in (before, after)]
        if pair[0] != pair[1]:
            changes.append(FieldChange(_label(field), *pair))
    return changes


def _columns_of(date: PartialDateField) -> tuple[str, ...]:
    return tuple(date.part_name(part) for part in PARTS)


def _is_part_of_a_date(model: type[models.Model], field: models.Field) -> bool:
    return any(
        field.name in _columns_of(other)
        for other in model._meta.fields
        if isinstance(other, PartialDateField)
    )


def _recorded_in_words(
    model: type[models.Model],
    field: models.Field,
    values: Mapping[str, Any],
    names: Mapping[tuple[str, int], str],
) -> str:
    if isinstance(field, PartialDateField):
        row = model()
        for column in _columns_of(field):
            if column in values:
                setattr(row, column, _typed(model._meta.get_field(column), values[column]))
        date = getattr(row, field.name)
        words = _in_words(field, date)
        return f"{words} (“{date.words}”)" if date.words else words
    value = values.get(field.name)
    if value is not None and isinstance(field, models.ForeignKey):
        return names.get((field.name, value), str(NOT_VISIBLE))
    row = model()
    setattr(row, field.attname, _typed(field, value))
    return _in_words(field, getattr(row, field.attname))


def _names_of_links(
    model: type[models.Model], recorded: Iterable[Mapping[str, Any]], user: Any
) -> dict[tuple[str, int], str]:
    wanted: dict[str, set[int]] = defaultdict(set)
    links = [f for f in model._meta.concrete_fields if isinstance(f, models.ForeignKey) and f.name != "head"]
    for values in recorded:
        for field in links:
            if values.get(field.name) is not None:
                wanted[field.name].add(values[field.name])
    names = {}
    for field in links:
        if not wanted[field.name]:
            continue
        rows = field.related_model._default_manager.all()
        if hasattr(rows, "visible_to"):
            rows = rows.visible_to(user)
        for row in rows.filter(pk__in=wanted[field.name]):
            names[field.name, row.pk] = str(row)
    return names


def _label(field: models.Field) -> str:
    label = str(field.verbose_name)
    return label[:1].upper() + label[1:]
