"""What is asked of the values that entries hold, on either engine."""

import json
import re
from collections.abc import Iterable
from typing import Any

from django.db.models import Exists, F, Func, OuterRef, Q, TextField, Value
from django.db.models.functions import Coalesce

from casework.audit.models import Entry


class Recorded(Func):
    """The value that an entry holds of one column, as text; empty where it holds none."""

    output_field = TextField()

    def __init__(self, column: str) -> None:
        super().__init__(F("values"), Value(column))

    def as_sqlite(self, compiler: Any, connection: Any, **context: Any) -> Any:
        """Read JSON as SQLite does."""
        return self.as_sql(compiler, connection, template="CAST(%(expressions)s AS TEXT)", arg_joiner=" ->> ")

    def as_postgresql(self, compiler: Any, connection: Any, **context: Any) -> Any:
        """Read JSON as PostgreSQL does."""
        values, column = (compiler.compile(part) for part in self.source_expressions)
        return f"(({values[0]})::jsonb ->> ({column[0]})::text)", (*values[1], *column[1])


def changed_in(columns: Iterable[str]) -> Q:
    """Return what is true of an entry that holds another value than the entry before it in one of these."""
    earlier = Entry.objects.filter(
        model=OuterRef("model"), object_id=OuterRef("object_id"), version=OuterRef("version") - 1
    )
    differs = Q()
    for column in columns:
        now, then = f"now_{column}", f"then_{column}"
        earlier = earlier.annotate(**{then: Coalesce(Recorded(column), Value("", TextField()))})
        differs |= ~Q(**{then: OuterRef(now)})
    return Q(Exists(earlier.filter(differs)))


def recorded_now(columns: Iterable[str]) -> dict[str, Any]:
    """Return what an entry must be annotated with for ``changed_in``."""
    return {f"now_{column}": Coalesce(Recorded(column), Value("", TextField())) for column in columns}


def in_a_text(words: str) -> str:
    """Return by which regular expression words are found in the texts of canonical JSON, not in its names."""
    return r':"(?:[^"\\]|\\.)*?' + re.escape(json.dumps(words, ensure_ascii=False)[1:-1])
