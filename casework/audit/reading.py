"""How recorded values and changes read in words."""

import dataclasses
import datetime
import difflib
import re
from collections.abc import Iterator, Mapping
from typing import Any

from django.db import models
from django.utils import formats, timezone
from django.utils.translation import gettext_lazy as _

from casework.audit.models import Entry
from casework.core.fields import PARTS, PartialDateField

EMPTY = _("empty")
#: Words shown on either side of a change in prose; what lies between two changes further apart is left out.
WORDS_AROUND = 12
#: Pairs of words up to which two versions are compared; beyond, both are shown whole.
COMPARED = 4_000_000

#: What the records are called to which the fields of links lead: by the field's name and the record's number.
LinkNames = Mapping[tuple[str, int], str]


@dataclasses.dataclass(frozen=True)
class Piece:
    """A stretch of prose: the same in both versions, taken out, put in, or too far from a change to show."""

    kind: str
    text: str


@dataclasses.dataclass(frozen=True)
class FieldChange:
    """One field before and after an act, as people see it; prose also piece by piece."""

    name: str
    label: str
    before: str
    after: str
    pieces: tuple[Piece, ...] = ()


def row_from_entry(model: type[models.Model], entry: Entry) -> models.Model:
    """Return an unsaved row that holds what the entry recorded; others keep their default."""
    return row_from_values(model, entry.object_id, entry.read())


def row_from_values(model: type[models.Model], number: int, recorded: Mapping[str, Any]) -> models.Model:
    """Return an unsaved row with this number that holds what was recorded of it."""
    row = model(pk=number)
    for field in model._meta.concrete_fields:
        if field.name in recorded:
            setattr(row, field.attname, typed(field, recorded[field.name]))
    return row


def typed(field: models.Field, value: Any) -> Any:
    """Return a value of the field as Python knows it, from what the ledger wrote down."""
    while isinstance(field, models.ForeignKey):
        field = field.target_field
    if isinstance(field, models.BinaryField):
        return None if value is None else bytes.fromhex(value)
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


def told_fields(model: type[models.Model]) -> Iterator[tuple[models.Field, tuple[str, ...]]]:
    """Yield each field that people know, with the columns in which the ledger keeps it.

    A partial date is one field of several columns.
    """
    dates = [field for field in model._meta.fields if isinstance(field, PartialDateField)]
    parts = {column for date in dates for column in _columns_of(date)}
    for field in model._meta.fields:
        if isinstance(field, PartialDateField):
            yield field, _columns_of(field)
        elif field.concrete and field.name not in parts and field.name not in {"id", "head"}:
            yield field, (field.name,)


def changes_between(
    model: type[models.Model], before: Mapping[str, Any], after: Mapping[str, Any], names: LinkNames
) -> list[FieldChange]:
    """Return what differs between two recorded versions, of which the first may be empty."""
    changes = []
    for field, columns in told_fields(model):
        if all(before.get(column) == after.get(column) for column in columns):
            continue
        was, now = (_recorded_in_words(model, field, columns, values, names) for values in (before, after))
        if was != now:
            pieces = tuple(compared(was, now)) if before and isinstance(field, models.TextField) else ()
            changes.append(FieldChange(field.name, label_of(field), was, now, pieces))
    return changes


def _columns_of(date: PartialDateField) -> tuple[str, ...]:
    return tuple(date.part_name(part) for part in PARTS)


def _recorded_in_words(
    model: type[models.Model],
    field: models.Field,
    columns: tuple[str, ...],
    values: Mapping[str, Any],
    names: LinkNames,
) -> str:
    value = values.get(field.name)
    if value is not None and isinstance(field, models.ForeignKey):
        return names[field.name, value]
    row = row_from_values(model, 0, {column: values.get(column) for column in columns if column in values})
    if isinstance(field, PartialDateField):
        date = getattr(row, field.name)
        words = _in_words(field, date)
        return f"{words} (“{date.words}”)" if date.words else words
    return _in_words(field, getattr(row, field.attname))


def label_of(field: models.Field) -> str:
    """Return the field's label as the head of a line."""
    label = str(field.verbose_name)
    return label[:1].upper() + label[1:]


def compared(before: str, after: str) -> Iterator[Piece]:
    """Yield two versions of a text as one, word by word; long stretches that did not change are left out."""
    old, new = (re.findall(r"\S+\s*|\s+", text) for text in (before, after))
    if len(old) * len(new) > COMPARED:
        yield from (Piece("out", before), Piece("in", after))
        return
    matches = difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    for number, (kind, old_from, old_to, new_from, new_to) in enumerate(matches):
        if kind == "equal":
            is_last = number == len(matches) - 1
            yield from _cut(old[old_from:old_to], has_before=number > 0, has_after=not is_last)
            continue
        if old_from < old_to:
            yield Piece("out", "".join(old[old_from:old_to]))
        if new_from < new_to:
            yield Piece("in", "".join(new[new_from:new_to]))


def _cut(words: list[str], *, has_before: bool, has_after: bool) -> Iterator[Piece]:
    first = words[: WORDS_AROUND * has_before]
    last = words[max(len(first), len(words) - WORDS_AROUND * has_after) :]
    if len(first) + len(last) >= len(words):
        yield Piece("same", "".join(words))
        return
    if first:
        yield Piece("same", "".join(first))
    yield Piece("cut", "…")
    if last:
        yield Piece("same", "".join(last))
