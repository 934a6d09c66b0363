"""What the ledger refuses, in words for whoever sees it."""

from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _


class UnauditedWriteError(Exception):
    """A write that would leave no trace was asked for."""


class OfTodayAloneError(Exception):
    """What tells of today alone was asked of a past moment."""


class StaleRecordError(Exception):
    """The row was changed or deleted by someone else since it was read."""

    def __init__(self, label: str) -> None:
        super().__init__(
            _("%(label)s was changed by someone else in the meantime. Nothing was saved.") % {"label": label}
        )


class ReasonRequiredError(ValidationError):
    """A change that owes an explanation came without one."""

    def __init__(self, fields: Iterable[str] = ()) -> None:
        self.fields = tuple(fields)
        super().__init__(_("Say why: this change needs a reason."), code="reason_required")


class DependentRowsError(ValidationError):
    """The row cannot be deleted, because other rows depend on it."""

    def __init__(self, label: str, dependents: dict[str, int]) -> None:
        self.dependents = dependents
        listed = ", ".join(f"{name} ({count})" for name, count in dependents.items())
        super().__init__(
            _("%(label)s cannot be deleted, because other records depend on it: %(listed)s.")
            % {"label": label, "listed": listed},
            code="has_dependents",
        )


class SweepError(Exception):
    """What was erased could not be swept from the file of the database; the words say why."""
