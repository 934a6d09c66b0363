"""Passwords made for people who have not chosen one yet, and what makes a chosen one easy to guess."""

import re
import secrets
from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

# Without letters and digits that are taken for one another when read aloud or copied by hand.
ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"
GROUPS = 5
GROUP_LENGTH = 4


def generate_password() -> str:
    """A random password of five groups of four characters: about 99 bits."""
    return "-".join("".join(secrets.choice(ALPHABET) for _ in range(GROUP_LENGTH)) for _ in range(GROUPS))


class ContextWordValidator:
    """Refuses a password that is little more than words of this work, or names of the person (ASVS 6.1.2)."""

    #: So many characters must be left of a password, once those words are out of it.
    LEAST_LEFT = 10
    #: Shorter parts of a name are found in too many words.
    SHORTEST_NAME = 4

    def __init__(self, words: Iterable[str]) -> None:
        self.words = frozenset(words)

    def validate(self, password: str, user: Any = None) -> None:
        """Raise ``ValidationError`` for such a password."""
        left = password.casefold()
        for word in sorted(self.words | self._names_of(user), key=len, reverse=True):
            left = left.replace(word, "")
        if len(left) < self.LEAST_LEFT:
            raise ValidationError(self.get_help_text(), code="password_of_context_words")

    def get_help_text(self) -> str:
        """What is asked for."""
        return _("Take other words than those of this work, and not your name.")

    def _names_of(self, user: Any) -> frozenset[str]:
        names = [getattr(user, field, "") for field in ("username", "full_name", "email")]
        parts = re.split(r"\W+", " ".join(names).casefold())
        return frozenset(part for part in parts if len(part) >= self.SHORTEST_NAME)
