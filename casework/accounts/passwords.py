"""Passwords made for people who have not chosen one yet."""

import secrets

# Without letters and digits that are taken for one another when read aloud or copied by hand.
ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"
GROUPS = 5
GROUP_LENGTH = 4


def generate_password() -> str:
    """A random password of five groups of four characters: about 99 bits."""
    return "-".join("".join(secrets.choice(ALPHABET) for _ in range(GROUP_LENGTH)) for _ in range(GROUPS))
