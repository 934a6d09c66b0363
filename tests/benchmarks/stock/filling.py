"""Bringing the mirrors to the size of what they mirror, so that equal indexes are equally deep."""

from django.core.management.color import no_style
from django.db import connection, models, transaction
from django.utils import timezone

from casework.audit.models import ChangeSet, Entry
from casework.cases.models import Development
from tests.benchmarks.stock.models import (
    STOCK,
    BareDevelopment,
    RawChangeSet,
    RawDevelopment,
    RawEntry,
    RawHistory,
)


@transaction.atomic
def fill_mirrors() -> None:
    """Copy every row into its mirrors, with one version in the stock history."""
    for source, target in STOCK.items():
        _copy(source, target)
        _copy(source, target.history.model, history_date=timezone.now(), history_type="+")
    _copy(Development, BareDevelopment)
    _copy(Development, RawDevelopment)
    _copy(Development.history.model, RawHistory)
    _copy(ChangeSet, RawChangeSet)
    _copy(Entry, RawEntry)
    _restart_numbering([*STOCK.values(), BareDevelopment, RawDevelopment, RawHistory])


def _copy(source: type[models.Model], target: type[models.Model], **given: object) -> None:
    present = {field.column for field in source._meta.concrete_fields}
    columns = [field.column for field in target._meta.concrete_fields if field.column in present]
    quote = connection.ops.quote_name
    names = ", ".join(map(quote, columns))
    marks = "".join(", %s" for _value in given.values())
    into = ", ".join(map(quote, [*columns, *given]))
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {quote(target._meta.db_table)} ({into}) "
            f"SELECT {names}{marks} FROM {quote(source._meta.db_table)}",
            list(given.values()),
        )


def _restart_numbering(models_filled: list[type[models.Model]]) -> None:
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), models_filled):
            cursor.execute(statement)
