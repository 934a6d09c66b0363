"""What can be asked of drafts."""

from typing import Any, Self

from django.db import models


class DraftQuerySet(models.QuerySet):
    """What people began to write."""

    def of(self, user: Any) -> Self:
        """Return this person's own drafts: nobody sees those of another."""
        return self.filter(user_id=user.pk)
