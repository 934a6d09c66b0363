"""How a data migration writes: through the ledger, under its own name."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from django.apps.registry import Apps
from django.db import models, transaction
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from casework.audit.choices import Origin
from casework.audit.context import Actor, change_set
from casework.audit.encrypted import with_binding
from casework.audit.identifiers import new_id
from casework.audit.ledger import Journal


class Recorder:
    """Writes rows of historical models together with their entries and history."""

    def __init__(self, apps: Apps, using: str) -> None:
        self.apps = apps
        self.using = using

    def create(self, model: type[models.Model], rows: Iterable[Mapping[str, Any]]) -> Sequence[models.Model]:
        """Insert the rows, given by field name, and return them."""
        created = [model(**row, head_id=new_id()) for row in rows]
        with transaction.atomic(using=self.using):
            model._base_manager.using(self.using).bulk_create(created)
            Journal(model, self.apps, self.using).record_created(created)
        return created

    def change(self, model: type[models.Model], rows: Sequence[models.Model], fields: Iterable[str]) -> None:
        """Write the named fields of the rows."""
        journal = Journal(model, self.apps, self.using)
        written = with_binding(model._meta.get_field(name) for name in fields)
        with transaction.atomic(using=self.using):
            journal.record_changes(rows, journal.values_after(rows, written))
            journal.write_rows(written, rows)
            journal.record_updated(rows)


@contextmanager
def record(
    apps: Apps, schema_editor: BaseDatabaseSchemaEditor, *, name: str, reason: str = ""
) -> Iterator[Recorder]:
    """Let a migration write as an actor of that name, for that reason.

    The historical models carry no code, so what they would declare (``case_lookup``, ``ledger_excluded``) is
    not known here: set it on those that do before they are written.
    """
    actor = Actor(id=None, name=f"migration {name}", role="migration")
    with change_set(actor=actor, origin=Origin.MIGRATION, reason=reason):
        yield Recorder(apps, schema_editor.connection.alias)
