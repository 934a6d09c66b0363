"""Writing to the ledger: entries and typed history, in sets, in step with the live rows.

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
from django.db.backends.base.base import BaseDatabaseWrapper
from django.utils import timezone

from casework.audit.canonical import canonical, converter, seal
from casework.audit.choices import Kind
from casework.audit.context import Act, current_act
from casework.audit.errors import DependentRowsError, ReasonRequiredError, StaleRecordError
from casework.audit.identifiers import new_id

#: Rows handled by one round of statements.
ROWS_AT_ONCE = 1000

HISTORY_TYPES = {Kind.CREATED: "+", Kind.CHANGED: "~", Kind.DELETED: "-"}


@dataclasses.dataclass(frozen=True)
class Column:
    """One field as the ledger writes it."""

    name: str
    attname: str
    convert: Callable[[Any], Any]

    def value_of(self, row: models.Model) -> Any:
        """Return the canonical value that saving the row would store."""
        return canonical(self.convert, getattr(row, self.attname))


def ledger_columns(model: type[models.Model]) -> tuple[Column, ...]:
    """Return the fields of an audited model that its entries hold: all but ``head`` and the excluded."""
    excluded = getattr(model, "ledger_excluded", frozenset()) | {"head"}
    return tuple(
        Column(field.name, field.attname, converter(field))
        for field in model._meta.concrete_fields
        if field.name not in excluded
    )


def reason_columns(model: type[models.Model]) -> frozenset[str]:
    """Return the columns whose change owes a reason; the parts of a partial date stand for their date."""
    named: frozenset[str] = getattr(model, "reason_required_for", frozenset())
    columns = {column.name for column in ledger_columns(model)}
    parts = {column for name in named - columns for column in columns if column.startswith(f"{name}_")}
    return frozenset((named & columns) | parts)


class Journal:
    """The ledger's page for one model on one database: knows its tables and its statements."""

    def __init__(self, model: type[models.Model], registry: Apps, using: str) -> None:
        self.model = model
        self.using = using
        self.label = model._meta.label_lower
        self.columns = ledger_columns(model)
        self.reasoned = reason_columns(model)
        self.case_lookup: str = getattr(model, "case_lookup", "")
        self.entries = registry.get_model("audit", "Entry")
        self.change_sets = registry.get_model("audit", "ChangeSet")
        history = registry.get_model(model._meta.app_label, f"Historical{model._meta.object_name}")
        self._prepare_statements(history)

    @property
    def connection(self) -> BaseDatabaseWrapper:
        """The connection that this thread writes through."""
        return connections[self.using]

    def _prepare_statements(self, history: type[models.Model]) -> None:
        quote = self.connection.ops.quote_name
        live, entry = quote(self.model._meta.db_table), quote(self.entries._meta.db_table)
        past, acts = quote(history._meta.db_table), quote(self.change_sets._meta.db_table)
        kept = [
            field.column
            for field in self.model._meta.concrete_fields
            if field.name not in getattr(self.model, "ledger_excluded", frozenset())
        ]
        names = ", ".join(quote(column) for column in kept)
        from_live = ", ".join(f"l.{quote(column)}" for column in kept)
        from_deleted = ", ".join("e.id" if column == "head_id" else f"l.{quote(column)}" for column in kept)
        lock = " FOR UPDATE OF l" if self.connection.vendor == "postgresql" else ""
        entry_columns = (
            'id, change_set_id, model, object_id, version, kind, case_id, "values", salt, commitment'
        )
        history_columns = "history_date, history_type, history_change_reason, history_user_id, valid_to"

        # Every name below is a table or column of a model; every value is a parameter.
        self.insert_act = (
            f"INSERT INTO {acts} (id, actor_id, actor_name, actor_role, origin, reason, request_id, at) "  # noqa: S608
            f"SELECT %s, %s, %s, %s, %s, %s, %s, %s WHERE NOT EXISTS (SELECT 1 FROM {acts} WHERE id = %s)"
        )
        self.insert_first_entry = (
            f"INSERT INTO {entry} ({entry_columns}) VALUES (%s, %s, %s, %s, 1, 'created', %s, %s, %s, %s)"  # noqa: S608
        )
        self.insert_next_entry = (
            f"INSERT INTO {entry} ({entry_columns}) "  # noqa: S608
            f"SELECT %s, %s, %s, l.id, o.version + 1, %s, %s, %s, %s, %s "
            f"FROM {live} l JOIN {entry} o ON o.id = l.head_id WHERE l.id = %s AND l.head_id = %s{lock}"
        )
        self.close_history = f"UPDATE {past} SET valid_to = %s WHERE valid_to IS NULL AND id IN ({{marks}})"  # noqa: S608
        self.insert_history = (
            f"INSERT INTO {past} ({names}, {history_columns}) "  # noqa: S608
            f"SELECT {from_live}, %s, %s, %s, %s, NULL FROM {live} l WHERE l.id IN ({{marks}})"
        )
        self.insert_last_history = (
            f"INSERT INTO {past} ({names}, {history_columns}) "  # noqa: S608
            f"SELECT {from_deleted}, %s, %s, %s, %s, NULL FROM {live} l "
            f"JOIN {entry} e ON e.model = %s AND e.object_id = l.id AND e.kind = 'deleted' "
            f"AND e.change_set_id = %s WHERE l.id IN ({{marks}})"
        )

    # Values and cases

    def values_of(self, row: models.Model) -> dict[str, Any]:
        """Return what the ledger keeps of the row as it stands in memory."""
        return {column.name: column.value_of(row) for column in self.columns}

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
            self._write_act(act)
            parameters = [
                (
                    self._id(row.head_id),
                    self._id(act.id),
                    self.label,
                    row.pk,
                    case_id,
                    *seal(self.values_of(row)),
                )
                for row, case_id in zip(some, self.cases_of(some), strict=True)
            ]
            self._execute_for_each(self.insert_first_entry, parameters)
            self._write_history(act, Kind.CREATED, [row.pk for row in some])

    def record_changes(self, rows: Sequence[models.Model], values: Sequence[dict[str, Any]]) -> None:
        """Write the entries of rows about to be updated and give each row the ``head`` it must be saved with.

        Raises ``StaleRecordError`` when a row no longer stands at the head it was read with.
        """
        self._record_next(Kind.CHANGED, rows, values)

    def record_updated(self, rows: Sequence[models.Model]) -> None:
        """Write the history of rows whose update has just followed their entries."""
        for some in in_rounds(rows):
            self._write_history(current_act(), Kind.CHANGED, [row.pk for row in some])

    def record_deletions(self, rows: Sequence[models.Model]) -> None:
        """Write the entries and history of rows about to be deleted."""
        if not current_act().reason:
            raise ReasonRequiredError
        self._record_next(Kind.DELETED, rows, [self.values_of(row) for row in rows])
        for some in in_rounds(rows):
            self._write_history(current_act(), Kind.DELETED, [row.pk for row in some])

    # Their parts

    def _record_next(
        self, kind: Kind, rows: Sequence[models.Model], values: Sequence[dict[str, Any]]
    ) -> None:
        act = current_act()
        self._demand_reason(act, kind, rows, values)
        for some in in_rounds(list(zip(rows, values, strict=True))):
            self._write_act(act)
            some_rows = [row for row, _ in some]
            heads = [new_id() for _ in some]
            parameters = [
                (
                    self._id(head),
                    self._id(act.id),
                    self.label,
                    kind.value,
                    case_id,
                    *seal(row_values),
                    row.pk,
                    self._id(row.head_id),
                )
                for (row, row_values), head, case_id in zip(
                    some, heads, self.cases_of(some_rows), strict=True
                )
            ]
            if self._execute_for_each(self.insert_next_entry, parameters) != len(some):
                raise StaleRecordError(str(some_rows[0]))
            for row, head in zip(some_rows, heads, strict=True):
                row.head_id = head

    def _demand_reason(
        self, act: Act, kind: Kind, rows: Sequence[models.Model], values: Sequence[dict[str, Any]]
    ) -> None:
        if act.reason or not self.reasoned or kind is not Kind.CHANGED:
            return
        changed: set[str] = set()
        for some in in_rounds(list(zip(rows, values, strict=True))):
            known = self.entries._base_manager.using(self.using).in_bulk([row.head_id for row, _ in some])
            for row, row_values in some:
                if row.head_id in known:
                    before = json.loads(known[row.head_id].values)
                    changed |= {name for name in self.reasoned if before.get(name) != row_values[name]}
        if changed:
            raise ReasonRequiredError(sorted(changed))

    def _write_act(self, act: Act) -> None:
        connection = self.connection
        if act.is_written or any(hook[1] == act.confirm for hook in connection.run_on_commit):
            return
        actor = act.actor
        moment = connection.ops.adapt_datetimefield_value(act.at)
        identifier = self._id(act.id)
        with connection.cursor() as cursor:
            cursor.execute(
                self.insert_act,
                [
                    identifier,
                    actor.id,
                    actor.name,
                    actor.role,
                    act.origin.value,
                    act.reason,
                    act.request_id,
                    moment,
                    identifier,
                ],
            )
        # The hook leaves the queue if its savepoint is rolled back, and the row is then written again.
        transaction.on_commit(act.confirm, using=self.using)

    def _write_history(self, act: Act, kind: Kind, keys: Sequence[int]) -> None:
        marks = ", ".join(["%s"] * len(keys))
        moment = self.connection.ops.adapt_datetimefield_value(timezone.now())
        about = [moment, HISTORY_TYPES[kind], act.reason, act.actor.id]
        with self.connection.cursor() as cursor:
            if kind is not Kind.CREATED:
                cursor.execute(self.close_history.format(marks=marks), [moment, *keys])
            if kind is Kind.DELETED:
                statement = self.insert_last_history.format(marks=marks)
                cursor.execute(statement, [*about, self.label, self._id(act.id), *keys])
            else:
                cursor.execute(self.insert_history.format(marks=marks), [*about, *keys])

    def _execute_for_each(self, statement: str, parameters: Sequence[Sequence[Any]]) -> int:
        with self.connection.cursor() as cursor:
            if len(parameters) == 1:
                cursor.execute(statement, parameters[0])
            else:
                cursor.executemany(statement, parameters)
            return cursor.rowcount

    def _id(self, identifier: uuid.UUID) -> Any:
        return identifier if self.connection.features.has_native_uuid_field else identifier.hex


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
