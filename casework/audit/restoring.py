"""Putting back what was recorded before: some fields, a whole record, or a deleted one with its parts.

A restoration is an act like any other: it adds to the ledger, has a reason, and undoes nothing that is there.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import partial

from django.apps import apps
from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.db import IntegrityError, models, transaction
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from casework.audit import ledger
from casework.audit.choices import Kind
from casework.audit.errors import ReasonRequiredError
from casework.audit.history import links_of
from casework.audit.identifiers import new_id
from casework.audit.models import AuditedModel, Entry
from casework.audit.naming import Key, by_model, latest_entries
from casework.audit.reading import row_from_entry, told_fields, typed
from casework.audit.refusals import broken_constraint
from casework.audit.subjects import links_to, naming

#: Parts deleted by the same person so shortly before their whole are taken to have gone with it.
GONE_TOGETHER = timedelta(hours=24)
#: How many links away from a deleted record its parts are looked for.
REACH = 6


class CannotRestoreError(ValidationError):
    """What was recorded can no longer stand; the words say why."""


@dataclass(frozen=True)
class GonePart:
    """A record that was deleted and hung on another; whether it went together with that."""

    entry: Entry
    went_together: bool

    @property
    def key(self) -> str:
        """Return what tells it from the others on a form."""
        return f"{self.entry.model}-{self.entry.object_id}"


def gone_parts(entry: Entry) -> list[GonePart]:
    """Return the deleted records that hung on a deleted record, whole before part, newest deletion first.

    ``entry`` is the entry of its deletion.
    """
    found: dict[Key, Entry] = {}
    level: Mapping[str, Collection[int]] = {entry.model: [entry.object_id]}
    for _distance in range(REACH):
        keys = {
            (label, number)
            for whole, numbers in level.items()
            for label, named in _naming(apps.get_model(whole), numbers).items()
            for number in named
        }
        fresh = keys - found.keys() - {(entry.model, entry.object_id)}
        gone = latest_entries(fresh, kind=Kind.DELETED).select_related("change_set")
        newly = {(each.model, each.object_id): each for each in gone if _names_one_of(each, level)}
        if not newly:
            break
        found |= newly
        level = by_model(newly)
    parts = [GonePart(each, _went_together(each, entry)) for each in found.values()]
    return sorted(parts, key=lambda part: part.entry.pk, reverse=True)


def _naming(model: type[AuditedModel], numbers: Collection[int]) -> Mapping[str, Collection[int]]:
    links = [link for link in links_to(model) if link.model.is_restorable]
    return naming(links, numbers) if links else {}


def _names_one_of(entry: Entry, wholes: Mapping[str, Collection[int]]) -> bool:
    """Say whether the record hung on one of these to the end, and not only once."""
    row = row_from_entry(apps.get_model(entry.model), entry)
    return any(number in wholes.get(model._meta.label_lower, ()) for model, number in _named(row))


def _went_together(part: Entry, whole: Entry) -> bool:
    act, later = part.change_set, whole.change_set
    return act.pk == later.pk or (
        act.actor_id == later.actor_id and timedelta(0) <= later.at - act.at <= GONE_TOGETHER
    )


@transaction.atomic
def restore_fields(*, row: AuditedModel, entry: Entry, fields: Iterable[str]) -> AuditedModel:
    """Give these fields of a record the values that one of its entries recorded.

    Raises ``CannotRestoreError`` where these values can no longer stand, ``StaleRecordError`` where the
    record was changed since it was read, ``ReasonRequiredError`` without a reason.
    """
    model = type(row)
    _demand_recorded([entry])
    recorded = entry.read()
    names = set(fields)
    columns = [name for field, held in told_fields(model) if field.name in names for name in held]
    if not ledger.current_act().reason:
        raise ReasonRequiredError(columns)
    for column in columns:
        field = model._meta.get_field(column)
        if column in recorded:
            setattr(row, field.attname, typed(field, recorded[column]))
    _demand_links(row)
    _demand_valid(row)
    _write(row, row.save)
    return row


@transaction.atomic
def restore_deleted(*, entries: Sequence[Entry]) -> list[AuditedModel]:
    """Put deleted records back as they were last recorded, each after those that it names.

    ``entries`` are those of their deletions. Raises ``CannotRestoreError`` where one of them can no longer
    stand: then none is put back.
    """
    _demand_recorded(entries)
    rows = list(_in_order([row_from_entry(apps.get_model(entry.model), entry) for entry in entries]))
    for row in rows:
        if type(row)._base_manager.filter(pk=row.pk).exists():
            raise CannotRestoreError(_("%(record)s stands again already.") % {"record": _called(row)})
    for row in rows:
        _demand_links(row)
        row.head_id = new_id()
        _write(row, partial(models.Model.save, row, force_insert=True))
        ledger.journal(type(row)).record_restored([row])
    # What must agree may hang on one another crosswise: rules are asked once all stand.
    for row in rows:
        _demand_valid(row)
    return rows


def _demand_recorded(entries: Iterable[Entry]) -> None:
    """Refuse what nobody can read any more."""
    if any(entry.is_erased for entry in entries):
        raise CannotRestoreError(_("What was recorded then was erased."))


def _in_order(rows: Sequence[AuditedModel]) -> Iterator[AuditedModel]:
    """Yield each row after those of them that it names; what names one another in a ring comes as it is."""
    waiting = {(type(row), row.pk): row for row in rows}
    while waiting:
        ready = [
            key
            for key, row in waiting.items()
            if not any(named in waiting for named in _named(row) if named != key)
        ]
        for key in ready or list(waiting):
            yield waiting.pop(key)


def _named(row: AuditedModel) -> set[tuple[type[models.Model], int]]:
    return {
        (link.related_model, number)
        for link in links_of(type(row))
        if (number := getattr(row, link.attname)) is not None
    }


def _demand_links(row: AuditedModel) -> None:
    """Refuse what names a record that is gone."""
    for link in links_of(type(row)):
        number = getattr(row, link.attname)
        if number is None or link.related_model._base_manager.filter(pk=number).exists():
            continue
        raise CannotRestoreError(
            _(
                "%(record)s cannot be restored: the %(kind)s that it names is gone. "
                "Restore that first, or leave this out."
            )
            % {"record": _called(row), "kind": link.related_model._meta.verbose_name}
        )


def _demand_valid(row: AuditedModel) -> None:
    """Refuse what breaks a rule of today."""
    try:
        row.full_clean(exclude={"head"})
    except ValidationError as error:
        raise _as_it_was(row, error) from error


def _write(row: AuditedModel, write: Callable[[], None]) -> None:
    try:
        with transaction.atomic():
            write()
    except IntegrityError as error:
        raise _as_it_was(row, broken_constraint(error)) from error


def _as_it_was(row: AuditedModel, error: ValidationError) -> CannotRestoreError:
    return CannotRestoreError(
        _("%(record)s cannot be restored as it was: %(why)s")
        % {"record": _called(row), "why": " ".join(error.messages)}
    )


def _called(row: AuditedModel) -> str:
    """Return what a record is called, or its number where that would name what is gone as well."""
    try:
        name = str(row)
    except ObjectDoesNotExist:
        name = str(row.pk)
    return f"{capfirst(row._meta.verbose_name)} {name}"
