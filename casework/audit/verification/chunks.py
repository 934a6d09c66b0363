"""Tables read from end to end, whatever their size."""

from collections.abc import Iterator
from typing import Any

from django.db import models

#: Rows fetched at a time.
ROWS_AT_ONCE = 2000


def in_chunks(rows: models.QuerySet, key: str) -> Iterator[list[dict[str, Any]]]:
    """Yield the rows in chunks, by key, so that no cursor stays open over the whole table."""
    latest = None
    while some := list((rows if latest is None else rows.filter(**{f"{key}__gt": latest}))[:ROWS_AT_ONCE]):
        latest = some[-1][key]
        yield some
