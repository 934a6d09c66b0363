"""The application fetches nothing from anywhere: it has nothing to do it with, and the tests run without."""

import ast
import socket
import urllib.request

import pytest

from tests import egress
from tests.architecture.inventory import PROJECT

#: What reaches other machines, in the standard library and in packages that are often installed.
REACHES_OUT = {
    *("aiohttp", "asyncio", "ftplib", "http.client", "httpx", "imaplib", "nntplib", "paramiko", "poplib"),
    *("pycurl", "requests", "smtplib", "socket", "socketserver", "ssl", "telnetlib", "urllib.request"),
    *("urllib3", "webbrowser", "websocket", "websockets", "xmlrpc"),
}
#: What may have it: the demo sees whether a port is free by taking it.
MAY = {"casework/demo/management/commands/demo.py": {"socket"}}
#: Who has to do with mails, the one thing that leaves: by Django's own backend, to a server it is told of.
MAILS = {
    "casework/core/notices.py",
    "casework/dashboards/digests.py",
    "casework/dashboards/management/commands/send_digests.py",
    "config/apps.py",
}
CODE = [path for folder in ("casework", "config") for path in sorted(PROJECT.glob(f"{folder}/**/*.py"))]


def imported_by(path):
    """Return the names of all modules that a module imports, and of what it takes from them."""
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)
        elif isinstance(node, ast.Call) and ast.unparse(node.func) in {"__import__", "import_module"}:
            yield ast.literal_eval(node.args[0]) if isinstance(node.args[0], ast.Constant) else "unknown"


def reaching_out(path):
    """Return what a module imports to reach other machines."""
    return {
        known
        for name in imported_by(path)
        for known in REACHES_OUT
        if name == known or name.startswith(f"{known}.")
    }


class TestCode:
    def test_has_nothing_with_which_to_fetch(self):
        found = {str(path.relative_to(PROJECT)): reaching_out(path) for path in CODE}

        assert {name: modules for name, modules in found.items() if modules} == MAY

    def test_sends_mails_from_few_places(self):
        senders = {
            str(path.relative_to(PROJECT))
            for path in CODE
            if any(name.startswith("django.core.mail") for name in imported_by(path))
        }

        assert senders <= MAILS
        assert senders


class TestGuard:
    @pytest.fixture(autouse=True)
    def known_attempts(self, nothing_reaches_out):
        yield
        egress.refused.clear()

    def test_refuses_to_connect(self):
        with socket.socket() as reaching, pytest.raises(egress.ReachedOut, match="connect"):
            reaching.connect(("192.0.2.1", 80))

    def test_refuses_this_machine_as_well(self):
        with socket.socket() as reaching, pytest.raises(egress.ReachedOut, match="connect"):
            reaching.connect(("127.0.0.1", 9))

    def test_refuses_to_look_for_a_name(self):
        with pytest.raises(egress.ReachedOut, match=r"example\.org"):
            socket.getaddrinfo("example.org", 443)

    def test_refuses_to_send_a_datagram(self):
        with (
            socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as reaching,
            pytest.raises(egress.ReachedOut, match="sendto"),
        ):
            reaching.sendto(b"a name", ("192.0.2.1", 53))

    def test_refuses_to_fetch(self):
        with pytest.raises(egress.ReachedOut):
            urllib.request.urlopen("http://192.0.2.1/")

    def test_remembers_what_was_swallowed(self):
        with socket.socket() as reaching, pytest.raises(egress.ReachedOut):
            reaching.connect(("192.0.2.1", 80))

        assert egress.refused == ["socket.connect [('192.0.2.1', 80)]"]
