"""How long a session lasts, and what was proved in it."""

import time
from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.authentication import get_authentication_records
from django.conf import settings
from django.contrib.sessions.backends.base import SessionBase
from django.http import HttpRequest

#: When somebody signed in, in seconds since 1970, and when they last asked for anything.
BEGAN, SEEN = "began", "seen"

#: So many seconds go by before it is written down again that somebody asked for something.
WRITTEN_EVERY = 60


def begin(session: SessionBase) -> None:
    """Let the session of somebody who signs in begin now."""
    session[BEGAN] = session[SEEN] = time.time()


def is_over(session: SessionBase) -> bool:
    """Say whether the session lasted its time, or nobody asked for anything for too long.

    One of which nobody knows when it began is over.
    """
    now, began, seen = time.time(), session.get(BEGAN, 0), session.get(SEEN, 0)
    return now - began >= settings.SESSION_COOKIE_AGE or now - seen >= settings.SESSION_IDLE_AGE


def note_seen(session: SessionBase) -> None:
    """Note that somebody asked for something."""
    if time.time() - session[SEEN] >= WRITTEN_EVERY:
        session[SEEN] = time.time()


def has_second_factor(request: HttpRequest) -> bool:
    """Say whether whoever is signed in proved in this session more than a password, or a passkey."""
    records: list[dict[str, Any]] = get_authentication_records(request, request.user)
    return any(record["method"] == "mfa" for record in records)


def is_confirmed(request: HttpRequest) -> bool:
    """Say whether whoever is signed in proved it a short while ago.

    What was opened in time may be sent off later: nobody loses what they typed meanwhile.
    """
    latest = max((record["at"] for record in get_authentication_records(request, request.user)), default=0)
    longest = settings.ACCOUNT_REAUTHENTICATION_TIMEOUT
    if request.method == "POST":
        longest += settings.SESSION_IDLE_AGE
    return time.time() - latest < longest


def confirming_address(request: HttpRequest) -> str:
    """Return where whoever is signed in proves it again."""
    return str(get_adapter().get_reauthentication_methods(request.user)[0]["url"])
