"""What every audited model derives from."""

from collections.abc import Collection, Iterable
from typing import Any, ClassVar, Self

from django.db import DEFAULT_DB_ALIAS, models, router, transaction
from django.db.models import CheckConstraint, Q, Value
from django.utils.translation import gettext_lazy as _

from casework.audit import ledger
from casework.audit.encrypted import MARK, Encrypted, encrypted_fields, with_binding
from casework.audit.errors import UnauditedWriteError
from casework.audit.history import LedgerHistory
from casework.audit.identifiers import new_id
from casework.audit.models.entries import Entry
from casework.audit.querysets import AuditedQuerySet


class AuditedModel(models.Model):
    """A row that cannot be written without an entry in the ledger that describes it.

    ``head`` is that entry; it is also the token by which an edit notices that the row has moved on.
    """

    #: The ORM path from a row to the case it belongs to; "pk" for the case itself, "" where there is none.
    case_lookup: ClassVar[str] = ""
    #: Paths to the developments on which a row hangs, whose confidentiality it shares.
    development_lookups: ClassVar[tuple[str, ...]] = ()
    #: Fields whose change owes a reason.
    reason_required_for: ClassVar[frozenset[str]] = frozenset()
    #: Fields that neither entries nor history may hold.
    ledger_excluded: ClassVar[frozenset[str]] = frozenset()

    #: Whether what was recorded may be put back: not where that would give somebody rights, or merge anew.
    is_restorable: ClassVar[bool] = True
    #: Whether recorded values may be erased, by two persons: not what says that something was erased.
    is_erasable: ClassVar[bool] = True

    _checks_hold = False

    head = models.OneToOneField(
        Entry,
        verbose_name=_("latest entry"),
        on_delete=models.PROTECT,
        related_name="+",
        editable=False,
        blank=True,
    )
    history = LedgerHistory(inherit=True)

    objects = AuditedQuerySet.as_manager()

    class Meta:
        abstract = True

    def save(
        self,
        *,
        force_insert: bool | tuple[models.base.ModelBase, ...] = False,
        force_update: bool = False,
        using: str | None = None,
        update_fields: Iterable[str] | None = None,
    ) -> None:
        """Write the row, its entry and its history in one step.

        Raises ``StaleRecordError`` if the row was changed since it was read, ``ReasonRequiredError`` if the
        change owes a reason and the act has none.
        """
        using = using or router.db_for_write(type(self), instance=self)
        journal = ledger.journal(type(self), using)
        is_new, key, head = self._state.adding, self.pk, self.head_id
        try:
            with transaction.atomic(using=using, savepoint=False):
                if is_new:
                    self.head_id = new_id()
                    super().save(force_insert=force_insert or True, using=using)
                    journal.record_created([self])
                else:
                    if update_fields is None:
                        journal.record_changes([self], [journal.values_of(self)])
                    else:
                        written = with_binding(self._meta.get_field(name) for name in update_fields)
                        journal.record_changes([self], journal.values_after([self], written))
                        update_fields = {*(field.name for field in written), "head"}
                    super().save(force_update=True, using=using, update_fields=update_fields)
                    journal.record_updated([self])
            if update_fields is None:
                journal.remember(self)
        except BaseException:
            self._state.adding, self.pk, self.head_id = is_new, key, head
            raise

    def delete(self, using: str | None = None, keep_parents: bool = False) -> tuple[int, dict[str, int]]:
        """Delete the row, leaving its last entry; refuses where anything depends on it."""
        if self.pk is None:
            raise UnauditedWriteError("A row that was never saved cannot be deleted.")
        using = using or router.db_for_write(type(self), instance=self)
        count = ledger.delete_rows([self], using)
        return count, {self._meta.label: count}

    delete.alters_data = True

    @classmethod
    def from_db(cls, db: str | None, field_names: Collection[str], values: Collection[Any]) -> Self:
        """Return a row read from the database, which remembers what owes a reason to be changed."""
        row = super().from_db(db, field_names, values)
        if cls.reason_required_for:
            ledger.journal(cls, db or DEFAULT_DB_ALIAS).remember(row)
        return row

    def get_constraints(self) -> list[tuple[type[models.Model], list[models.BaseConstraint]]]:
        """Return the constraints to validate: without the checks, once they are seen to hold together."""
        constraints = super().get_constraints()
        if not self._checks_hold:
            return constraints
        return [
            (model, [each for each in stated if not isinstance(each, CheckConstraint)])
            for model, stated in constraints
        ]

    def validate_constraints(self, exclude: Collection[str] | None = None) -> None:
        """Check the constraints; the database is asked about all checks of the row at once.

        One by one they are asked about only if one of them is broken, to tell which.
        """
        given = set(exclude or ())
        conditions = [each.condition for each in self._meta.constraints if isinstance(each, CheckConstraint)]
        known = [condition for condition in conditions if not given & set(condition.referenced_base_fields)]
        using = router.db_for_write(type(self), instance=self)
        against = self._get_field_expression_map(self._meta, exclude=given)
        self._checks_hold = not known or Q(*known).check(against, using=using)
        try:
            super().validate_constraints(exclude)
        finally:
            self._checks_hold = False

    def _get_field_expression_map(self, meta: Any, exclude: Collection[str] | None = None) -> dict[str, Any]:
        """Ask the database about what is encrypted only whether it is empty."""
        against = super()._get_field_expression_map(meta, exclude)
        for field in encrypted_fields(type(self)):
            if field.name in against:
                against[field.name] = Value(Encrypted(MARK) if getattr(self, field.attname) else "", field)
        return against

    def validate_unique(self, exclude: set[str] | None = None) -> None:
        """Check what must be unique, except ``head``, which the ledger numbers itself."""
        super().validate_unique(exclude={*(exclude or ()), "head"})
