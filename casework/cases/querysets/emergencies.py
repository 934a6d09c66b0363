"""What can be asked of restricted cases that somebody opened in an emergency."""

from datetime import datetime
from typing import Any, Self

from casework.cases.querysets.scope import CaseScopedQuerySet


class EmergencyAccessQuerySet(CaseScopedQuerySet):
    """Openings of restricted cases in an emergency."""

    def of(self, user: Any) -> Self:
        """Return what this person opened."""
        return self.filter(user_id=user.pk)

    def running_at(self, moment: datetime) -> Self:
        """Return what stands open at the moment: at the one of its end it does no more."""
        return self.filter(ends_at__gt=moment)

    def for_list(self) -> Self:
        """Return them with the case and the colleague."""
        return self.select_related("case", "user")
