"""Querysets through which rows are read and written with their trace."""

from collections.abc import Callable, Collection, Iterable
from datetime import datetime
from functools import wraps
from typing import Any, Self

from django.db import models, transaction
from django.db.models.query import ModelIterable
from django.utils import timezone

from casework.audit import ledger
from casework.audit.encrypted import encrypted_fields, keys_at_hand, read_keys, with_binding
from casework.audit.errors import UnauditedWriteError
from casework.audit.identifiers import new_id
from casework.core.keys import Keys


def withheld_from(user: Any, model: type[models.Model], secrets: Callable[[], models.QuerySet]) -> Keys:
    """Return the keys of the rows of a model that this person must not know of, for use with ``__in``.

    ``secrets`` finds those rows; it is asked once for each user object, as Django asks for permissions: load
    the user again to see what has changed since.
    """
    known: dict[type[models.Model], Keys] | None = getattr(user, "_withheld", None)
    if known is None:
        known = user._withheld = {}
    if model not in known:
        known[model] = Keys(secrets().order_by().values_list("pk", flat=True))
    return known[model]


def asked_at(user: Any) -> datetime:
    """Return the moment as of which the rights of this person are asked that end by time alone.

    It is the same for one user object, as is what is withheld: nothing opens or closes within one answer.
    """
    moment: datetime | None = getattr(user, "_asked_at", None)
    if moment is None:
        moment = user._asked_at = timezone.now()
    return moment


def unknown_of_past(user: Any, model: type[models.Model]) -> Keys:
    """Return the keys of the rows of which this person, who looks back, may not know today.

    Nothing for whoever reads what stands on record today.
    """
    unknown: Callable[[type[models.Model]], Keys] | None = getattr(user, "_unknown_of_past", None)
    return unknown(model) if unknown else Keys()


def _as_today(visible_to: Callable[..., Any]) -> Callable[..., Any]:
    """Return ``visible_to`` so that whoever looks back knows of no more rows than today."""

    @wraps(visible_to)
    def narrowed(rows: Any, user: Any) -> Any:
        found = visible_to(rows, user)
        is_outermost = type(rows).visible_to is narrowed
        return found.without(unknown_of_past(user, rows.model)) if is_outermost else found

    return narrowed


class AppendOnlyQuerySet(models.QuerySet):
    """Rows that are written once and then only read."""

    def update(self, **values: Any) -> int:
        """Refuse: what is recorded stays as it was recorded."""
        raise UnauditedWriteError("The ledger is only ever added to.")

    def delete(self) -> tuple[int, dict[str, int]]:
        """Refuse: what is recorded stays."""
        raise UnauditedWriteError("The ledger is only ever added to.")


class ReadQuerySet(AppendOnlyQuerySet):
    """Who looked at what."""

    def by(self, actor_id: int) -> Self:
        """Return what was shown to this person."""
        return self.filter(actor_id=actor_id)

    def of_case(self, case_id: int) -> Self:
        """Return what was shown of this case by itself; searches and exports tell of many at once."""
        return self.filter(case_id=case_id)

    def before(self, at: datetime, key: Any) -> Self:
        """Return what comes after the read of this moment and key in a list that is newest first."""
        return self.filter(at__lte=at).filter(models.Q(at__lt=at) | models.Q(pk__lt=key))


class AuditedQuerySet(models.QuerySet):
    """Rows of an audited model: asked freely, written in sets, never without an entry."""

    def __init_subclass__(cls, **options: Any) -> None:
        """Let today's record decide who may know of past rows, in whatever way a subject narrows them."""
        super().__init_subclass__(**options)
        if "visible_to" in vars(cls):
            cls.visible_to = _as_today(cls.visible_to)  # type: ignore[method-assign]

    def _fetch_all(self) -> None:
        """Fetch the rows, and the keys by which they are read."""
        is_new = self._result_cache is None
        super()._fetch_all()
        if is_new and issubclass(self._iterable_class, ModelIterable) and encrypted_fields(self.model):
            read_keys(self._result_cache)

    def visible_to(self, user: Any) -> Self:
        """Return the rows this person may know of: all, unless the subject narrows them."""
        return self.all()

    def tells_of_gone(self, user: Any) -> bool:
        """Say whether this person may know of rows that are gone, as nothing is left to tell who may.

        Where everybody may know of every row, that holds for rows that are gone as well.
        """
        return type(self).visible_to is AuditedQuerySet.visible_to or user.has_perm("audit.view_entry")

    def without(self, withheld: Keys, path: str = "pk") -> Self:
        """Return the rows whose path leads to none of the keys withheld."""
        return self.exclude(**{f"{path}__in": withheld}) if withheld.numbers else self.all()

    def update(self, **values: Any) -> int:
        """Refuse: an UPDATE without entries leaves no trace. Use ``bulk_update``."""
        raise UnauditedWriteError("update() leaves no trace: save the rows, or use bulk_update().")

    def bulk_create(
        self,
        objs: Iterable[models.Model],
        batch_size: int | None = None,
        ignore_conflicts: bool = False,
        update_conflicts: bool = False,
        update_fields: Collection[str] | None = None,
        unique_fields: Collection[str] | None = None,
    ) -> list[models.Model]:
        """Insert the rows with their entries and history; refuses to skip or overwrite existing rows."""
        if ignore_conflicts or update_conflicts:
            raise UnauditedWriteError("A bulk insert that skips or overwrites rows cannot be accounted for.")
        rows = list(objs)
        for row in rows:
            row.head_id = new_id()
        with transaction.atomic(using=self.db, savepoint=False), keys_at_hand(rows, self.db):
            super().bulk_create(rows, batch_size)
            ledger.journal(self.model, self.db).record_created(rows)
        return rows

    def bulk_update(
        self, objs: Iterable[models.Model], fields: Iterable[str], batch_size: int | None = None
    ) -> int:
        """Write the named fields of the rows, with entries and history; return how many were written.

        Raises ``StaleRecordError`` when a row no longer stands as it was read.
        """
        rows = list(objs)
        written = with_binding(self.model._meta.get_field(name) for name in fields)
        if not rows:
            return 0
        journal = ledger.journal(self.model, self.db)
        with transaction.atomic(using=self.db, savepoint=False), keys_at_hand(rows, self.db):
            journal.record_changes(rows, journal.values_after(rows, written))
            journal.write_rows(written, rows)
            journal.record_updated(rows)
        return len(rows)

    def delete(self) -> tuple[int, dict[str, int]]:
        """Delete the rows with their entries; refuses where anything depends on one of them."""
        count = ledger.delete_rows(list(self), self.db)
        return count, {self.model._meta.label: count}

    delete.alters_data = True
    delete.queryset_only = True


class ErasureQuerySet(AuditedQuerySet):
    """What was asked to be erased."""

    def visible_to(self, user: Any) -> Self:
        """Return all of it for those who may read the ledger; nothing for others."""
        return self.all() if user.has_perm("audit.view_changeset") else self.none()
