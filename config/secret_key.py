"""The key that signs sessions and links: where one machine keeps its own, and which keys are too weak."""

import os
import secrets
import zlib
from contextlib import suppress
from pathlib import Path

LEAST_LENGTH = 50
#: What 25 random bytes written as hexadecimal digits cannot be compressed below, nearly.
LEAST_COMPRESSED = 45


def kept_secret_key(path: Path) -> str:
    """Return the key kept in the file, which is made with a random one where there is none."""
    with suppress(FileExistsError):
        file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode=0o600)
        with os.fdopen(file, "w") as opened:
            opened.write(secrets.token_urlsafe(LEAST_LENGTH))
    return path.read_text()


def weakness(key: str) -> str:
    """Say in words what makes the key guessable; empty when nothing does."""
    if not key:
        return "is missing"
    if len(key) < LEAST_LENGTH:
        return f"is shorter than {LEAST_LENGTH} characters"
    if key.startswith("django-insecure-"):
        return "is one that Django made for development"
    if len(zlib.compress(key.encode(), 9)) < LEAST_COMPRESSED:
        return "repeats itself too much to be random"
    return ""
