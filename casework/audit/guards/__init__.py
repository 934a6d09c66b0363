"""The triggers by which the database itself refuses a write that leaves no trace.

They are dropped silently whenever SQLite rebuilds a table, so they are installed after every migration and
their presence, word for word, is checked at start-up and by the verifier.
"""

from functools import cache
from types import ModuleType
from typing import NamedTuple

from django.apps import apps
from django.db import DEFAULT_DB_ALIAS, connections, models
from django.db.backends.base.base import BaseDatabaseWrapper

from casework.audit.guards import postgresql, sqlite
from casework.audit.models import AuditedModel, Entry, ErasedRecord, Erasure
from casework.audit.querysets import AppendOnlyQuerySet

ENGINES: dict[str, ModuleType] = {"sqlite": sqlite, "postgresql": postgresql}


class GuardedTable(NamedTuple):
    """A table under guard: the live rows of a model, its history, or a part of the ledger.

    ``columns`` are those of a history, of an entry those that outlast an erasure, and of what is only ever
    added to those by which a row is unique.
    """

    name: str
    part: str
    label: str = ""
    columns: tuple[str, ...] = ()


@cache
def guarded_tables() -> list[GuardedTable]:
    """Return every table that holds audited rows, their history, or the ledger."""
    kept = {field.column for field in Entry._meta.concrete_fields} - {"values", "salt"}
    tables = [
        GuardedTable(Entry._meta.db_table, "entries", columns=tuple(sorted(kept))),
        GuardedTable(Erasure._meta.db_table, "erasures"),
        GuardedTable(ErasedRecord._meta.db_table, "erased_records"),
    ]
    for model in append_only_models():
        unique = tuple(field.column for field in model._meta.concrete_fields if field.unique)
        tables.append(GuardedTable(model._meta.db_table, "append_only", columns=unique))
    for model in audited_models():
        history = model.history.model
        columns = tuple(field.column for field in history._meta.concrete_fields)
        tables.append(GuardedTable(model._meta.db_table, "live", model._meta.label_lower))
        tables.append(GuardedTable(history._meta.db_table, "history", model._meta.label_lower, columns))
    return tables


def audited_models() -> list[type[AuditedModel]]:
    """Return every concrete audited model, in the order the apps are loaded."""
    return [model for model in apps.get_models() if issubclass(model, AuditedModel)]


def append_only_models() -> list[type[models.Model]]:
    """Return every model whose rows are written once and then only read, but entries, which are numbered."""
    return [
        model
        for model in apps.get_models()
        if model is not Entry and isinstance(model._default_manager.all(), AppendOnlyQuerySet)
    ]


def install(using: str = DEFAULT_DB_ALIAS) -> None:
    """Put every guard in place, replacing what stands there under its name."""
    connection = connections[using]
    existing = set(connection.introspection.table_names())
    engine = ENGINES[connection.vendor]
    with connection.cursor() as cursor:
        for statement in engine.preparations():
            cursor.execute(statement)
        for table in guarded_tables():
            if table.name in existing:
                for statement in engine.installation(table):
                    cursor.execute(statement)


def remove(using: str = DEFAULT_DB_ALIAS) -> None:
    """Take every guard away; for a migration that must rewrite a table, and for tests that attack it."""
    connection = connections[using]
    existing = set(connection.introspection.table_names())
    with connection.cursor() as cursor:
        for table in guarded_tables():
            if table.name in existing:
                for statement in ENGINES[connection.vendor].removal(table):
                    cursor.execute(statement)


def missing(using: str = DEFAULT_DB_ALIAS) -> list[str]:
    """Return what is not in place as it should be, a line for each guard, named by its table."""
    connection: BaseDatabaseWrapper = connections[using]
    engine = ENGINES[connection.vendor]
    with connection.cursor() as cursor:
        existing = set(connection.introspection.table_names(cursor))
        present = engine.present(cursor)
    expected = {
        guard: definition
        for table in guarded_tables()
        if table.name in existing
        for guard, definition in engine.expected(table).items()
    }
    return [guard for guard, definition in expected.items() if present.get(guard) != definition]
