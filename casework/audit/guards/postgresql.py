"""The guards as PostgreSQL triggers, always enabled, also for a session that calls itself a replica."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from django.db.backends.utils import CursorWrapper

from casework.audit.models.entries import ERASED

if TYPE_CHECKING:
    from casework.audit.guards import GuardedTable

# Names of tables and columns come from the models, never from a person.
# ruff: noqa: S608

REFUSE = (
    "RAISE EXCEPTION 'guard: %: {words}', TG_TABLE_NAME USING ERRCODE = 'integrity_constraint_violation';"
)

BODIES = {
    "audit_guard_live": f"""
BEGIN
    IF TG_OP = 'INSERT' THEN
        IF EXISTS (SELECT 1 FROM public.audit_entry WHERE id = NEW.head_id) THEN
            {REFUSE.format(words="a row is inserted once, with an entry of its own")}
        END IF;
        RETURN NEW;
    ELSIF TG_OP = 'UPDATE' THEN
        IF NEW.id <> OLD.id OR NOT EXISTS (
            SELECT 1 FROM public.audit_entry n JOIN public.audit_entry o ON o.id = OLD.head_id
            WHERE n.id = NEW.head_id AND n.model = TG_ARGV[0] AND n.object_id = OLD.id
            AND n.kind = 'changed' AND n.version = o.version + 1
        ) THEN
            {REFUSE.format(words="an update must follow its entry")}
        END IF;
        RETURN NEW;
    END IF;
    IF NOT EXISTS (
        SELECT 1 FROM public.audit_entry n JOIN public.audit_entry o ON o.id = OLD.head_id
        WHERE n.model = TG_ARGV[0] AND n.object_id = OLD.id
        AND n.kind = 'deleted' AND n.version = o.version + 1
    ) THEN
        {REFUSE.format(words="a deletion must follow its entry")}
    END IF;
    RETURN OLD;
END;
""",
    "audit_guard_history": f"""
BEGIN
    IF TG_OP = 'INSERT' THEN
        IF NOT EXISTS (
            SELECT 1 FROM public.audit_entry e
            WHERE e.id = NEW.head_id AND e.model = TG_ARGV[0] AND e.object_id = NEW.id
            AND e.values <> '{ERASED}' AND e.kind = CASE NEW.history_type
                WHEN '+' THEN 'created' WHEN '~' THEN 'changed' WHEN '-' THEN 'deleted' END
        ) THEN
            {REFUSE.format(words="a version is written once, with its entry")}
        END IF;
        RETURN NEW;
    ELSIF TG_OP = 'UPDATE' THEN
        IF OLD.valid_to IS NULL AND NEW.valid_to IS NOT NULL
            AND to_jsonb(NEW) - 'valid_to' = to_jsonb(OLD) - 'valid_to' THEN
            RETURN NEW;
        END IF;
    ELSIF EXISTS (SELECT 1 FROM public.audit_entry e WHERE e.id = OLD.head_id AND e.values = '{ERASED}') THEN
        RETURN OLD;
    END IF;
    {REFUSE.format(words="history is only ever added to")}
END;
""",
    "audit_guard_entries": f"""
BEGIN
    IF TG_OP = 'INSERT' THEN
        IF NEW.version > 1 AND NOT EXISTS (
            SELECT 1 FROM public.audit_entry p
            WHERE p.model = NEW.model AND p.object_id = NEW.object_id AND p.version = NEW.version - 1
            AND (p.kind = 'deleted') = (NEW.kind = 'created')
        ) OR NEW.values = '{ERASED}' THEN
            {REFUSE.format(words="an entry is the next version of its record")}
        END IF;
        RETURN NEW;
    ELSIF TG_OP = 'UPDATE' THEN
        IF NEW.values = '{ERASED}' AND NEW.salt = ''::bytea
            AND to_jsonb(NEW) - 'values' - 'salt' = to_jsonb(OLD) - 'values' - 'salt'
            AND (OLD.kind = 'deleted' OR EXISTS (
                SELECT 1 FROM public.audit_entry l WHERE l.model = OLD.model
                AND l.object_id = OLD.object_id AND l.version > OLD.version
            ))
            AND EXISTS (
                SELECT 1 FROM public.audit_erasedrecord r
                JOIN public.audit_erasure e ON e.id = r.erasure_id
                WHERE e.decision = 'consented' AND r.model = OLD.model AND r.object_id = OLD.object_id
                AND r.up_to_version >= OLD.version
            ) THEN
            RETURN NEW;
        END IF;
    END IF;
    {REFUSE.format(words="the ledger is only ever added to")}
