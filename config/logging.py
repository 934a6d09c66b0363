"""What the application writes to its log: one JSON object a line, and nothing about a person.

Messages are kept as their templates, never with what was put into them; exceptions as their kind and the
places they passed, never with their words, which may quote a record. A request is known by the pattern of its
address.
"""

import json
import logging
import traceback
from contextvars import ContextVar
from datetime import UTC, datetime
from types import TracebackType
from typing import Any

#: The id of the request that is being answered, empty outside one.
current_request_id: ContextVar[str] = ContextVar("current_request_id", default="")

#: What our own records may add to a line; anything else that is put on a record is left out.
FIELDS = ("method", "route", "status", "duration_ms")

#: The loggers whose messages are constants in our own code.
OWN_LOGGERS = ("casework", "config")


class JSONFormatter(logging.Formatter):
    """Write a record as one line of JSON without the values that it carries."""

    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, Any] = {
            "time": datetime.fromtimestamp(record.created, tz=UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": template(record),
            "at": f"{record.module}:{record.lineno}",
            "request_id": current_request_id.get(),
        }
        line |= {field: getattr(record, field) for field in FIELDS if hasattr(record, field)}
        if record.exc_info and record.exc_info[1] is not None:
            line["exception"] = kinds(record.exc_info[1])
            line["passed"] = places(record.exc_info[2])
        return json.dumps({field: value for field, value in line.items() if value not in ("", None)})


def template(record: logging.LogRecord) -> str:
    """Return the message before anything is put into it.

    A library's message without arguments may have been put together from data: it is left out, and its place
    in the code stands for it.
    """
    is_own = record.name.partition(".")[0] in OWN_LOGGERS
    return record.msg if isinstance(record.msg, str) and (is_own or record.args) else ""


def kinds(error: BaseException) -> list[str]:
    """Name the exception and those that it followed from, the latest first."""
    names: list[str] = []
    link: BaseException | None = error
    while link is not None:
        names.append(f"{type(link).__module__}.{type(link).__qualname__}")
        link = link.__cause__ or (None if link.__suppress_context__ else link.__context__)
    return names


def places(passed: TracebackType | None) -> list[str]:
    """Return module, line and function of each frame that the exception passed, the innermost last."""
    return [
        f"{frame.f_globals.get('__name__', '?')}:{line}:{frame.f_code.co_name}"
        for frame, line in traceback.walk_tb(passed)
    ]


LOGGING: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"json": {"()": "config.logging.JSONFormatter"}},
    "handlers": {
        "stderr": {"class": "logging.StreamHandler", "formatter": "json"},
        "nowhere": {"class": "logging.NullHandler"},
    },
    "root": {"handlers": ["stderr"], "level": "INFO"},
    "loggers": {
        # Its records go up to the root; its own handlers would send mail with the request in it.
        "django": {"handlers": [], "level": "INFO", "propagate": True},
        # Both write the address that was asked for; the request log says the same without it.
        "django.server": {"handlers": ["nowhere"], "propagate": False},
        "gunicorn.access": {"handlers": ["nowhere"], "propagate": False},
        "gunicorn.error": {"handlers": [], "level": "INFO", "propagate": True},
    },
}
