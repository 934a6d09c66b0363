"""The index in SQLite: two FTS5 tables over the words and the names, kept in step by triggers."""

from collections.abc import Iterator, Sequence

from django.core.exceptions import EmptyResultSet
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.utils import CursorWrapper
from django.db.models import Model, Q, QuerySet
from django.db.models.expressions import RawSQL

from casework.search.rules import Term

# Names of tables and columns are written here, never by a person; what is typed goes in as a parameter.
# ruff: noqa: S608, S611

WORDS = "search_words"
NAMES = "search_names"
INDEXED = {WORDS: ("names", "heading", "words", "sounds"), NAMES: ("names",)}
OPTIONS = {WORDS: "tokenize = 'unicode61', detail = 'column', prefix = '2 3'", NAMES: "tokenize = 'trigram'"}


def holding(ways: Sequence[Sequence[Term]], columns: Sequence[str]) -> Q:
    """Return the condition that all terms of one of the ways occur in the columns, each in any of them."""
    phrases = [" AND ".join(f'"{term.text}"{"*" if term.is_prefix else ""}' for term in way) for way in ways]
    match = f"{{{' '.join(columns)}}} : ({' OR '.join(f'({phrase})' for phrase in phrases)})"
    return Q(pk__in=RawSQL(f"SELECT rowid FROM {WORDS} WHERE {WORDS} MATCH %s", [match]))


def closest(documents: QuerySet, trigrams: Sequence[str], at_most: int) -> QuerySet:
    """Return so many of the documents: those whose names have most of these groups of three letters."""
    match = " OR ".join(f'"{trigram}"' for trigram in trigrams)
    having = documents.filter(pk__in=RawSQL(f"SELECT rowid FROM {NAMES} WHERE {NAMES} MATCH %s", [match]))
    try:
        among, parameters = having.order_by().values("pk").query.sql_with_params()
    except EmptyResultSet:
        return documents.none()
    # The plus sign keeps the engine from asking the names anew for each row that is among them.
    ranked = (
        f"SELECT rowid FROM {NAMES} WHERE {NAMES} MATCH %s AND +rowid IN ({among}) ORDER BY rank LIMIT %s"
    )
    return documents.model._base_manager.filter(pk__in=RawSQL(ranked, [match, *parameters, at_most]))


def prepare(cursor: CursorWrapper) -> None:
    """Do nothing: FTS5 is part of the engine."""


def definitions(model: type[Model], connection: BaseDatabaseWrapper) -> dict[str, str]:
    """Return the statement that makes each part of the index, by name."""
    return {name: statement for table in INDEXED for name, statement in _parts(table, model._meta.db_table)}


def _parts(table: str, content: str) -> Iterator[tuple[str, str]]:
    columns = ", ".join(INDEXED[table])
    old, new = (", ".join(f"{row}.{column}" for column in INDEXED[table]) for row in ("OLD", "NEW"))
    add = f"INSERT INTO {table} (rowid, {columns}) VALUES (NEW.id, {new});"
    remove = f"INSERT INTO {table} ({table}, rowid, {columns}) VALUES ('delete', OLD.id, {old});"
    yield (
        table,
        (
            f"CREATE VIRTUAL TABLE {table} USING fts5"
            f"({columns}, content = '{content}', content_rowid = 'id', {OPTIONS[table]})"
        ),
    )
    for event, act in (("INSERT", add), ("UPDATE", f"{remove} {add}"), ("DELETE", remove)):
        name = f"{table}_follow_{event.lower()}"
        yield name, f'CREATE TRIGGER {name} AFTER {event} ON "{content}" BEGIN {act} END'


def present(cursor: CursorWrapper, names: Sequence[str]) -> dict[str, str]:
    """Return the statement by which each of these that stands was made."""
    marks = ", ".join(["%s"] * len(names))
    cursor.execute(f"SELECT name, sql FROM sqlite_master WHERE name IN ({marks})", names)
    return dict(cursor.fetchall())


def replace(cursor: CursorWrapper, wanted: dict[str, str]) -> None:
    """Make all parts anew and fill them from the table."""
    for name in wanted:
        cursor.execute(f"DROP {'TABLE' if name in INDEXED else 'TRIGGER'} IF EXISTS {name}")
    for statement in wanted.values():
        cursor.execute(statement)
    forget(cursor)


def forget(cursor: CursorWrapper) -> None:
    """Fill the tables of words anew, as FTS5 keeps what is gone in its segments until these are merged."""
    for table in INDEXED:
        cursor.execute(f"INSERT INTO {table} ({table}) VALUES ('rebuild')")
