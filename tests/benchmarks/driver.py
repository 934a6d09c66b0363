"""The database by its driver alone, on a connection of its own."""

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import psycopg
from django.conf import settings
from django.db import connection, models


class Driver:
    """A connection with the durability of Django's, and statements in the driver's own spelling."""

    def __init__(self) -> None:
        self.is_sqlite = connection.vendor == "sqlite"
        if self.is_sqlite:
            options = settings.DATABASES["default"]["OPTIONS"]
            self.connection: Any = sqlite3.connect(
                settings.DATABASES["default"]["NAME"], isolation_level=None, timeout=options["timeout"]
            )
            self.connection.executescript(options["init_command"])
            self.connection.execute("PRAGMA foreign_keys = ON")
        else:
            wanted = ("dbname", "user", "password", "host", "port")
            parameters = connection.get_connection_params()
            self.connection = psycopg.connect(
                **{name: parameters[name] for name in wanted if name in parameters}, autocommit=True
            )

    def statement(self, text: str) -> str:
        """Return the statement with this driver's marks for parameters."""
        return text.replace("%s", "?") if self.is_sqlite else text

    def insert(
        self, model: type[models.Model], fields: Sequence[models.Field], *, returning: str = ""
    ) -> str:
        """Return the statement that inserts these fields of a row."""
        columns = ", ".join(f'"{field.column}"' for field in fields)
        marks = ", ".join("%s" for _field in fields)
        tail = f" RETURNING {returning}" if returning else ""
        return self.statement(f'INSERT INTO "{model._meta.db_table}" ({columns}) VALUES ({marks}){tail}')

    @contextmanager
    def transaction(self) -> Iterator[Callable[[str, Sequence[Any]], Any]]:
        """Yield what executes a statement in one transaction."""
        if self.is_sqlite:
            self.connection.execute("BEGIN IMMEDIATE")
            yield self.connection.execute
            self.connection.execute("COMMIT")
        else:
            with self.connection.transaction():
                yield self.connection.execute
