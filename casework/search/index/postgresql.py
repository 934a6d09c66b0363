"""The index in PostgreSQL: GIN over words and sounds, and by pg_trgm over the letters of the names."""

from collections.abc import Sequence
from functools import reduce
from operator import add, or_

from django.apps import apps
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchQuery, SearchVector, SearchVectorExact
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.utils import CursorWrapper
from django.db.models import Case, Model, Q, QuerySet, When

from casework.search.rules import Term


def _vector(*columns: str) -> SearchVector:
    return SearchVector(*columns, config="simple")


INDEXES = (
    GinIndex(_vector("names", "heading", "words"), name="search_words"),
    GinIndex(_vector("names"), name="search_names"),
    GinIndex(_vector("heading"), name="search_headings"),
    GinIndex(_vector("sounds"), name="search_sounds"),
    GinIndex(fields=["names"], opclasses=["gin_trgm_ops"], name="search_letters"),
)


def holding(ways: Sequence[Sequence[Term]], columns: Sequence[str]) -> Q:
    """Return the condition that all terms of one of the ways occur in the columns, each in any of them."""
    lexemes = [" & ".join(f"'{term.text}'{':*' if term.is_prefix else ''}" for term in way) for way in ways]
    query = SearchQuery(" | ".join(f"({way})" for way in lexemes), config="simple", search_type="raw")
    entries = apps.get_model("search", "SearchDocument")._base_manager.order_by()
    # Asked of the index once, and not of the text of each entry in turn.
    return Q(pk__in=entries.filter(SearchVectorExact(_vector(*columns), query)).values("pk"))


def closest(documents: QuerySet, trigrams: Sequence[str], at_most: int) -> QuerySet:
    """Return so many of the documents: those whose names have most of these groups of three letters."""
    having = [Q(names__contains=trigram) for trigram in trigrams]
    shared = [Case(When(condition, then=1), default=0) for condition in having]
    return documents.filter(reduce(or_, having)).order_by(reduce(add, shared).desc(), "pk")[:at_most]


def prepare(cursor: CursorWrapper) -> None:
    """Have the extension that compares groups of letters."""
    cursor.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm")


def definitions(model: type[Model], connection: BaseDatabaseWrapper) -> dict[str, str]:
    """Return the statement that makes each index, by name."""
    editor = connection.SchemaEditorClass(connection)
    return {index.name: str(index.create_sql(model, editor)) for index in INDEXES}


def present(cursor: CursorWrapper, names: Sequence[str]) -> dict[str, str]:
    """Return the statement by which each of these that stands was made: it is kept as a comment."""
    cursor.execute(
        "SELECT relname, obj_description(oid, 'pg_class') FROM pg_class WHERE relname = ANY(%s)",
        [list(names)],
    )
    return dict(cursor.fetchall())


def replace(cursor: CursorWrapper, wanted: dict[str, str]) -> None:
    """Make all indexes anew."""
    for name, statement in wanted.items():
        cursor.execute(f"DROP INDEX IF EXISTS {name}")
        cursor.execute(statement)
        cursor.execute(f"COMMENT ON INDEX {name} IS %s", [statement])


def forget(cursor: CursorWrapper) -> None:
    """Do nothing: indexes are written anew with their table."""
