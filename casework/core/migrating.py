"""Whether the tables are those that the code expects."""

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.migrations.executor import MigrationExecutor


def is_to_be_migrated(using: str = DEFAULT_DB_ALIAS) -> bool:
    """Say whether a database lacks a migration that the code has."""
    executor = MigrationExecutor(connections[using])
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))
