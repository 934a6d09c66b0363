"""The workspace's own records, for auditors to read."""

from django.contrib import admin
from django.http import HttpRequest

from casework.audit.admin import AuditedAdmin
from casework.workspace.models import CalendarFeed


@admin.register(CalendarFeed)
class CalendarFeedAdmin(AuditedAdmin):
    """Calendar feeds: people make and revoke their own on a page of theirs; here they are only read."""

    list_display = ("user", "name", "scope", "has_names", "created_at", "revoked_at")
    list_filter = ("user", "scope", "has_names", ("revoked_at", admin.EmptyFieldListFilter))
    list_select_related = ("user",)
    search_fields = ("name", "user__full_name")
    fields = ("user", "name", "scope", "has_names", "created_at", "revoked_at")

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Nobody makes a feed for somebody else."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: CalendarFeed | None = None) -> bool:
        """A feed is never changed, only revoked."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: CalendarFeed | None = None) -> bool:
        """A feed that answers no more stays on record."""
        return False
