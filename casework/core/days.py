"""Days that the database counts."""

from typing import Any

from django.db.models import Func, IntegerField
from django.db.models.functions import Coalesce


def counted_on(path: str) -> Coalesce:
    """Return the day on which what has the partial date at the path counts as an event.

    That is the earliest day on which it can have happened; the latest where the earliest is open; and none,
    so that it counts nowhere, where nothing dates it.
    """
    return Coalesce(f"{path}_earliest", f"{path}_latest")


class DaysBetween(Func):
    """How many days after one day another is; a number below zero where it is before."""

    arity = 2
    output_field = IntegerField()
    template = "(%(expressions)s)"
    arg_joiner = " - "

    def __init__(self, start: Any, end: Any) -> None:
        super().__init__(end, start)

    def as_sqlite(self, compiler: Any, connection: Any, **context: Any) -> Any:
        """Count as SQLite does, for which a date is a text."""
        return self.as_sql(
            compiler,
            connection,
            template="CAST(julianday(%(expressions)s) AS INTEGER)",
            arg_joiner=") - julianday(",
            **context,
        )
