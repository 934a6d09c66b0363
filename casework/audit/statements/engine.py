"""What the ledger asks of an engine: to write acts, entries and history in sets."""

import dataclasses
import datetime
import uuid
from abc import ABC, abstractmethod
from collections.abc import Sequence
from typing import Any, NamedTuple

from django.db import connections, models, transaction
from django.db.backends.base.base import BaseDatabaseWrapper

from casework.audit.canonical import what_is_kept
from casework.audit.choices import Kind
from casework.audit.context import Act

# Names of tables and columns come from the models, never from a person.
# ruff: noqa: S608

HISTORY_TYPES = {Kind.CREATED: "+", Kind.CHANGED: "~", Kind.DELETED: "-"}

ENTRY_COLUMNS = 'id, change_set_id, model, object_id, version, kind, case_id, "values", salt, commitment'
HISTORY_COLUMNS = "history_date, history_type, history_change_reason, history_user_id, valid_to"


class NewEntry(NamedTuple):
    """An entry about to be written, for the row with this key that stands at this head."""

    id: uuid.UUID
    object_id: int
    head: uuid.UUID | None
    case_id: int | None
    text: str
    salt: bytes
    commitment: bytes


@dataclasses.dataclass(frozen=True)
class Tables:
    """What one model's rows are written to: names quoted, the columns those that history keeps."""

    label: str
    live: str
    past: str
    entries: str
    acts: str
    columns: tuple[str, ...]

    @property
    def names(self) -> str:
        """The columns, to insert into."""
        return ", ".join(self.columns)

    @property
    def values(self) -> str:
        """The columns of the live row ``l``."""
        return ", ".join(f"l.{column}" for column in self.columns)

    @property
    def last_values(self) -> str:
        """The columns of the live row ``l``, at the head that the entry ``e`` of its deletion is."""
        return ", ".join("e.id" if column == '"head_id"' else f"l.{column}" for column in self.columns)


class Statements(ABC):
    """Writes the acts, entries and history of one model on one database.

    Every name in a statement is a table or column of a model; every value is a parameter.
    """

    def __init__(self, tables: Tables, using: str) -> None:
        self.tables = tables
        self.using = using
        self.insert_act = (
            f"INSERT INTO {tables.acts} "
            f"(id, actor_id, actor_name, actor_role, origin, reason, request_id, at) "
            f"SELECT %s, %s, %s, %s, %s, %s, %s, %s "
            f"WHERE NOT EXISTS (SELECT 1 FROM {tables.acts} WHERE id = %s)"
        )

        self.insert_again = (
            f"INSERT INTO {tables.entries} ({ENTRY_COLUMNS}) "
            f"SELECT %s, %s, %s, o.object_id, o.version + 1, 'created', %s, %s, %s, %s "
            f"FROM {tables.entries} o WHERE o.model = %s AND o.object_id = %s AND o.kind = 'deleted' "
            f"ORDER BY o.version DESC LIMIT 1"
        )

    @property
    def connection(self) -> BaseDatabaseWrapper:
        """The connection that this thread writes through."""
        return connections[self.using]

    @abstractmethod
    def identifier(self, value: uuid.UUID | None) -> Any:
        """Return an identifier as the engine keeps it."""

    @abstractmethod
    def recorded(self, heads: Sequence[uuid.UUID]) -> dict[uuid.UUID, str]:
        """Return the values that these entries hold, as canonical JSON by entry."""

    @abstractmethod
    def write_first(self, act: Act, entries: Sequence[NewEntry]) -> None:
        """Write the entries and history of rows just inserted."""

    @abstractmethod
    def write_next(self, act: Act, kind: Kind, entries: Sequence[NewEntry]) -> int:
        """Write the entries of rows about to change; return for how many the row still stood at its head."""

    @abstractmethod
    def write_rows(self, fields: Sequence[models.Field], rows: Sequence[models.Model]) -> None:
        """Update these columns of rows whose entries stand."""

    @abstractmethod
    def write_history(self, act: Act, kind: Kind, keys: Sequence[int]) -> None:
        """Close the versions of rows that follow their entries, and write the next."""

    def write_again(self, act: Act, entries: Sequence[NewEntry]) -> None:
        """Write the entries and history of rows just inserted that had been deleted, each by itself."""
        act_id, label = self.write_act(act), self.tables.label
        with self.connection.cursor() as cursor:
            for new in entries:
                sealed = [new.case_id, new.text, new.salt, new.commitment]
                key = self.identifier(new.id)
                cursor.execute(self.insert_again, [key, act_id, label, *sealed, label, new.object_id])
        self.write_history(act, Kind.CREATED, [new.object_id for new in entries])

    def write_act(self, act: Act) -> Any:
        """Write the act's row, unless this transaction has it already; return its identifier."""
        if parameters := self.owed_act(act):
            with self.connection.cursor() as cursor:
                cursor.execute(self.insert_act, parameters)
        return self.identifier(act.id)

    def owed_act(self, act: Act) -> list[Any]:
        """Return the parameters of the act's row; none if this transaction has it already."""
        connection = self.connection
        if act.is_written or any(hook[1] == act.confirm for hook in connection.run_on_commit):
            return []
        # The hook leaves the queue if its savepoint is rolled back, and the row is then written again.
        transaction.on_commit(act.confirm, using=self.using)
        key, actor = self.identifier(act.id), act.actor
        described = [actor.id, actor.name, actor.role, act.origin.value, act.reason, act.request_id]
        return [key, *described, self.moment(act.at), key]

    def about(self, act: Act, kind: Kind, moment: Any) -> list[Any]:
        """Return what history says of an act, in the order of its columns."""
        return [moment, HISTORY_TYPES[kind], act.reason, act.actor.id]

    def moment(self, value: datetime.datetime) -> Any:
        """Return a moment as the engine keeps it."""
        return self.connection.ops.adapt_datetimefield_value(value)

    def stored(self, fields: Sequence[models.Field], row: models.Model) -> list[Any]:
        """Return what the database is to hold of these fields of a row."""
        connection = self.connection
        return [field.get_db_prep_save(what_is_kept(field)(row), connection) for field in fields]
