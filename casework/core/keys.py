"""The numbers of records, as addresses carry them and as statements do."""

from collections.abc import Iterable
from functools import cached_property
from typing import Any

from django.db.models import BigIntegerField, Expression

#: Longer numbers than this are no key of any row, and more than the engines can compare.
DIGITS = 15


def as_key(text: str | None) -> int | None:
    """Return the number that a text spells; None where it can be the number of no record."""
    if not text or not (text.isascii() and text.isdigit()) or len(text) > DIGITS:
        return None
    return int(text)


class Keys(Expression):
    """The numbers of some records, for use with ``__in``.

    However many they are, a statement carries them as one parameter: the engines bound how many it may have,
    and Django would write each of them out.
    """

    output_field = BigIntegerField()

    def __init__(self, numbers: Iterable[int] = ()) -> None:
        super().__init__()
        self.numbers = frozenset(numbers)

    @cached_property
    def _listed(self) -> str:
        return ",".join(map(str, sorted(self.numbers)))

    def as_sqlite(self, compiler: Any, connection: Any, **context: Any) -> tuple[str, tuple[str]]:
        """Take them out of a list in JSON."""
        return "(SELECT value FROM json_each(%s))", (f"[{self._listed}]",)

    def as_postgresql(self, compiler: Any, connection: Any, **context: Any) -> tuple[str, tuple[str]]:
        """Take them out of an array."""
        return "(SELECT unnest(%s::bigint[]))", (f"{{{self._listed}}}",)
