"""Rows as they were recorded at a moment, laid out in a database of their own for every page to read.

The database lives in memory for as long as it is read, and holds nothing but what was put there: nothing that
was recorded later can reach the page, and what the reader may not know of is never put there.
"""

import contextvars
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from django.db import ConnectionHandler, connections, models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.utils import DEFAULT_DB_ALIAS, load_backend

from casework.audit.errors import UnauditedWriteError
from casework.audit.guards import audited_models
from casework.audit.models import AuditedModel

ALIAS = "recorded"

#: Rows by model, each as its values by the name of the column's attribute.
Rows = Mapping[type[AuditedModel], Iterable[Mapping[str, Any]]]

_is_read: contextvars.ContextVar[bool] = contextvars.ContextVar("casework_recorded", default=False)


class RecordedRouter:
    """Leads whoever asks for audited rows to those laid out, while they are laid out."""

    def db_for_read(self, model: type[models.Model], **hints: Any) -> str | None:
        """Return the database in memory for what it holds."""
        return ALIAS if _is_read.get() and issubclass(model, AuditedModel) else None

    def db_for_write(self, model: type[models.Model], **hints: Any) -> str | None:
        """Refuse to write what is only looked back at."""
        if _is_read.get() and issubclass(model, AuditedModel):
            raise UnauditedWriteError("What was recorded is looked back at, never written.")
        return None


@contextmanager
def laid_out(rows: Rows) -> Iterator[None]:
    """Let all audited rows that are asked for inside be these and no others."""
    connection = _new_database()
    with connection.cursor() as cursor:
        for model in audited_models():
            cursor.execute(_table(model, connection))
            _fill(cursor, connection, model, rows.get(model, ()))
    connections[ALIAS] = connection
    token = _is_read.set(True)
    try:
        yield
    finally:
        _is_read.reset(token)
        del connections[ALIAS]
        # Closing a database in memory is a thing that its own class leaves undone.
        BaseDatabaseWrapper.close(connection)


def _new_database() -> BaseDatabaseWrapper:
    settings = {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}
    settings = ConnectionHandler({DEFAULT_DB_ALIAS: settings}).settings[DEFAULT_DB_ALIAS]
    return load_backend(settings["ENGINE"]).DatabaseWrapper(settings, ALIAS)


def _table(model: type[models.Model], connection: BaseDatabaseWrapper) -> str:
    """Return the statement that makes the table, without rules: what was recorded may break today's."""
    quote = connection.ops.quote_name
    columns = ", ".join(
        f"{quote(field.column)} {field.db_type(connection)}{' PRIMARY KEY' if field.primary_key else ''}"
        for field in model._meta.local_concrete_fields
    )
    return f"CREATE TABLE {quote(model._meta.db_table)} ({columns})"


def _fill(
    cursor: Any,
    connection: BaseDatabaseWrapper,
    model: type[models.Model],
    rows: Iterable[Mapping[str, Any]],
) -> None:
    fields = model._meta.local_concrete_fields
    marks = ", ".join(["%s"] * len(fields))
    values = [
        [field.get_db_prep_save(row.get(field.attname, field.get_default()), connection) for field in fields]
        for row in rows
    ]
    if values:
        cursor.executemany(
            f"INSERT INTO {connection.ops.quote_name(model._meta.db_table)} VALUES ({marks})",  # noqa: S608
            values,
        )
