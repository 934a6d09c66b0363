"""What the lists of cases and of what hangs on them can be narrowed by."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

#: How many days without a development make a case quiet, as the filter offers them.
QUIET_DAYS = (30, 90, 180, 365)
#: How many days ahead the list of tasks can look.
DAYS_AHEAD = (7, 30)


class MineFilter(admin.SimpleListFilter):
    """Narrows the list of cases to one's own."""

    title = _("whose")
    parameter_name = "whose"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list[tuple[str, Any]]:
        """Return the ways in which a case can be one's own."""
        return [("led", _("led by me")), ("team", _("with me on the team"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        """Return the cases that are the reader's in the way chosen."""
        if self.value() == "led":
            return queryset.led_by(request.user)
        if self.value() == "team":
            return queryset.with_team(request.user)
        return queryset


class QuietFilter(admin.SimpleListFilter):
    """Narrows the list of cases to the open ones in which nothing happened for some time."""

    title = _("quiet")
    parameter_name = "quiet"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list[tuple[str, str]]:
        """Return the lengths of time on offer."""
        return [
            (str(days), ngettext("for %(days)s day", "for %(days)s days", days) % {"days": days})
            for days in QUIET_DAYS
        ]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        """Return the cases that are quiet today for at least that long."""
        if self.value() in {str(days) for days in QUIET_DAYS}:
            return queryset.quiet_since(timezone.localdate(), int(self.value()))
        return queryset


class DueFilter(admin.SimpleListFilter):
    """Narrows the list of tasks by whether they are done and when they fall due."""

    title = _("due")
    parameter_name = "due"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list[tuple[str, Any]]:
        """Return the states on offer."""
        ahead = [
            (str(days), ngettext("within %(days)s day", "within %(days)s days", days) % {"days": days})
            for days in DAYS_AHEAD
        ]
        return [("open", _("not done")), ("overdue", _("overdue")), *ahead, ("done", _("done"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        """Return the tasks that are in that state today."""
        today = timezone.localdate()
        if self.value() == "open":
            return queryset.open()
        if self.value() == "overdue":
            return queryset.overdue(today)
        if self.value() == "done":
            return queryset.done()
        if self.value() in {str(days) for days in DAYS_AHEAD}:
            return queryset.due_within(today, int(self.value()))
        return queryset


class AssigneeFilter(admin.SimpleListFilter):
    """Narrows the list of tasks to one's own."""

    title = _("whose")
    parameter_name = "whose"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list[tuple[str, Any]]:
        """Return the one choice: one's own."""
        return [("mine", _("assigned to me"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        """Return the tasks that the reader is to do."""
        return queryset.assigned_to(request.user) if self.value() == "mine" else queryset
