"""What a snapshot holds: rows by table, the migrations applied, and the names of the files it refers to."""

from collections.abc import Callable, Collection, Iterator
from pathlib import Path
from typing import Any, NamedTuple

from django.apps import apps
from django.db import models

# Names of tables and columns come from the database itself and from the models, never from a person.
# ruff: noqa: S608

Ask = Callable[[str], list[tuple[Any, ...]]]


class Snapshot(NamedTuple):
    """A file that holds the database, and what is in it."""

    path: Path
    counts: dict[str, int]
    migrations: list[tuple[str, str]]
    files: set[str]


def describe(path: Path, ask: Ask, tables: str) -> Snapshot:
    """Return what is in the snapshot, which answers to ``ask``; ``tables`` asks for their names."""
    counts = count_rows(ask, tables)
    migrations: list[tuple[str, str]] = []
    if "django_migrations" in counts:
        migrations = [
            (app, name) for app, name in ask("SELECT app, name FROM django_migrations ORDER BY 1, 2")
        ]
    names = {
        name
        for table, column in _columns_of_files()
        if table in counts
        for (name,) in ask(f"""SELECT DISTINCT "{column}" FROM "{table}" WHERE "{column}" <> ''""")
    }
    return Snapshot(path, counts, migrations, names)


def count_rows(ask: Ask, tables: str) -> dict[str, int]:
    """Return how many rows each table has."""
    return {table: ask(f'SELECT count(*) FROM "{table}"')[0][0] for (table,) in ask(tables)}


def _columns_of_files() -> Iterator[tuple[str, str]]:
    """Yield each table and column that names files: of the live rows and of their history."""
    for model in apps.get_models():
        named = [field for field in model._meta.concrete_fields if isinstance(field, models.FileField)]
        for each in _with_history(model) if named else ():
            for field in named:
                yield each._meta.db_table, each._meta.get_field(field.name).column


def _with_history(model: type[models.Model]) -> Collection[type[models.Model]]:
    history = getattr(model, "history", None)
    return (model,) if history is None else (model, history.model)
