"""What can be asked of calendar feeds."""

from typing import Any, Self

from casework.audit.querysets import AuditedQuerySet

#: The permission of those who may see that others' feeds exist: auditors.
VIEW_FEEDS = "workspace.view_calendarfeed"


class CalendarFeedQuerySet(AuditedQuerySet):
    """Calendar feeds."""

    def visible_to(self, user: Any) -> Self:
        """Return this person's own feeds; every one for an auditor."""
        return self.all() if user.has_perm(VIEW_FEEDS) else self.of(user)

    def of(self, user: Any) -> Self:
        """Return the feeds that this person made."""
        return self.filter(user_id=user.pk)

    def answering(self) -> Self:
        """Return the feeds that are not revoked and whose user can still sign in."""
        return self.filter(revoked_at=None, user__is_active=True)
