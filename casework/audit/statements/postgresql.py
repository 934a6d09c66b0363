"""The ledger's statements for PostgreSQL, many rows at a time: every statement travels to the server."""

import uuid
from collections.abc import Iterable, Sequence
from typing import Any

from django.db import models
from django.utils import timezone

from casework.audit.choices import Kind
from casework.audit.context import Act
from casework.audit.statements.engine import ENTRY_COLUMNS, HISTORY_COLUMNS, NewEntry, Statements, Tables

# Names of tables and columns come from the models, never from a person.
# ruff: noqa: S608


class PostgreSQLStatements(Statements):
    """Writes the ledger through PostgreSQL; the row of an act goes along with its first entries."""

    def __init__(self, tables: Tables, using: str) -> None:
        super().__init__(tables, using)
        entries, live, past = tables.entries, tables.live, tables.past
        new = (
            "unnest(%s::uuid[], %s::bigint[], %s::uuid[], %s::bigint[], "
            "%s::text[], %s::bytea[], %s::bytea[]) "
            'AS n(id, object_id, head_id, case_id, "values", salt, commitment)'
        )
        self.insert_first = (
            f"entry AS (INSERT INTO {entries} ({ENTRY_COLUMNS}) "
            f"SELECT n.id, %s, %s, n.object_id, 1, 'created', n.case_id, n.\"values\", n.salt, n.commitment "
            f"FROM {new} RETURNING id) "
            # The guard of history finds an entry that the same statement has returned.
            f"INSERT INTO {past} ({tables.names}, {HISTORY_COLUMNS}) "
            f"SELECT {tables.values}, %s, %s, %s, %s, NULL FROM {live} l "
            f"JOIN entry e ON e.id = l.head_id WHERE l.id = ANY(%s)"
        )
        self.insert_next = (
            f"INSERT INTO {entries} ({ENTRY_COLUMNS}) "
            f'SELECT n.id, %s, %s, l.id, o.version + 1, %s, n.case_id, n."values", n.salt, n.commitment '
            f"FROM {new} JOIN {live} l ON l.id = n.object_id AND l.head_id = n.head_id "
            f"JOIN {entries} o ON o.id = l.head_id FOR UPDATE OF l"
        )
        self.select_recorded = f'SELECT id, "values" FROM {entries} WHERE id = ANY(%s)'
        close = f"closed AS (UPDATE {past} SET valid_to = %s WHERE valid_to IS NULL AND id = ANY(%s))"
        self.next_history = (
            f"WITH {close} INSERT INTO {past} ({tables.names}, {HISTORY_COLUMNS}) "
            f"SELECT {tables.values}, %s, %s, %s, %s, NULL FROM {live} l WHERE l.id = ANY(%s)"
        )
        self.last_history = (
            f"WITH {close} INSERT INTO {past} ({tables.names}, {HISTORY_COLUMNS}) "
            f"SELECT {tables.last_values}, %s, %s, %s, %s, NULL FROM {live} l "
            f"JOIN {entries} e ON e.model = %s AND e.object_id = l.id AND e.kind = 'deleted' "
            f"AND e.change_set_id = %s WHERE l.id = ANY(%s)"
        )

    def identifier(self, value: uuid.UUID | None) -> Any:
        """Return the identifier as it is."""
        return value

    def recorded(self, heads: Sequence[uuid.UUID]) -> dict[uuid.UUID, str]:
        """Return the values that these entries hold, as canonical JSON by entry."""
        with self.connection.cursor() as cursor:
            cursor.execute(self.select_recorded, [list(heads)])
            return dict(cursor.fetchall())

    def write_first(self, act: Act, entries: Sequence[NewEntry]) -> None:
        """Write the entries and history of rows just inserted."""
        about = self.about(act, Kind.CREATED, self.moment(timezone.now()))
        owed = self.owed_act(act)
        with_act = f"act AS ({self.insert_act}), " if owed else ""
        keys = [new.object_id for new in entries]
        parameters = [*owed, act.id, self.tables.label, *_turned(entries), *about, keys]
        with self.connection.cursor() as cursor:
            cursor.execute(f"WITH {with_act}{self.insert_first}", parameters)

    def write_next(self, act: Act, kind: Kind, entries: Sequence[NewEntry]) -> int:
        """Write the entries of rows about to change; return for how many the row still stood at its head."""
        owed = self.owed_act(act)
        with_act = f"WITH act AS ({self.insert_act}) " if owed else ""
        parameters = [*owed, act.id, self.tables.label, kind.value, *_turned(entries)]
        with self.connection.cursor() as cursor:
            cursor.execute(f"{with_act}{self.insert_next}", parameters)
            return cursor.rowcount

    def write_rows(self, fields: Sequence[models.Field], rows: Sequence[models.Model]) -> None:
        """Update these columns of rows whose entries stand."""
        connection = self.connection
        quoted = [connection.ops.quote_name(field.column) for field in fields]
        assignments = ", ".join(f"{column} = n.{column}" for column in quoted)
        arrays = ", ".join(f"%s::{field.cast_db_type(connection)}[]" for field in fields)
        with connection.cursor() as cursor:
            cursor.execute(
                f"UPDATE {self.tables.live} SET {assignments} "
                f"FROM unnest(%s::bigint[], {arrays}) AS n(key, {', '.join(quoted)}) "
                f"WHERE {self.tables.live}.id = n.key",
                _turned([row.pk, *self.stored(fields, row)] for row in rows),
            )

    def write_history(self, act: Act, kind: Kind, keys: Sequence[int]) -> None:
        """Close the versions of rows that follow their entries, and write the next."""
        moment, keys = self.moment(timezone.now()), list(keys)
        parameters = [moment, keys, *self.about(act, kind, moment)]
        with self.connection.cursor() as cursor:
            if kind is Kind.DELETED:
                cursor.execute(self.last_history, [*parameters, self.tables.label, act.id, keys])
            else:
                cursor.execute(self.next_history, [*parameters, keys])


def _turned(rows: Iterable[Sequence[Any]]) -> list[list[Any]]:
    """Return the columns of a table that is given by its rows."""
    return [list(column) for column in zip(*rows, strict=True)]
