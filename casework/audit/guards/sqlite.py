"""The guards as SQLite triggers."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from django.db.backends.utils import CursorWrapper

from casework.audit.models.entries import ERASED

if TYPE_CHECKING:
    from casework.audit.guards import GuardedTable

# Names of tables and columns come from the models, never from a person.
# ruff: noqa: S608

FOLLOWS = """SELECT 1 FROM audit_entry n JOIN audit_entry o ON o.id = OLD.head_id
 WHERE n.model = '{label}' AND n.object_id = OLD.id{head}
 AND n.kind = '{kind}' AND n.version = o.version + 1"""


#: The request to which two persons agreed, under which the values of an entry may go.
CONSENTED = """SELECT 1 FROM audit_erasedrecord r JOIN audit_erasure e ON e.id = r.erasure_id
 WHERE e.decision = 'consented' AND r.model = OLD.model AND r.object_id = OLD.object_id
 AND r.up_to_version >= OLD.version"""
ASKED_BY = """(SELECT c.actor_id FROM audit_entry n JOIN audit_changeset c ON c.id = n.change_set_id
 WHERE n.model = 'audit.erasure' AND n.object_id = NEW.id AND n.version = 1)"""
DECIDED_BY = """(SELECT c.actor_id FROM audit_entry n JOIN audit_changeset c ON c.id = n.change_set_id
 WHERE n.id = NEW.head_id)"""


def _refusal(table: str, words: str) -> str:
    return f"SELECT RAISE(ABORT, 'guard: {table}: {words}')"


def _trigger(table: str, event: str, when: str, words: str, ending: str = "") -> tuple[str, str]:
    name = f"guard_{table}_{event.lower()}{ending}"
    return name, (
        f'CREATE TRIGGER "{name}" BEFORE {event} ON "{table}" FOR EACH ROW{when} '
        f"BEGIN {_refusal(table, words)}; END"
    )


def _when(condition: str) -> str:
    return f" WHEN {condition}"


def _live(table: "GuardedTable") -> Iterator[tuple[str, str]]:
    name, label = table.name, table.label
    changed = FOLLOWS.format(head=" AND n.id = NEW.head_id", label=label, kind="changed")
    deleted = FOLLOWS.format(head="", label=label, kind="deleted")
    yield _trigger(
        name,
        "INSERT",
        # INSERT OR REPLACE would take the old row away without asking the DELETE guard.
        _when(
            "EXISTS (SELECT 1 FROM audit_entry WHERE id = NEW.head_id)"
            f' OR EXISTS (SELECT 1 FROM "{name}" WHERE id = NEW.id)'
        ),
        "a row is inserted once, with an entry of its own",
    )
    yield _trigger(
        name,
        "UPDATE",
        _when(f"NEW.id IS NOT OLD.id OR NOT EXISTS ({changed})"),
        "an update must follow its entry",
    )
    yield _trigger(name, "DELETE", _when(f"NOT EXISTS ({deleted})"), "a deletion must follow its entry")


def _history(table: "GuardedTable") -> Iterator[tuple[str, str]]:
    name = table.name
    same = " AND ".join(
        f'NEW."{column}" IS OLD."{column}"' for column in table.columns if column != "valid_to"
    )
    yield _trigger(
        name,
        "INSERT",
        _when(
            f"NOT EXISTS (SELECT 1 FROM audit_entry e WHERE e.id = NEW.head_id AND e.model = '{table.label}'"
            f" AND e.object_id = NEW.id AND e.\"values\" <> '{ERASED}'"
            " AND e.kind = CASE NEW.history_type WHEN '+' THEN 'created'"
            " WHEN '~' THEN 'changed' WHEN '-' THEN 'deleted' END)"
            f' OR EXISTS (SELECT 1 FROM "{name}" WHERE history_id = NEW.history_id OR head_id = NEW.head_id)'
        ),
        "a version is written once, with its entry",
    )
    yield _trigger(
        name,
        "UPDATE",
        _when(f"NOT (OLD.valid_to IS NULL AND NEW.valid_to IS NOT NULL AND {same})"),
        "history is only ever added to",
    )
    yield _trigger(
        name,
        "DELETE",
        _when(
            f"NOT EXISTS (SELECT 1 FROM audit_entry e WHERE e.id = OLD.head_id AND e.\"values\" = '{ERASED}')"
        ),
        "history is only ever added to",
    )


def _entries(table: "GuardedTable") -> Iterator[tuple[str, str]]:
    name = table.name
    previous = (
        f'SELECT 1 FROM "{name}" p WHERE p.model = NEW.model AND p.object_id = NEW.object_id'
        " AND p.version = NEW.version - 1 AND (p.kind = 'deleted') = (NEW.kind = 'created')"
    )
    taken = (
        f'SELECT 1 FROM "{name}" WHERE id = NEW.id'
        " OR (model = NEW.model AND object_id = NEW.object_id AND version = NEW.version)"
    )
    yield _trigger(
        name,
        "INSERT",
        _when(
            f"EXISTS ({taken}) OR (NEW.version > 1 AND NOT EXISTS ({previous}))"
            f" OR NEW.\"values\" = '{ERASED}'"
        ),
        "an entry is the next version of its record",
    )
    same = " AND ".join(f'NEW."{column}" IS OLD."{column}"' for column in table.columns)
    is_past = (
        f"OLD.kind = 'deleted' OR EXISTS (SELECT 1 FROM \"{name}\" l WHERE l.model = OLD.model"
        " AND l.object_id = OLD.object_id AND l.version > OLD.version)"
    )
    yield _trigger(
        name,
        "UPDATE",
        _when(
            f"NOT (NEW.\"values\" = '{ERASED}' AND NEW.salt = x'' AND {same}"
            f" AND ({is_past}) AND EXISTS ({CONSENTED}))"
        ),
        "the ledger is only ever added to",
    )
    yield _trigger(name, "DELETE", "", "the ledger is only ever added to")


def _append_only(table: "GuardedTable") -> Iterator[tuple[str, str]]:
    name = table.name
    taken = " OR ".join(f'"{column}" = NEW."{column}"' for column in table.columns)
    yield _trigger(
        name,
        "INSERT",
        _when(f'EXISTS (SELECT 1 FROM "{name}" WHERE {taken})'),
        "the ledger is only ever added to",
    )
    yield _trigger(name, "UPDATE", "", "the ledger is only ever added to")
    yield _trigger(name, "DELETE", "", "the ledger is only ever added to")


def _erasures(table: "GuardedTable") -> Iterator[tuple[str, str]]:
    name = table.name
    yield _trigger(name, "INSERT", _when("NEW.decision <> ''"), "a request begins undecided", "_asked")
    yield _trigger(
        name,
        "UPDATE",
        _when(
            "NOT (OLD.decision = '' AND NEW.decision <> '' AND NEW.ground = OLD.ground"
            f" AND ({ASKED_BY} <> {DECIDED_BY}) = (NEW.decision <> 'withdrawn')) IS TRUE"
        ),
        "one asks, and another decides, once",
        "_decided",
    )
    yield _trigger(name, "DELETE", "", "what was asked stays on record", "_kept")


def _erased_records(table: "GuardedTable") -> Iterator[tuple[str, str]]:
    name = table.name
    yield _trigger(
        name,
        "INSERT",
        _when("EXISTS (SELECT 1 FROM audit_erasure WHERE id = NEW.erasure_id AND decision <> '')"),
        "nothing is added to what was decided",
        "_asked",
    )
    yield _trigger(name, "UPDATE", "", "what was asked stays on record", "_kept")
    yield _trigger(name, "DELETE", "", "what was asked stays on record", "_kept")


PARTS = {
    "live": _live,
    "history": _history,
    "entries": _entries,
    "append_only": _append_only,
    "erasures": _erasures,
    "erased_records": _erased_records,
}


def preparations() -> list[str]:
    """Return what must be run once before the triggers: nothing on this engine."""
    return []


def expected(table: "GuardedTable") -> dict[str, str]:
    """Return the definition of each guard of the table, by name."""
    return dict(PARTS[table.part](table))


def installation(table: "GuardedTable") -> Iterator[str]:
    """Yield the statements that put the table's guards in place."""
    yield from removal(table)
    yield from expected(table).values()


def removal(table: "GuardedTable") -> Iterator[str]:
    """Yield the statements that take the table's guards away."""
    for name in expected(table):
        yield f'DROP TRIGGER IF EXISTS "{name}"'


def present(cursor: CursorWrapper) -> dict[str, str]:
    """Return the definition of each trigger in the database, by name."""
    cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
    return dict(cursor.fetchall())
