"""The record as it was known at a moment, for every query to read in place of the live rows.

In front of each statement that names audited tables stand expressions of the same names, which pick out of
the history the versions that held at that moment; so a queryset need not know that it looks back. What is no
part of the record, such as the index of the search, stays as it is today, and so does the ledger. A summary
of the record, which would tell of today what is asked of the past, is refused.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from typing import Any

from django.apps import apps
from django.db import connection, models
from django.db.models import Exists, OuterRef
from django.utils import timezone

from casework.audit.errors import OfTodayAloneError, UnauditedWriteError
from casework.audit.guards import audited_models
from casework.audit.models import AuditedModel, ChangeSet, Entry, Summary
from casework.core.keys import Keys

# Names of tables and columns come from the models, never from a person.
# ruff: noqa: S608

#: Columns that history does not keep and that nobody reads of a past: they are empty in it.
NEVER_TOLD = frozenset({"password"})

#: What may stand before the words of a statement that reads, down to its own WITH.
READS = re.compile(
    r"""
    (?P<explains> \s* (?: EXPLAIN \b (?: \s+ (?: QUERY\s+PLAN | ANALYZE | VERBOSE ) \b
                                       | \s* \( (?! \s* (?: \( | SELECT\b | WITH\b ) ) [^()]* \) )* \s* )? )
    (?: (?P<begins> WITH \s+ (?: RECURSIVE \s+ )? ) | (?= SELECT\b | \( ) )
    """,
    re.IGNORECASE | re.VERBOSE,
)
#: The words by which a statement that begins like a reading one writes, or locks what is to be written.
WRITING_WORDS = frozenset({"insert", "update", "delete", "merge", "into", "share"})
QUOTED = re.compile(r"""'(?:[^']|'')*'|"(?:[^"]|"")*\"""")
WORDS = re.compile(r"\w+")


def end_of(day: date) -> datetime:
    """Return the last moment of a day, here."""
    next_day = timezone.make_aware(datetime.combine(day + timedelta(days=1), time.min))
    return next_day - timedelta(microseconds=1)


@contextmanager
def as_known_at(moment: datetime, *, reader: Any = None) -> Iterator[None]:
    """Let every audited row that is asked for inside be as our record had it at the moment, or be none.

    That holds for what this thread asks of the default database, for statements that begin inside: a queryset
    that is evaluated later tells of later. Where blocks are nested, the inner one rules. Writing an audited
    row raises ``UnauditedWriteError``, and asking a summary of the record ``OfTodayAloneError``.

    Who reads must be said in ``reader`` wherever ``visible_to`` is asked: that person's rights, and what is
    kept from them, are then those of today, whether a row is restricted since or was then and still is, hangs
    on other records by now, or is gone. Without a reader they would be those of the moment.

    Keys that are derived from a name, which history does not keep, are those of the row as it stands today;
    a password is none. Raises ``ValueError`` for a moment without a time zone.
    """
    if timezone.is_naive(moment):
        raise ValueError("A moment of the record has a time zone.")
    with ExitStack() as leave:
        if reader is not None:
            leave.enter_context(_reading_as(reader, moment))
        leave.enter_context(_grouping_by_all_columns())
        leave.enter_context(connection.execute_wrapper(_Shadow(moment)))
        yield


def is_looking_back() -> bool:
    """Say whether what is asked here and now is answered by the record of a past moment."""
    ruling = _ruling(connection.execute_wrappers)
    return ruling is not None and ruling.moment is not None


class _Shadow:
    """Puts the versions of a moment before the rows of every statement; those of today for no moment."""

    def __init__(self, moment: datetime | None) -> None:
        self.moment = moment

    def __call__(
        self, execute: Callable[..., Any], sql: str, params: Any, many: bool, context: dict[str, Any]
    ) -> Any:
        """Execute the statement as it is to be read, or refuse it."""
        if self.moment is not None and self is _ruling(context["connection"].execute_wrappers):
            sql = _shadowed(sql, self.moment)
        return execute(sql, params, many, context)


def _ruling(wrappers: Sequence[Callable[..., Any]]) -> _Shadow | None:
    return next((wrapper for wrapper in reversed(wrappers) if isinstance(wrapper, _Shadow)), None)


def _shadowed(sql: str, moment: datetime) -> str:
    """Return the statement with what it is to read instead of each audited table that it names."""
    words = {word.lower() for word in WORDS.findall(sql)}
    if not words.isdisjoint(_of_today_alone()):
        raise OfTodayAloneError("A summary of the record tells of today, not of the past.")
    begins = READS.match(sql)
    if begins is None or (words & WRITING_WORDS and _writes(sql)):
        if not words.isdisjoint(_written_with_a_trace()):
            raise UnauditedWriteError("What was recorded is looked back at, never written.")
        return sql
    # The moment is written out, not given as a parameter: a statement may bring its own in several shapes.
    at = f"'{connection.ops.adapt_datetimefield_value(moment.astimezone(UTC))}'"
    versions = [
        version.format(at=at) for table, version in _versions(connection.vendor).items() if table in words
    ]
    if not versions:
        return sql
    explains, own, rest = begins["explains"], begins["begins"], sql[begins.end() :]
    return f"{explains}{own or 'WITH '}{', '.join(versions)}{', ' if own else ' '}{rest}"


