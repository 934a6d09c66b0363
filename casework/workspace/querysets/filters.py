"""What can be asked of saved filters and pins."""

from typing import Any, Self

from django.apps import apps
from django.db.models import Exists, OuterRef, Q

from casework.audit.querysets import AuditedQuerySet
from casework.workspace.choices import SavedPage


class SavedFilterQuerySet(AuditedQuerySet):
    """Saved filters."""

    def visible_to(self, user: Any) -> Self:
        """Return this person's own filters and the shared ones, of the pages that this person may open."""
        pages = [page for page in SavedPage if user.has_perm(page.permission)]
        return self.filter(Q(owner_id=user.pk) | Q(is_shared=True), page__in=pages)

    def owned_by(self, user: Any) -> Self:
        """Return the filters that this person saved."""
        return self.filter(owner_id=user.pk)

    def of(self, page: SavedPage) -> Self:
        """Return the filters of this page."""
        return self.filter(page=page)

    def with_pins_of(self, user: Any) -> Self:
        """Annotate each filter with ``is_pinned``: whether this person keeps it at the side."""
        pins = apps.get_model("workspace", "PinnedFilter").objects.visible_to(user)
        return self.annotate(is_pinned=Exists(pins.filter(saved_filter=OuterRef("pk"))))

    def pinned_by(self, user: Any) -> Self:
        """Return the filters that this person keeps at the side of every page."""
        return self.filter(pins__user_id=user.pk)


class PinnedFilterQuerySet(AuditedQuerySet):
    """Pins of filters."""

    def visible_to(self, user: Any) -> Self:
        """Return this person's own pins."""
        return self.filter(user_id=user.pk)
