"""How recorded values and changes read in words."""

import dataclasses
import datetime
import difflib
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django.db import models
from django.utils import formats, timezone
from django.utils.translation import gettext_lazy as _

from casework.audit.encrypted import BINDING, EncryptedTextField
from casework.audit.models import Entry
from casework.core.encryption import UnreadableError
from casework.core.fields import PARTS, PartialDateField

EMPTY = _("empty")
#: Words shown on either side of a change in prose; what lies between two changes further apart is left out.
WORDS_AROUND = 12
#: The part of the shorter version that must stand in the other too; with less, the text was written anew.
KEPT = 1 / 3
#: Pairs of words up to which what differs is compared; beyond, both are shown whole.
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
    unkept = {"id", "head", BINDING, *getattr(model, "ledger_excluded", ())}
    for field in model._meta.fields:
        if isinstance(field, PartialDateField):
            yield field, _columns_of(field)
        elif field.concrete and field.name not in parts | unkept:
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
    needed = [*columns, BINDING] if isinstance(field, EncryptedTextField) else columns
    row = row_from_values(model, 0, {column: values[column] for column in needed if column in values})
    if isinstance(field, PartialDateField):
        date = getattr(row, field.name)
        words = _in_words(field, date)
        return f"{words} (“{date.words}”)" if date.words else words
    try:
        return _in_words(field, getattr(row, field.attname))
    except UnreadableError:
        return str(_("encrypted, and not to be read any more"))


def label_of(field: models.Field) -> str:
    """Return the field's label as the head of a line."""
    label = str(field.verbose_name)
    return label[:1].upper() + label[1:]


def compared(before: str, after: str) -> Iterator[Piece]:
    """Yield two versions of a text as one, word by word; long stretches that did not change are left out.

    Nothing of a text written anew: woven into each other, neither version could be read.
    """
    old, new = (re.findall(r"\S+\s*|\s+", text) for text in (before, after))
    steps = list(_steps(old, new))
    kept = sum(old_to - old_from for kind, old_from, old_to, *_new in steps if kind == "equal")
    if kept < KEPT * min(len(old), len(new)):
        return
    for number, (kind, old_from, old_to, new_from, new_to) in enumerate(steps):
        if kind == "equal":
            is_last = number == len(steps) - 1
            yield from _cut(old[old_from:old_to], has_before=number > 0, has_after=not is_last)
            continue
        if old_from < old_to:
            yield Piece("out", "".join(old[old_from:old_to]))
        if new_from < new_to:
            yield Piece("in", "".join(new[new_from:new_to]))


def _steps(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[str, int, int, int, int]]:
    """Yield how one row of words becomes the other, as difflib says it."""
    start = _shared(old, new)
    end = _shared(old[start:][::-1], new[start:][::-1])
    old_end, new_end = len(old) - end, len(new) - end
    if start:
        yield "equal", 0, start, 0, start
    if (old_end - start) * (new_end - start) > COMPARED:
        yield "replace", start, old_end, start, new_end
    else:
        # Words that occur all over a long text are no place to match: with them it could take hours.
        between = difflib.SequenceMatcher(None, old[start:old_end], new[start:new_end], autojunk=True)
        for kind, *places in between.get_opcodes():
            yield kind, *(start + place for place in places)
    if end:
        yield "equal", old_end, len(old), new_end, len(new)


def _shared(one: Sequence[str], other: Sequence[str]) -> int:
    """Return with how many of the same words both begin."""
    return next(
        (place for place, (a, b) in enumerate(zip(one, other, strict=False)) if a != b),
        min(len(one), len(other)),
    )


def _cut(words: Sequence[str], *, has_before: bool, has_after: bool) -> Iterator[Piece]:
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
