"""No test reaches out: whatever would connect to another program is refused, and told when the test ends.

The database is reached by libraries in C, which this does not see and need not: a file, or the socket of the
server that the settings name. Chromium is spoken to through pipes. What is left is the port on which the
tests in the browser serve the pages.
"""

import sys

#: The addresses to which a test may connect: those of servers that tests have started themselves.
ALLOWED: set[tuple[str, int]] = set()
#: What was tried all the same, by anything in this process.
refused: list[str] = []

REACHING_OUT = {
    "ftplib.connect",
    "http.client.connect",
    "poplib.connect",
    "smtplib.connect",
    "socket.connect",
    "socket.getaddrinfo",
    "socket.gethostbyaddr",
    "socket.gethostbyname",
    "socket.sendmsg",
    "socket.sendto",
    "urllib.Request",
}


class ReachedOut(RuntimeError):
    """Something tried to reach another program than the database."""


def guard() -> None:
    """Refuse from now on, in this process and for good."""
    sys.addaudithook(_refuse)


def _refuse(event: str, given: tuple) -> None:
    if event not in REACHING_OUT or _is_own(event, given):
        return
    words = f"{event} {[part for part in given if isinstance(part, str | int | tuple)]}"
    refused.append(words)
    raise ReachedOut(words)


def _is_own(event: str, given: tuple) -> bool:
    if event == "urllib.Request":
        return any(given[0].startswith(f"http://{host}:{port}/") for host, port in ALLOWED)
    if event in {"socket.connect", "http.client.connect", "smtplib.connect"}:
        place = given[1] if event == "socket.connect" else given[1:3]
        return tuple(place)[:2] in ALLOWED if isinstance(place, tuple) else False
    return event == "socket.getaddrinfo" and given[:2] in ALLOWED