def _writes(sql: str) -> bool:
    words = {word.lower() for word in WORDS.findall(QUOTED.sub(" ", sql))}
    return not words.isdisjoint(WRITING_WORDS)


@cache
def _written_with_a_trace() -> frozenset[str]:
    """Return the tables of the record and of the ledger that tells of it."""
    live = audited_models()
    tables = [*live, *(model.history.model for model in live), Entry, ChangeSet]
    return frozenset(model._meta.db_table for model in tables)


@cache
def _of_today_alone() -> frozenset[str]:
    """Return the tables of what is worked out from the record as it stands today."""
    return frozenset(model._meta.db_table for model in apps.get_models() if issubclass(model, Summary))


@cache
def _versions(vendor: str) -> dict[str, str]:
    """Return by table the expression that stands for it, to be told the moment."""
    return {model._meta.db_table: _version(model, vendor) for model in audited_models()}


def _version(model: type[AuditedModel], vendor: str) -> str:
    quote = connection.ops.quote_name
    past = model.history.model._meta
    kept = {field.column for field in past.concrete_fields}
    columns = ", ".join(
        f"h.{quote(field.column)}" if field.column in kept else f"{_unkept(field)} AS {quote(field.column)}"
        for field in model._meta.concrete_fields
    )
    return (
        f"{quote(model._meta.db_table)} AS NOT MATERIALIZED (SELECT {columns} FROM {quote(past.db_table)} h "
        "WHERE h.history_date <= {at} AND (h.valid_to IS NULL OR h.valid_to > {at}) "
        "AND h.history_type <> '-')"
    )


def _unkept(field: models.Field) -> str:
    """Return the value of a column that history does not keep: that of the live row, or nothing."""
    quote = connection.ops.quote_name
    value = nothing = "''" if field.empty_strings_allowed else "NULL"
    if field.name in NEVER_TOLD:
        # Nothing, not even an empty text: a row that was read here cannot be saved over the live one.
        value = "NULL"
    else:
        column, meta = quote(field.column), field.model._meta
        # Only SQLite takes the name of an expression, inside of it, for the expression.
        live = f"{'main.' if connection.vendor == 'sqlite' else ''}{quote(meta.db_table)}"
        value = f"COALESCE((SELECT l.{column} FROM {live} l WHERE l.id = h.id), {nothing})"
    return f"CAST({value} AS {field.db_type(connection)})"


@contextmanager
def _grouping_by_all_columns() -> Iterator[None]:
    """Let queries group by each column: what stands for a table has no key on which the others depend."""
    features = connection.features
    before = features.allows_group_by_selected_pks
    features.allows_group_by_selected_pks = False
    try:
        yield
    finally:
        features.allows_group_by_selected_pks = before


@contextmanager
def _reading_as(reader: Any, moment: datetime) -> Iterator[None]:
    """Let today's record decide what the reader may know of, whatever is read inside."""
    user = getattr(reader, "_wrapped", reader)
    before = {name: getattr(user, name, None) for name in ("_withheld", "_unknown_of_past")}
    try:
        user._withheld, user._unknown_of_past = {}, None
        with connection.execute_wrapper(_Shadow(None)):
            user.get_all_permissions()
            # Asking who may know of what asks, once, for all that is withheld.
            for model in audited_models():
                model.objects.visible_to(user)
            unknown = _Unknown(user, moment)
            user._withheld = {
                model: Keys(keys.numbers | unknown(model).numbers) for model, keys in user._withheld.items()
            }
        user._unknown_of_past = unknown
        yield
    finally:
        for name, value in before.items():
            setattr(user, name, value)


class _Unknown:
    """What stood on record at a moment and this reader may not know of today, by model."""

    def __init__(self, user: Any, moment: datetime) -> None:
        self._user = user
        self._moment = moment
        self._found: dict[type[AuditedModel], Keys] = {}

    def __call__(self, model: type[AuditedModel]) -> Keys:
        """Return the keys of those rows; they are looked for once."""
        if model not in self._found:
            with connection.execute_wrapper(_Shadow(None)):
                looks_back, self._user._unknown_of_past = self._user._unknown_of_past, None
                try:
                    self._found[model] = self._find(model)
                finally:
                    self._user._unknown_of_past = looks_back
        return self._found[model]

    def _find(self, model: type[AuditedModel]) -> Keys:
        known = model.objects.visible_to(self._user)
        tells_of_gone = known.tells_of_gone(self._user)
        if known.query.is_empty() or (tells_of_gone and not known.query.has_filters()):
            return Keys()
        then = model.history.known_on(self._moment).order_by()
        unknown = then.filter(~Exists(known.order_by().filter(pk=OuterRef("id"))))
        if tells_of_gone:
            unknown = unknown.filter(Exists(model._base_manager.filter(pk=OuterRef("id"))))
        return Keys(unknown.values_list("id", flat=True))
