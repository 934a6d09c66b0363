"""What is written to the ledger: entries and typed history, in sets, in step with the live rows.

The order is what the guards in the database check: the entry of a change or a deletion stands before the
live row follows it; a new row stands before its entry, which the deferred foreign key ``head`` then demands.
"""

import dataclasses
import functools
import json
import uuid
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from django.apps import apps
from django.apps.registry import Apps
from django.db import connections, models, transaction

from casework.audit.canonical import KEPT_TYPES, canonical, converter, seal, what_is_kept
from casework.audit.choices import Kind
from casework.audit.context import current_act
from casework.audit.errors import DependentRowsError, ReasonRequiredError, StaleRecordError
from casework.audit.identifiers import new_id
from casework.audit.statements import NewEntry, Tables, statements_for

#: Rows handled by one round of statements.
ROWS_AT_ONCE = 1000


@dataclasses.dataclass(frozen=True)
class Column:
    """One field as the ledger writes it."""

    name: str
    attname: str
    convert: Callable[[Any], Any]
    kept_type: type | None
    kept_of: Callable[[models.Model], Any]

    def value_of(self, row: models.Model) -> Any:
        """Return the canonical value that saving the row would store."""
        return self.canonical(self.kept_of(row))

    def canonical(self, value: Any) -> Any:
        """Return the canonical form of a value of this field."""
        return value if type(value) is self.kept_type else canonical(self.convert, value)


def ledger_columns(model: type[models.Model]) -> tuple[Column, ...]:
    """Return the fields of an audited model that its entries hold: all but ``head`` and the excluded."""
    excluded = getattr(model, "ledger_excluded", frozenset()) | {"head"}
    kept = [field for field in model._meta.concrete_fields if field.name not in excluded]
    return tuple(
        Column(field.name, field.attname, convert, KEPT_TYPES.get(convert), what_is_kept(field))
        for field, convert in zip(kept, map(converter, kept), strict=True)
    )


def reason_columns(model: type[models.Model]) -> frozenset[str]:
    """Return the columns whose change owes a reason; the parts of a partial date stand for their date."""
    named: frozenset[str] = getattr(model, "reason_required_for", frozenset())
    columns = {column.name for column in ledger_columns(model)}
    parts = {column for name in named - columns for column in columns if column.startswith(f"{name}_")}
    return frozenset((named & columns) | parts)


Follower = Callable[[Kind, Sequence[models.Model]], None]

followers: list[Follower] = []
"""What is told of every write, to keep in step with it: what became of rows of one model, and the rows.

A subject above appends its own in ``AppConfig.ready``. They are called inside the transaction of the write,
once its entries stand: rows created or changed stand in the database by then, rows to be deleted stand there
still. A migration, whose tables are not those of today, tells nobody.
"""


