"""The ledger's statements for SQLite, row by row: the database is in the same process."""

import uuid
from collections.abc import Sequence
from typing import Any

from django.db import models
from django.utils import timezone

from casework.audit.choices import Kind
from casework.audit.context import Act
from casework.audit.statements.engine import ENTRY_COLUMNS, HISTORY_COLUMNS, NewEntry, Statements, Tables

# Names of tables and columns come from the models, never from a person.
# ruff: noqa: S608


class SQLiteStatements(Statements):
    """Writes the ledger through SQLite."""

    def __init__(self, tables: Tables, using: str) -> None:
        super().__init__(tables, using)
        entries, live, past = tables.entries, tables.live, tables.past
        self.insert_first = (
            f"INSERT INTO {entries} ({ENTRY_COLUMNS}) VALUES (%s, %s, %s, %s, 1, 'created', %s, %s, %s, %s)"
        )
        self.insert_next = (
            f"INSERT INTO {entries} ({ENTRY_COLUMNS}) "
            f"SELECT %s, %s, %s, l.id, o.version + 1, %s, %s, %s, %s, %s "
            f"FROM {live} l JOIN {entries} o ON o.id = l.head_id WHERE l.id = %s AND l.head_id = %s"
        )
        self.select_recorded = f'SELECT id, "values" FROM {entries} WHERE id IN ({{marks}})'
        self.close_history = f"UPDATE {past} SET valid_to = %s WHERE valid_to IS NULL AND id IN ({{marks}})"
        self.insert_history = (
            f"INSERT INTO {past} ({tables.names}, {HISTORY_COLUMNS}) "
            f"SELECT {tables.values}, %s, %s, %s, %s, NULL FROM {live} l WHERE l.id IN ({{marks}})"
        )
        self.insert_last_history = (
            f"INSERT INTO {past} ({tables.names}, {HISTORY_COLUMNS}) "
            f"SELECT {tables.last_values}, %s, %s, %s, %s, NULL FROM {live} l "
            f"JOIN {entries} e ON e.model = %s AND e.object_id = l.id AND e.kind = 'deleted' "
            f"AND e.change_set_id = %s WHERE l.id IN ({{marks}})"
        )

    def identifier(self, value: uuid.UUID | None) -> Any:
        """Return the identifier as text."""
        return value.hex if value else None

    def recorded(self, heads: Sequence[uuid.UUID]) -> dict[uuid.UUID, str]:
        """Return the values that these entries hold, as canonical JSON by entry."""
        keys = [self.identifier(head) for head in heads]
        with self.connection.cursor() as cursor:
            cursor.execute(self.select_recorded.format(marks=_marks(keys)), keys)
            return {uuid.UUID(key): text for key, text in cursor.fetchall()}

    def write_first(self, act: Act, entries: Sequence[NewEntry]) -> None:
        """Write the entries and history of rows just inserted."""
        act_id, label = self.write_act(act), self.tables.label
        self._execute_for_each(
            self.insert_first,
            [
                (new.id.hex, act_id, label, new.object_id, new.case_id, new.text, new.salt, new.commitment)
                for new in entries
            ],
        )
        about = self.about(act, Kind.CREATED, self.moment(timezone.now()))
        keys = [new.object_id for new in entries]
        with self.connection.cursor() as cursor:
            cursor.execute(self.insert_history.format(marks=_marks(keys)), [*about, *keys])

    def write_next(self, act: Act, kind: Kind, entries: Sequence[NewEntry]) -> int:
        """Write the entries of rows about to change; return for how many the row still stood at its head."""
        act_id, label = self.write_act(act), self.tables.label
        return self._execute_for_each(
            self.insert_next,
            [
                (
                    *(new.id.hex, act_id, label, kind.value, new.case_id, new.text, new.salt, new.commitment),
                    *(new.object_id, self.identifier(new.head)),
                )
                for new in entries
            ],
        )

    def write_rows(self, fields: Sequence[models.Field], rows: Sequence[models.Model]) -> None:
        """Update these columns of rows whose entries stand."""
        quote = self.connection.ops.quote_name
        assignments = ", ".join(f"{quote(field.column)} = %s" for field in fields)
        self._execute_for_each(
            f"UPDATE {self.tables.live} SET {assignments} WHERE id = %s",
            [[*self.stored(fields, row), row.pk] for row in rows],
        )

    def write_history(self, act: Act, kind: Kind, keys: Sequence[int]) -> None:
        """Close the versions of rows that follow their entries, and write the next."""
        marks, moment = _marks(keys), self.moment(timezone.now())
        about = self.about(act, kind, moment)
        with self.connection.cursor() as cursor:
            cursor.execute(self.close_history.format(marks=marks), [moment, *keys])
            if kind is Kind.DELETED:
                of_deletion = [self.tables.label, self.identifier(act.id)]
                cursor.execute(self.insert_last_history.format(marks=marks), [*about, *of_deletion, *keys])
            else:
                cursor.execute(self.insert_history.format(marks=marks), [*about, *keys])

    def _execute_for_each(self, statement: str, parameters: Sequence[Sequence[Any]]) -> int:
        with self.connection.cursor() as cursor:
            if len(parameters) == 1:
                cursor.execute(statement, parameters[0])
            else:
                cursor.executemany(statement, parameters)
            return cursor.rowcount


def _marks(keys: Sequence[Any]) -> str:
    return ", ".join(["%s"] * len(keys))
