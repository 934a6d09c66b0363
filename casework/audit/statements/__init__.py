"""The statements by which the ledger is written, for each engine in its own way."""

from django.db import connections

from casework.audit.statements.engine import NewEntry, Statements, Tables
from casework.audit.statements.postgresql import PostgreSQLStatements
from casework.audit.statements.sqlite import SQLiteStatements

__all__ = ["NewEntry", "Statements", "Tables", "statements_for"]

ENGINES: dict[str, type[Statements]] = {"sqlite": SQLiteStatements, "postgresql": PostgreSQLStatements}


def statements_for(tables: Tables, using: str) -> Statements:
    """Return the statements for these tables on the engine of that database."""
    return ENGINES[connections[using].vendor](tables, using)
