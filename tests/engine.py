"""The database engine that a run of the tests is for: SQLite, or with ``--postgres`` PostgreSQL.

It is chosen before the settings are read. Workers of pytest-xdist find the choice of their controller in the
environment that they inherit.
"""

import os
import signal
import tempfile
from contextlib import ExitStack

import pytest

from tests.postgres import ServerNotStarted, fast_places, postgres_server

SERVER_THAT_EXISTS = "CASEWORK_TEST_DATABASE_URL"


def pytest_addoption(parser: pytest.Parser) -> None:
    """Let the command line choose the engine."""
    parser.addoption(
        "--postgres",
        action="store_true",
        help=f"run on PostgreSQL: the server at {SERVER_THAT_EXISTS}, or else a new one that is thrown away",
    )


@pytest.hookimpl(tryfirst=True)
def pytest_load_initial_conftests(
    early_config: pytest.Config, parser: pytest.Parser, args: list[str]
) -> None:
    """Make the database ready of which the settings are about to learn."""
    options = parser.parse_known_args(args)
    if options.help or options.version or "PYTEST_XDIST_WORKER" in os.environ:
        return
    # A run that is told to end takes its leave as from a keyboard, and cleans up.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    leave = ExitStack()
    early_config.add_cleanup(leave.close)
    if not options.postgres:
        folder = leave.enter_context(
            tempfile.TemporaryDirectory(prefix="casework-sqlite-", dir=next(iter(fast_places()), None))
        )
        os.environ["DATABASE_URL"] = f"sqlite:///{folder}/casework.sqlite3"
    elif url := os.environ.get(SERVER_THAT_EXISTS):
        os.environ["DATABASE_URL"] = url
    else:
        try:
            os.environ["DATABASE_URL"] = leave.enter_context(postgres_server())
        except ServerNotStarted as error:
            raise pytest.UsageError(str(error)) from error
