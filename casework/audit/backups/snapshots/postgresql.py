"""PostgreSQL: ``pg_dump``, which looks at the database through a snapshot that is counted here as well."""

import os
import re
import shutil
import subprocess
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from django.db import connection
from django.utils.translation import gettext as _
from psycopg.conninfo import make_conninfo

from casework.audit.backups.errors import BackupError
from casework.audit.backups.manifest import DATABASES
from casework.audit.backups.snapshots.contents import Snapshot, describe

TABLES = (
    "SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace ORDER BY 1"
)


def take(folder: Path, tell: Callable[[int], None]) -> Snapshot:
    """Dump the database into the folder; who writes meanwhile does not wait, and is not in it."""
    path = folder / DATABASES["postgresql"]
    dump = _program("pg_dump")
    _demand_version_of_server(dump)
    # A connection of its own, as the one at hand may be in a transaction already.
    with closing(connection.copy()) as own, own.cursor() as cursor:
        cursor.execute("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
        cursor.execute("SELECT pg_export_snapshot()")
        [snapshot] = cursor.fetchone()
        tell(0)
        _run([dump, "--format=custom", "--no-password", f"--snapshot={snapshot}", f"--file={path}"])
        tell(100)
        described = describe(path, lambda asked: cursor.execute(asked).fetchall(), TABLES)
        cursor.execute("ROLLBACK")
    return described


def put(snapshot: Path) -> None:
    """Load the dump in one transaction, so that all of it is there in the end or nothing."""
    restore = _program("pg_restore")
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_database()")
        [name] = cursor.fetchone()
    connection.close()
    # Whoever restores owns what is restored.
    whole = ["--single-transaction", "--exit-on-error", "--no-owner", "--no-privileges", "--no-password"]
    _run([restore, *whole, f"--dbname={make_conninfo(dbname=name)}", str(snapshot)])


def is_empty() -> bool:
    """Whether the database has no table."""
    with connection.cursor() as cursor:
        cursor.execute(TABLES)
        return cursor.fetchone() is None


def _program(name: str) -> str:
    if (path := shutil.which(name)) is None:
        raise BackupError(
            _("There is no %(program)s here: install the client programs of PostgreSQL.") % {"program": name}
        )
    return path


def _demand_version_of_server(dump: str) -> None:
    said = subprocess.run([dump, "--version"], capture_output=True, text=True, check=False)  # noqa: S603
    found = re.search(r"\) (\d+)", said.stdout)
    connection.ensure_connection()
    server = connection.pg_version // 10_000
    if found is None or int(found[1]) < server:
        raise BackupError(
            _("%(path)s is of version %(ours)s, older than the server: install that of version %(server)s.")
            % {"path": dump, "ours": found[1] if found else "?", "server": server}
        )


def _run(command: list[str]) -> None:
    """Run a program on the database; how to get there is never in its command line, which all can read."""
    try:
        subprocess.run(  # noqa: S603
            command,
            check=True,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
            errors="replace",
            env=os.environ | _way_to_database(),
            umask=0o077,
        )
    except subprocess.CalledProcessError as error:
        raise BackupError(
            _("%(program)s failed: %(why)s") % {"program": Path(command[0]).name, "why": error.stderr.strip()}
        ) from error


def _way_to_database() -> dict[str, str]:
    settings = connection.settings_dict
    named = {"PGHOST": "HOST", "PGPORT": "PORT", "PGUSER": "USER", "PGDATABASE": "NAME"}
    way = {variable: str(settings[name]) for variable, name in named.items() if settings[name]}
    # The password, and what the options say of TLS and of files with passwords.
    _command, options = connection.client.settings_to_cmd_args_env(settings, [])
    return way | (options or {})
