"""Databases that keep what they commit, for as long as a block lasts."""

import os
import sqlite3
import statistics
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlencode

from config.databases import SQLITE_PRAGMAS
from tests.benchmarks.rounds import seconds
from tests.postgres import (
    INITDB_OPTIONS,
    as_server,
    create_database,
    folder_of_server,
    identity,
    stop,
    usable_binaries,
)

#: As the server comes, with every commit on the disk.
POSTGRES_OPTIONS = {
    "listen_addresses": "",
    "fsync": "on",
    "synchronous_commit": "on",
    "full_page_writes": "on",
    "timezone": "UTC",
}
FSYNCS = 30


@contextmanager
def sqlite_file() -> Iterator[tuple[str, str]]:
    """Yield the address of a new file, and what keeps its commits."""
    with tempfile.TemporaryDirectory(prefix="casework-benchmark-") as folder:
        pragmas = ", ".join(f"{name}={value}" for name, value in SQLITE_PRAGMAS.items())
        yield (
            f"sqlite:///{folder}/casework.sqlite3",
            f"SQLite {sqlite3.sqlite_version}, {pragmas}; {_time_to_disk(Path(folder))}",
        )


@contextmanager
def postgres_on_disk() -> Iterator[tuple[str, str]]:
    """Yield the address of a new server's database, and what keeps its commits."""
    with folder_of_server(holds_programs=True) as folder, usable_binaries() as binaries:
        data = folder / "data"
        as_server([binaries / "initdb", "--pgdata", data, "--username=postgres", *INITDB_OPTIONS])
        version = subprocess.run(
            [binaries / "postgres", "--version"], check=True, capture_output=True, text=True, **identity()
        )
        options = [f"--{name}={value}" for name, value in POSTGRES_OPTIONS.items()]
        with (folder / "log").open("wb") as log:
            server = subprocess.Popen(
                [binaries / "postgres", "-D", data, "-k", folder, "-p", "5432", *options],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                **identity(),
            )
        try:
            create_database(folder, server)
            yield (
                f"postgres://postgres@/casework?{urlencode({'host': folder, 'port': 5432})}",
                f"{version.stdout.strip()}, fsync=on, synchronous_commit=on; {_time_to_disk(folder)}",
            )
        finally:
            stop(server)


ENGINES = {"sqlite": sqlite_file, "postgres": postgres_on_disk}


def _time_to_disk(folder: Path) -> str:
    """Say how long the disk takes to keep a page, which bounds every commit."""
    path = folder / "fsync"
    with path.open("wb") as file:

        def keep() -> None:
            file.write(b"0" * 4096)
            file.flush()
            os.fsync(file.fileno())

        middle = statistics.median(seconds(keep) for _number in range(FSYNCS))
    path.unlink()
    return f"an fsync takes {middle * 1000:.2f} ms"
