"""What is checked before the application is served: that what must be encrypted can be."""

from typing import Any

from django.core.checks import CheckMessage, Error

from casework.core import encryption


def check_encryption_key(**kwargs: Any) -> list[CheckMessage]:
    """Find out whether there is a key, and nobody else can read it."""
    return [Error(words, id="core.E001") for words in encryption.objections()]
