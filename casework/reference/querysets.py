"""What can be asked of vocabularies, law and mechanisms."""

from typing import Self

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from casework.audit.querysets import AuditedQuerySet
from casework.reference.choices import Vocabulary


class ReferenceIsKept(ValidationError):
    """A reference value was to be deleted, although records go on naming it."""

    def __init__(self) -> None:
        super().__init__(
            _("Terms, laws and mechanisms are never deleted: records name them. Switch it off instead."),
            code="reference_is_kept",
        )


class ReferenceQuerySet(AuditedQuerySet):
    """Rows that may be switched off and are never deleted."""

    def active(self) -> Self:
        """Rows that new records may still choose."""
        return self.filter(is_active=True)

    def delete(self) -> tuple[int, dict[str, int]]:
        """Refuse: reference values are kept."""
        raise ReferenceIsKept

    delete.alters_data = True
    delete.queryset_only = True


class TermQuerySet(ReferenceQuerySet):
    """The terms of all vocabularies."""

    def of(self, vocabulary: Vocabulary) -> Self:
        """Terms of that one vocabulary."""
        return self.filter(vocabulary=vocabulary)


class LegalProvisionQuerySet(ReferenceQuerySet):
    """Articles, principles and rules of the instruments."""

    def active(self) -> Self:
        """Provisions in use, of instruments in use."""
        return super().active().filter(instrument__is_active=True)

    def with_instrument(self) -> Self:
        """Provisions with what their citation names, joined."""
        return self.select_related("instrument")
