"""What is checked at every start: that the guards stand in the database."""

from collections.abc import Sequence
from typing import Any

from django.apps import AppConfig
from django.core.checks import CheckMessage, Error
from django.db import DatabaseError, connection

from casework.audit import guards
from casework.audit.models import Entry
from casework.core.migrating import is_to_be_migrated


def guards_are_in_place(app_configs: Sequence[AppConfig] | None = None, **options: Any) -> list[CheckMessage]:
    """Report each guard that is gone or altered; silent where the database is still to be migrated."""
    try:
        if Entry._meta.db_table not in connection.introspection.table_names():
            return []
        lost = guards.missing()
        # The guards of a table know its columns: before a column comes, they are not those expected.
        if lost and is_to_be_migrated():
            return []
    except DatabaseError:
        return []
    return (
        [
            Error(
                f"{len(lost)} guards of the audit are missing or altered, the first is {lost[0]}.",
                hint="Run `manage.py migrate` to put them back, then `manage.py verify_ledger`.",
                id="audit.E001",
            )
        ]
        if lost
        else []
    )
