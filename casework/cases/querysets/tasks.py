"""What can be asked of tasks and consents."""

from datetime import date, timedelta
from typing import Any, Self

from django.db.models import Q

from casework.cases.querysets.scope import CaseScopedQuerySet


class TaskQuerySet(CaseScopedQuerySet):
    """Tasks."""

    def open(self) -> Self:
        """Return the tasks that are not done."""
        return self.filter(done_on=None)

    def done(self) -> Self:
        """Return the tasks that are done."""
        return self.filter(done_on__isnull=False)

    def overdue(self, on: date) -> Self:
        """Return the tasks that were due before this day and are not done."""
        return self.open().filter(due_on__lt=on)

    def due_within(self, on: date, days: int) -> Self:
        """Return the tasks not done that fall due from this day to so many days later."""
        return self.open().filter(due_on__gte=on, due_on__lte=on + timedelta(days=days))

    def to_remind(self, on: date) -> Self:
        """Return the tasks not done of which their assignee is to be reminded by this day."""
        return self.open().filter(remind_on__lte=on)

    def assigned_to(self, user: Any) -> Self:
        """Return the tasks that this person is to do."""
        return self.filter(assignee=user)


class ConsentQuerySet(CaseScopedQuerySet):
    """Consents."""

    def in_force(self, on: date) -> Self:
        """Return the consents given by this day and not withdrawn by it."""
        return self.filter(Q(withdrawn_on=None) | Q(withdrawn_on__gt=on), given_on__lte=on)

    def for_use(self, use: str) -> Self:
        """Return the consents to this use."""
        return self.filter(use=use)
