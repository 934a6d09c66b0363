"""Responses and impact."""

from typing import Any

from django.contrib import admin
from django.db.models import F, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from casework.advocacy import services
from casework.advocacy.models import Impact, Response
from casework.audit.admin import AuditedAdmin, AuditedStackedInline


class ResponseInline(AuditedStackedInline):
    model = Response
    fields = ["development", "kind", "text"]
    autocomplete_fields = ["development"]


@admin.register(Response)
class ResponseAdmin(AuditedAdmin):
    list_display = ["target", "action", "kind", "came", "case"]
    list_filter = ["kind", "target__action__kind"]
    search_fields = [
        "target__organisation__name",
        "target__person__name",
        "target__action__title",
        "development__headline",
        "development__case__reference",
    ]
    ordering = [F("development__occurred_earliest").desc(nulls_last=True), "-pk"]
    autocomplete_fields = ["target", "development"]
    fields = ["target", "development", "kind", "text"]

    def save_model(self, request: HttpRequest, obj: Response, form: Any, change: bool) -> None:
        """Save the response and let it stop the clocks it ends."""
        super().save_model(request, obj, form, change)
        services.settle_clocks(response=obj)

    def describe(self, obj: Response) -> str:
        """Name the response with its day."""
        return f"{obj} · {obj.development.occurred}" if obj.development.occurred else str(obj)

    def to_describe(self, request: HttpRequest, rows: QuerySet) -> QuerySet:
        """Bring along what the description names."""
        return rows.for_list()

    @admin.display(description=_("action"), ordering="target__action__title")
    def action(self, obj: Response) -> str:
        """Name the action that was answered."""
        return str(obj.target.action)

    @admin.display(description=_("came"), ordering="development__occurred_earliest")
    def came(self, obj: Response) -> str:
        """Give the day as people say it."""
        return str(obj.development.occurred)

    @admin.display(description=_("case"), ordering="development__case__reference")
    def case(self, obj: Response) -> str:
        """Name the case that the response is about."""
        return obj.development.case.reference


@admin.register(Impact)
class ImpactAdmin(AuditedAdmin):
    list_display = ["of_what", "level", "assessed_on"]
    list_filter = ["level"]
    search_fields = ["action__title", "demand__case__reference", "demand__beneficiary__name", "why"]
    ordering = ["-assessed_on", "-pk"]
    date_hierarchy = "assessed_on"
    autocomplete_fields = ["action", "demand"]
    fields = ["action", "demand", "level", "why", "assessed_on"]

    def to_describe(self, request: HttpRequest, rows: QuerySet) -> QuerySet:
        """Return the assessments with the names that the list shows."""
        return rows.for_list()

    @admin.display(description=_("of what"))
    def of_what(self, obj: Impact) -> str:
        """Name the action or the demand."""
        return str(obj.action or obj.demand)
