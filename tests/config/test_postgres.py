"""The PostgreSQL server that the tests start: it is private, and it leaves nothing behind."""

import pwd
import signal
import stat
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import psycopg
import pytest

from config.databases import database
from tests.postgres import PROJECT, postgres_server

ASKS_FOR_A_SERVER = """
import sys
from tests.postgres import postgres_server
with postgres_server() as url:
    print(url, flush=True)
    sys.stdin.read()
"""


def folder_of(url):
    return Path(parse_qs(urlsplit(url).query)["host"][0])


def server_process(folder):
    return int((folder / "data" / "postmaster.pid").read_text().splitlines()[0])


def is_running(process):
    """Whether the process exists and is more than an entry that its parent has yet to read."""
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def connect(url):
    named = database(url)
    return psycopg.connect(
        host=named["HOST"], port=named["PORT"], user=named["USER"], dbname=named["NAME"], autocommit=True
    )


def asks_for_a_server():
    """Start a program that starts a server; return it with the server's folder and process."""
    program = subprocess.Popen(
        [sys.executable, "-c", ASKS_FOR_A_SERVER],
        cwd=PROJECT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    folder = folder_of(program.stdout.readline().strip())
    return program, folder, server_process(folder)


def is_gone(folder, server, within=20):
    """Whether folder and process are gone before so many seconds have passed."""
    deadline = time.monotonic() + within
    while time.monotonic() < deadline:
        if not folder.exists() and not is_running(server):
            return True
        time.sleep(0.01)
    return False


@pytest.fixture(scope="module")
def ours():
    """The server that the tests which only look at it share, with what stood before it was started."""
    path_of_python = [Path(sys.prefix), *Path(sys.prefix).parents]

    def surroundings():
        return pwd.getpwall(), [path.stat().st_mode for path in path_of_python]

    before = surroundings()
    with postgres_server() as url:
        yield url, before, surroundings


class TestPostgresServer:
    def test_serves_a_database_that_speaks_unicode(self, ours):
        with connect(ours[0]) as connection:
            encoding, collation = connection.execute(
                "SELECT getdatabaseencoding(), datcollate FROM pg_database WHERE datname = current_database()"
            ).fetchone()

        assert (encoding, collation) == ("UTF8", "C.UTF-8")

    def test_lets_nobody_else_in(self, ours):
        with connect(ours[0]) as connection:
            [addresses] = connection.execute("SHOW listen_addresses").fetchone()

        assert addresses == ""
        assert stat.S_IMODE(folder_of(ours[0]).stat().st_mode) == 0o700

    def test_never_runs_as_root(self, ours):
        status = Path(f"/proc/{server_process(folder_of(ours[0]))}/status").read_text()

        [users] = [line.split()[1:] for line in status.splitlines() if line.startswith("Uid:")]
        assert "0" not in users

    def test_changes_no_user_and_no_folder_on_its_way(self, ours):
        _, before, surroundings = ours

        assert surroundings() == before

    def test_stands_beside_another(self, ours):
        with postgres_server() as another:
            with connect(another) as connection:
                connection.execute("CREATE TABLE only_here ()")
            with connect(ours[0]) as connection:
                [found] = connection.execute("SELECT to_regclass('only_here')").fetchone()

        assert found is None

    def test_leaves_nothing_though_the_block_fails_and_somebody_is_connected(self):
        with suppress(RuntimeError), postgres_server() as url:
            folder = folder_of(url)
            server = server_process(folder)
            connection = connect(url)
            raise RuntimeError("a test that fails")

        assert not folder.exists()
        assert not is_running(server)
        with pytest.raises(psycopg.OperationalError):
            connection.execute("SELECT 1")

    @pytest.mark.parametrize("way", [signal.SIGINT, signal.SIGKILL])
    def test_leaves_nothing_when_who_asked_for_it_is_ended(self, way):
        program, folder, server = asks_for_a_server()

        program.send_signal(way)
        program.communicate()

        assert is_gone(folder, server)