class Journal:
    """The ledger's page for one model on one database."""

    def __init__(self, model: type[models.Model], registry: Apps, using: str) -> None:
        self.model = model
        self.using = using
        self.is_followed = registry is apps
        self.columns = ledger_columns(model)
        self.names = frozenset(column.name for column in self.columns)
        reasoned = reason_columns(model)
        self.reasoned = [column for column in self.columns if column.name in reasoned]
        self.case_lookup: str = getattr(model, "case_lookup", "")
        self.statements = statements_for(self._tables(registry), using)

    def _tables(self, registry: Apps) -> Tables:
        quote = connections[self.using].ops.quote_name
        excluded: frozenset[str] = getattr(self.model, "ledger_excluded", frozenset())
        names = (self.model._meta.app_label, f"Historical{self.model._meta.object_name}")
        live, past, entries, acts = (
            quote(model._meta.db_table)
            for model in (
                self.model,
                registry.get_model(*names),
                registry.get_model("audit", "Entry"),
                registry.get_model("audit", "ChangeSet"),
            )
        )
        kept = [field for field in self.model._meta.concrete_fields if field.name not in excluded]
        columns = tuple(quote(field.column) for field in kept)
        return Tables(self.model._meta.label_lower, live, past, entries, acts, columns)

    # Values and cases

    def values_of(self, row: models.Model) -> dict[str, Any]:
        """Return what the ledger keeps of the row as it stands in memory."""
        return {column.name: column.value_of(row) for column in self.columns}

    def values_after(
        self, rows: Sequence[models.Model], written: Sequence[models.Field]
    ) -> list[dict[str, Any]]:
        """Return what the ledger keeps of each row once these fields of it are written and no others.

        What memory holds of the other fields may never have been stored: the entry at its head tells.
        """
        recorded: dict[uuid.UUID, dict[str, Any]] = {}
        for some in in_rounds(rows):
            texts = self.statements.recorded([row.head_id for row in some])
            recorded |= {head: json.loads(text) for head, text in texts.items()}
            # An entry may have been written before the model had the fields that it has now.
            outdated = [row.pk for row in some if recorded.get(row.head_id, {}).keys() != self.names]
            stored = self.model._base_manager.using(self.using).filter(pk__in=outdated) if outdated else ()
            recorded |= {row.head_id: self.values_of(row) for row in stored}
        names = {field.name for field in written}
        changing = [column for column in self.columns if column.name in names]
        after = []
        for row in rows:
            values = recorded.get(row.head_id)
            if values is None or values.keys() != self.names:
                raise StaleRecordError(str(row))
            after.append(values | {column.name: column.value_of(row) for column in changing})
        return after

    def cases_of(self, rows: Sequence[models.Model]) -> list[int | None]:
        """Return for each row the id of the case it belongs to, in at most one query."""
        if not self.case_lookup:
            return [None] * len(rows)
        if self.case_lookup == "pk":
            return [row.pk for row in rows]
        first, _, rest = self.case_lookup.partition("__")
        field = self.model._meta.get_field(first)
        keys = [getattr(row, field.attname) for row in rows]
        if not rest:
            return keys
        wanted = {key for key in keys if key is not None}
        parents = field.related_model._base_manager.using(self.using)
        found = dict(parents.filter(pk__in=wanted).values_list("pk", rest))
        return [found.get(key) for key in keys]

    # The three kinds of write

    def record_created(self, rows: Sequence[models.Model]) -> None:
        """Write the entries and history of rows just inserted, whose ``head`` names the entry to come."""
        act = current_act()
        for some in in_rounds(rows):
            values = [self.values_of(row) for row in some]
            self.statements.write_first(act, self._entries(some, values, [row.head_id for row in some]))
        self._tell_followers(Kind.CREATED, rows)

    def record_restored(self, rows: Sequence[models.Model]) -> None:
        """Write the entries and history of rows inserted again after they were deleted.

        Raises ``ReasonRequiredError`` without a reason.
        """
        if not current_act().reason:
            raise ReasonRequiredError
        values = [self.values_of(row) for row in rows]
        self.statements.write_again(current_act(), self._entries(rows, values, [row.head_id for row in rows]))
        self._tell_followers(Kind.CREATED, rows)

    def record_changes(self, rows: Sequence[models.Model], values: Sequence[dict[str, Any]]) -> None:
        """Write the entries of rows about to be updated and give each row the ``head`` it must be saved with.

        Raises ``StaleRecordError`` when a row no longer stands at the head it was read with,
        ``ReasonRequiredError`` when a change owes a reason and the act has none.
        """
        if self.reasoned and not current_act().reason:
            self._demand_no_reason(rows, values)
        self._record_next(Kind.CHANGED, rows, values)

    def write_rows(self, fields: Sequence[models.Field], rows: Sequence[models.Model]) -> None:
        """Write these fields, and the head, of rows whose entries stand."""
        head = [field for field in self.model._meta.concrete_fields if field.name == "head"]
        for some in in_rounds(rows):
            self.statements.write_rows([*fields, *head], some)

    def record_updated(self, rows: Sequence[models.Model]) -> None:
        """Write the history of rows whose update has just followed their entries."""
        self._write_history(Kind.CHANGED, rows)
        self._tell_followers(Kind.CHANGED, rows)

    def record_deletions(self, rows: Sequence[models.Model]) -> None:
        """Write the entries and history of rows about to be deleted."""
        if not current_act().reason:
            raise ReasonRequiredError
        self._record_next(Kind.DELETED, rows, [self.values_of(row) for row in rows])
        self._write_history(Kind.DELETED, rows)
        self._tell_followers(Kind.DELETED, rows)

    # Their parts

    def _tell_followers(self, kind: Kind, rows: Sequence[models.Model]) -> None:
        if self.is_followed:
            for follow in followers:
                follow(kind, rows)

    def _record_next(
        self, kind: Kind, rows: Sequence[models.Model], values: Sequence[dict[str, Any]]
    ) -> None:
        act = current_act()
        for some in in_rounds(list(zip(rows, values, strict=True))):
            standing, after = zip(*some, strict=True)
            entries = self._entries(standing, after, [new_id() for _ in some])
            if self.statements.write_next(act, kind, entries) != len(some):
                raise StaleRecordError(str(standing[0]))
            for row, entry in zip(standing, entries, strict=True):
                row.head_id = entry.id

    def _entries(
        self, rows: Sequence[models.Model], values: Sequence[dict[str, Any]], keys: Sequence[uuid.UUID]
    ) -> list[NewEntry]:
        return [
            NewEntry(key, row.pk, row.head_id, case_id, *seal(row_values))
            for key, row, case_id, row_values in zip(keys, rows, self.cases_of(rows), values, strict=True)
        ]

    def _write_history(self, kind: Kind, rows: Sequence[models.Model]) -> None:
        for some in in_rounds(rows):
            self.statements.write_history(current_act(), kind, [row.pk for row in some])

    def _demand_no_reason(self, rows: Sequence[models.Model], values: Sequence[dict[str, Any]]) -> None:
        changed: set[str] = set()
        for some in in_rounds(list(zip(rows, values, strict=True))):
            before = self._reasoned_before([row for row, _ in some])
            for row, after in some:
                known = before.get(row.head_id, {})
                changed |= {name for name, value in known.items() if value != after[name]}
        if changed:
            raise ReasonRequiredError(sorted(changed))

    def _reasoned_before(self, rows: Sequence[models.Model]) -> dict[uuid.UUID, dict[str, Any]]:
        """Return, by entry, the recorded values of the fields whose change owes a reason."""
        remembered = {row.head_id: self._remembered(row) for row in rows}
        before = {
            head: {column.name: column.canonical(values[column.attname]) for column in self.reasoned}
            for head, values in remembered.items()
            if values is not None
        }
        if forgotten := [head for head in remembered if head not in before]:
            for head, text in self.statements.recorded(forgotten).items():
                recorded = json.loads(text)
                before[head] = {column.name: recorded.get(column.name) for column in self.reasoned}
        return before

    def remember(self, row: models.Model) -> None:
        """Keep what the row holds, just read or saved, of the fields whose change owes a reason."""
        loaded = row.__dict__
        if (
            self.reasoned
            and all(column.attname in loaded for column in self.reasoned)
            and "head_id" in loaded
        ):
            held = {column.attname: loaded[column.attname] for column in self.reasoned}
            row._state.ledger_memory = (row.head_id, held)

    def _remembered(self, row: models.Model) -> dict[str, Any] | None:
        head, held = getattr(row._state, "ledger_memory", (None, None))
        return held if head == row.head_id else None


