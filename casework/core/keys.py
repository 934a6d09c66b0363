"""The numbers of records as addresses carry them."""

#: Longer numbers than this are no key of any row, and more than the engines can compare.
DIGITS = 15


def as_key(text: str | None) -> int | None:
    """Return the number that a text spells; None where it can be the number of no record."""
    if not text or not (text.isascii() and text.isdigit()) or len(text) > DIGITS:
        return None
    return int(text)
