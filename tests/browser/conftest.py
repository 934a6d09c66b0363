"""The demo, served by its own command, and Chromium to look at it with."""

import os
import re
import shutil
import socket
import subprocess
import sys
import time
from contextlib import closing
from http.client import HTTPConnection

import pytest
from django.db import connection
from playwright.sync_api import sync_playwright

from tests import egress
from tests.architecture.inventory import PROJECT
from tests.browser.visits import Visitor
from tests.conftest import copy_database, drop_database

#: Set where a browser must be there, as it must before a change lands.
BROWSER_DEMANDED = "CASEWORK_BROWSER_DEMANDED"
SECONDS_TO_START = 120
CHROMIUM_OPTIONS = [
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
    # It finds this machine and no other.
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",
]


@pytest.fixture(scope="module")
def chromium():
    """Start the Chromium of the system; without one, what needs it is left out.

    While it is there, no test may ask the database: its driver runs an event loop in this thread.
    """
    program = shutil.which("chromium") or shutil.which("chromium-browser")
    if program is None:
        words = "There is no Chromium: apt-get install chromium."
        if os.environ.get(BROWSER_DEMANDED):
            pytest.fail(words)
        pytest.skip(words)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=CHROMIUM_OPTIONS)
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def site(loaded, django_db_blocker, tmp_path_factory):
    """Serve a copy of the demo of its own, as the README's command does; give its address."""
    if connection.vendor != "sqlite":
        pytest.skip("The pages are the same on every engine: one is looked at.")
    database = f"{loaded.database}_served"
    data = tmp_path_factory.mktemp("served") / "data"
    shutil.copytree(loaded.files, data)
    with django_db_blocker.unblock():
        copy_database(loaded.database, database)
    port = _free_port()
    server = subprocess.Popen(
        [sys.executable, "manage.py", "demo", f"--port={port}"],
        cwd=PROJECT,
        env={
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "config.settings.test",
            "DATABASE_URL": f"sqlite:///{database}",
            "DATA_DIR": str(data),
        },
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    own = ("127.0.0.1", port)
    egress.ALLOWED.add(own)
    try:
        _await_answer(port, server)
        yield f"http://127.0.0.1:{port}"
    finally:
        egress.ALLOWED.discard(own)
        server.terminate()
        server.wait()
        with django_db_blocker.unblock():
            drop_database(database)


@pytest.fixture(scope="module")
def sessions():
    """The cookies of whoever signed in to this site already, by name."""
    return {}


@pytest.fixture
def visit(chromium, site, loaded, sessions):
    """Sign in as one of the accounts of the demo, in a window of its own.

    When the test is over, no page may have complained: of the content security policy, of a script,
    or of a request to another machine.
    """
    passwords = dict(re.findall(r"^  (\w+) +(\S+)$", loaded.said, re.MULTILINE))
    visitors = []

    def sign_in(name, **window):
        window = {"base_url": site, "storage_state": sessions.get(name)} | window
        context = chromium.new_context(**window)
        visitor = Visitor(context, window["base_url"])
        visitors.append(visitor)
        if not window["storage_state"]:
            visitor.sign_in(name, passwords[name])
            sessions[name] = context.storage_state()
        return visitor

    yield sign_in
    complaints = [complaint for visitor in visitors for complaint in visitor.complaints]
    for visitor in visitors:
        visitor.context.close()
    assert complaints == []


def _free_port() -> int:
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _await_answer(port: int, server: subprocess.Popen) -> None:
    given_up = time.monotonic() + SECONDS_TO_START
    while time.monotonic() < given_up:
        assert server.poll() is None, "The server ended by itself."
        try:
            with closing(HTTPConnection("127.0.0.1", port, timeout=5)) as probe:
                probe.request("GET", "/healthz")
                assert probe.getresponse().status == 200
                return
        except OSError:
            time.sleep(0.2)
    pytest.fail(f"Nothing answered on port {port}.")