END;
""",
    "audit_guard_erasures": f"""
BEGIN
    IF TG_OP = 'INSERT' THEN
        IF NEW.decision <> '' THEN
            {REFUSE.format(words="a request begins undecided")}
        END IF;
        RETURN NEW;
    ELSIF TG_OP = 'UPDATE' THEN
        IF OLD.decision = '' AND NEW.decision <> '' AND NEW.ground = OLD.ground AND (
            SELECT asked.actor_id <> decided.actor_id
            FROM public.audit_entry first JOIN public.audit_changeset asked ON asked.id = first.change_set_id,
                public.audit_entry head JOIN public.audit_changeset decided ON decided.id = head.change_set_id
            WHERE first.model = 'audit.erasure' AND first.object_id = NEW.id AND first.version = 1
            AND head.id = NEW.head_id
        ) = (NEW.decision <> 'withdrawn') THEN
            RETURN NEW;
        END IF;
        {REFUSE.format(words="one asks, and another decides, once")}
    END IF;
    {REFUSE.format(words="what was asked stays on record")}
END;
""",
    "audit_guard_erased_records": f"""
BEGIN
    IF TG_OP = 'INSERT' THEN
        IF EXISTS (
            SELECT 1 FROM public.audit_erasure WHERE id = NEW.erasure_id AND decision <> ''
        ) THEN
            {REFUSE.format(words="nothing is added to what was decided")}
        END IF;
        RETURN NEW;
    END IF;
    {REFUSE.format(words="what was asked stays on record")}
END;
""",
    "audit_guard_refuse": f"""
BEGIN
    {REFUSE.format(words="the ledger is only ever added to")}
END;
""",
}


def _triggers(table: "GuardedTable") -> Iterator[tuple[str, str, str]]:
    """Yield name, event and call of each trigger on the table."""
    call = f"audit_guard_{table.part}('{table.label}')" if table.label else f"audit_guard_{table.part}()"
    if table.part == "append_only":
        yield "guard_rows", "BEFORE DELETE OR UPDATE", "FOR EACH ROW EXECUTE FUNCTION audit_guard_refuse()"
    elif table.part in {"erasures", "erased_records"}:
        yield "guard_consent", "BEFORE INSERT OR DELETE OR UPDATE", f"FOR EACH ROW EXECUTE FUNCTION {call}"
        return
    else:
        yield "guard_rows", "BEFORE INSERT OR DELETE OR UPDATE", f"FOR EACH ROW EXECUTE FUNCTION {call}"
    yield "guard_truncate", "BEFORE TRUNCATE", "FOR EACH STATEMENT EXECUTE FUNCTION audit_guard_refuse()"


def preparations() -> list[str]:
    """Return the statements that define the functions which the triggers call."""
    return [
        f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $guard${body}$guard$"
        for name, body in BODIES.items()
    ]


def expected(table: "GuardedTable") -> dict[str, str]:
    """Return what each guard of the table must look like in the catalogue, by table and name."""
    return {
        f"{table.name}.{name}": (
            f"CREATE TRIGGER {name} {event} ON public.{table.name} {call} | A | "
            + BODIES[call.split()[-1].partition("(")[0]]
        )
        for name, event, call in _triggers(table)
    }


def installation(table: "GuardedTable") -> Iterator[str]:
    """Yield the statements that put the table's guards in place."""
    for name, event, call in _triggers(table):
        yield f'CREATE OR REPLACE TRIGGER {name} {event} ON "{table.name}" {call}'
        yield f'ALTER TABLE "{table.name}" ENABLE ALWAYS TRIGGER {name}'


def removal(table: "GuardedTable") -> Iterator[str]:
    """Yield the statements that take the table's guards away."""
    for name, _event, _call in _triggers(table):
        yield f'DROP TRIGGER IF EXISTS {name} ON "{table.name}"'


def present(cursor: CursorWrapper) -> dict[str, str]:
    """Return what each trigger of the database looks like in the catalogue, by table and name."""
    cursor.execute(
        """
        SELECT c.relname || '.' || t.tgname,
            pg_get_triggerdef(t.oid) || ' | ' || t.tgenabled::text || ' | ' || p.prosrc
        FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid JOIN pg_proc p ON p.oid = t.tgfoid
        WHERE NOT t.tgisinternal
        """
    )
    return dict(cursor.fetchall())
