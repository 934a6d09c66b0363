"""The database that an address names, tuned for a record in which no commit may be lost."""

from typing import Any
from urllib.parse import unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured
from environ import Env

SQLITE = "django.db.backends.sqlite3"
POSTGRESQL = "django.db.backends.postgresql"

# WAL lets people read while one writes. FULL keeps the latest commit through a power cut, secure_delete
# overwrites what was deleted, and recursive_triggers lets the guards see INSERT OR REPLACE.
SQLITE_PRAGMAS = {
    "journal_mode": "WAL",
    "synchronous": "FULL",
    "secure_delete": "ON",
    "recursive_triggers": "ON",
}


def database(url: str, *, pool_size: int = 0) -> dict[str, Any]:
    """Return Django's settings for the database at ``url``; raise ImproperlyConfigured for another kind.

    ``pool_size`` is the greatest number of PostgreSQL connections that one process shares among its threads;
    0 keeps one connection to each thread.
    """
    if urlsplit(url).scheme not in {"sqlite", "postgres", "postgresql"}:
        raise ImproperlyConfigured("DATABASE_URL must begin with sqlite:/// or postgres://.")
    settings = Env.db_url_config(url)
    settings.setdefault("OPTIONS", {})
    if settings["ENGINE"] == SQLITE:
        settings["OPTIONS"] |= sqlite_options(SQLITE_PRAGMAS)
        return settings
    _find_socket(settings, url)
    if pool_size:
        settings["OPTIONS"]["pool"] = {"min_size": 1, "max_size": pool_size}
    else:
        settings |= {"CONN_MAX_AGE": 600, "CONN_HEALTH_CHECKS": True}
    return settings


def sqlite_options(pragmas: dict[str, str]) -> dict[str, Any]:
    """Return the connection options under which concurrent writers queue for 20 seconds before they fail."""
    return {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "".join(f"PRAGMA {name}={value};" for name, value in pragmas.items()),
    }


def _find_socket(settings: dict[str, Any], url: str) -> None:
    """Name the folder of a Unix socket as host, whichever of its two spellings the address uses."""
    host = urlsplit(url).netloc.rpartition("@")[2]
    if host[:3].upper() == "%2F":
        # The parser leaves such a host encoded, and puts its letters in lower case.
        settings["HOST"] = unquote(host.partition(":")[0])
    for option in ("host", "port", "user", "password"):
        if (value := settings["OPTIONS"].pop(option, None)) is not None:
            settings[option.upper()] = value