@functools.cache
def journal(model: type[models.Model], using: str = "default") -> Journal:
    """Return the journal of an audited model."""
    return Journal(model, apps, using)


def dependents_of(model: type[models.Model], keys: Iterable[int], using: str) -> dict[str, int]:
    """Return how many rows of each kind point at the rows with these keys."""
    keys = list(keys)
    found: dict[str, int] = {}
    for relation in model._meta.get_fields(include_hidden=True):
        if not isinstance(relation, models.ManyToOneRel) or relation.on_delete is models.DO_NOTHING:
            continue
        rows = relation.related_model._base_manager.using(using)
        if count := rows.filter(**{f"{relation.field.name}__in": keys}).count():
            name = str(relation.related_model._meta.verbose_name_plural)
            found[name] = found.get(name, 0) + count
    return found


def delete_rows(rows: Sequence[models.Model], using: str) -> int:
    """Delete rows of one model on which nothing depends; return how many there were.

    Raises ``DependentRowsError`` naming what depends on them, ``ReasonRequiredError`` without a reason.
    """
    if not rows:
        return 0
    model = type(rows[0])
    with transaction.atomic(using=using, savepoint=False):
        for some in in_rounds(rows):
            keys = [row.pk for row in some]
            if dependents := dependents_of(model, keys, using):
                raise DependentRowsError(str(some[0]), dependents)
            journal(model, using).record_deletions(some)
            model._base_manager.using(using).filter(pk__in=keys)._raw_delete(using)
    for row in rows:
        row.pk = None
    return len(rows)


def in_rounds(rows: Sequence[Any]) -> Iterator[Sequence[Any]]:
    """Yield the rows in slices that one round of statements can take."""
    for start in range(0, len(rows), ROWS_AT_ONCE):
        yield rows[start : start + ROWS_AT_ONCE]
