"""The pages of tasks and consents."""

from collections.abc import Sequence
from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from casework.audit.admin import AuditedAdmin
from casework.cases.filters import AssigneeFilter, DueFilter
from casework.cases.models import Consent, Task
from casework.cases.querysets import causes_of_tasks


@admin.register(Task)
class TaskAdmin(AuditedAdmin):
    """What is to be done, across cases."""

    list_display = ("title", "case", "due_on", "remind_on", "assignee", "done_on", "origin")
    list_filter = (DueFilter, AssigneeFilter, "assignee", "origin")
    list_select_related = ("case", "assignee")
    search_fields = ("title", "case__reference", "case__title")
    search_help_text = _("Title of the task, or reference or title of the case.")
    autocomplete_fields = ("case", "assignee", "done_by")
    fieldsets = (
        (None, {"fields": ("case", "title", "notes", "came_from")}),
        (_("Who and when"), {"fields": ("assignee", ("due_on", "remind_on"))}),
        (_("Done"), {"fields": (("done_on", "done_by"),)}),
    )

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        """Assign a new task to whoever writes it down."""
        return {"assignee": request.user.pk, **super().get_changeform_initial_data(request)}

    def get_readonly_fields(self, request: HttpRequest, obj: Task | None = None) -> Sequence[str]:
        """Keep a task in its case, and with what gave rise to it."""
        return ("came_from",) if obj is None else ("case", "came_from")

    @admin.display(description=_("origin"))
    def came_from(self, obj: Task) -> str:
        """Return what gave rise to the task, with a link to it."""
        origin = str(obj.get_origin_display())
        if obj.cause is None:
            return origin
        page = "admin:{}_{}_change".format(*causes_of_tasks[obj.origin]).lower()
        return format_html('<a href="{}">{}</a>', reverse(page, args=[obj.cause]), origin)


@admin.register(Consent)
class ConsentAdmin(AuditedAdmin):
    """What the people in the cases agreed to."""

    list_display = ("person", "case", "use", "given_by", "given_on", "withdrawn_on")
    list_filter = ("use", ("withdrawn_on", admin.EmptyFieldListFilter))
    list_select_related = ("person", "case")
    search_fields = ("person__name", "case__reference", "case__title", "given_by")
    search_help_text = _("Name of the person, who gave it, or reference or title of the case.")
    ordering = ("-given_on", "-pk")
    autocomplete_fields = ("case", "person", "document")
    fieldsets = (
        (None, {"fields": ("case", "person", "use")}),
        (_("Given"), {"fields": ("given_by", "given_on", "document")}),
        (_("Withdrawn"), {"fields": ("withdrawn_on",)}),
    )

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        """Date a new consent today."""
        return {"given_on": timezone.localdate(), **super().get_changeform_initial_data(request)}

    def get_readonly_fields(self, request: HttpRequest, obj: Consent | None = None) -> Sequence[str]:
        """Keep a consent with the case and the person for which it was given."""
        return () if obj is None else ("case", "person", "use")
