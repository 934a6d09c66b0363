"""The index as each engine keeps it, beside the table and in step with it.

Every word that reaches an engine consists of the letters a to z and digits, and stands in quotes: nothing
that somebody types is ever read as part of a query.
"""

from collections.abc import Sequence
from types import ModuleType

from django.apps import apps
from django.db import DEFAULT_DB_ALIAS, connection, connections, transaction
from django.db.models import Q, QuerySet

from casework.search.index import postgresql, sqlite
from casework.search.rules import Term

ENGINES: dict[str, ModuleType] = {"sqlite": sqlite, "postgresql": postgresql}

#: Columns in which something is looked for together; an engine has an index over each of these groups.
ANYWHERE = ("names", "heading", "words")
NAMES = ("names",)
HEADING = ("heading",)
SOUNDS = ("sounds",)


def holding(ways: Sequence[Sequence[Term]], columns: Sequence[str]) -> Q:
    """Return the condition that all terms of one of the ways occur in the columns, each in any of them."""
    return ENGINES[connection.vendor].holding(ways, columns)


def closest(documents: QuerySet, trigrams: Sequence[str], at_most: int) -> QuerySet:
    """Return so many of the documents: those whose names have most of these groups of three letters."""
    return ENGINES[connection.vendor].closest(documents, trigrams, at_most)


def forget() -> None:
    """Let go of the words of entries that are gone, which an engine may keep until it tidies up."""
    with connection.cursor() as cursor:
        ENGINES[connection.vendor].forget(cursor)


def install(using: str = DEFAULT_DB_ALIAS, *, anew: bool = False) -> None:
    """Put in place what the engine needs, filled from the table; what stands there as it should is left."""
    engine = ENGINES[connections[using].vendor]
    model = apps.get_model("search", "SearchDocument")
    if model._meta.db_table not in connections[using].introspection.table_names():
        return
    with transaction.atomic(using=using), connections[using].cursor() as cursor:
        engine.prepare(cursor)
        wanted = engine.definitions(model, connections[using])
        if anew or engine.present(cursor, list(wanted)) != wanted:
            engine.replace(cursor, wanted)
