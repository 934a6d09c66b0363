"""Leaving no trace of what was erased: a database keeps what was overwritten until it is written anew."""

from collections.abc import Callable

from django.db import OperationalError, connection
from django.utils.translation import gettext as _

from casework.audit.errors import SweepError

forget: list[Callable[[], None]] = []
"""What makes an index that is kept beside the tables forget the words of rows that are gone.

The app that keeps one appends its own in ``AppConfig.ready``.
"""


def sweep(*, tell: Callable[[int], None] = lambda percent: None) -> int:
    """Write every table anew, without what was overwritten; return how many there are.

    It must not run inside a transaction. Raises ``SweepError`` where somebody's work stood in the way for too
    long; it can be asked for again. Copies elsewhere, as in backups, are beyond its reach.
    """
    for each in forget:
        each()
    try:
        return _SWEEPS[connection.vendor](tell)
    except OperationalError as error:
        raise SweepError(
            _("Others were at work on the database: what was erased may still be in its file. Sweep again.")
        ) from error


def _sweep_sqlite(tell: Callable[[int], None]) -> int:
    """Write the one file anew, and empty the log in which changes are kept before they reach it."""
    with connection.cursor() as cursor:
        cursor.execute("VACUUM")
        tell(90)
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        is_busy, *_pages = cursor.fetchone()
        if is_busy:
            raise OperationalError("The log is being read.")
        return len(connection.introspection.table_names(cursor))


def _sweep_postgresql(tell: Callable[[int], None]) -> int:
    """Write each table anew, one after the other; each is locked for as long as that takes."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT c.oid::regclass::text FROM pg_class c WHERE c.relkind = 'r'"
            " AND c.relnamespace = 'public'::regnamespace ORDER BY 1"
        )
        tables = [name for (name,) in cursor.fetchall()]
        for number, table in enumerate(tables):
            cursor.execute(f"VACUUM (FULL) {table}")
            tell(100 * number // len(tables))
    return len(tables)


_SWEEPS: dict[str, Callable[[Callable[[int], None]], int]] = {
    "sqlite": _sweep_sqlite,
    "postgresql": _sweep_postgresql,
}
