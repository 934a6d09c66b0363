"""Demands with the steps of their history."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from casework.advocacy.choices import DemandStatus
from casework.advocacy.models import Demand, DemandEvent
from casework.advocacy.rules import SETTLED
from casework.audit.admin import AuditedAdmin, AuditedTabularInline


class DemandEventInline(AuditedTabularInline):
    model = DemandEvent
    fields = ["status", "development"]
    autocomplete_fields = ["development"]
    verbose_name = _("step")
    verbose_name_plural = _("history")


class DemandStatusFilter(admin.SimpleListFilter):
    """How demands stand today."""

    title = _("status")
    parameter_name = "status"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list[tuple[str, Any]]:
        """Offer each status, and what still stands."""
        return [("open", _("still stands")), ("unmade", _("not made yet")), *DemandStatus.choices]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        """Narrow the list by the status that it shows."""
        match self.value():
            case None:
                return queryset
            case "open":
                return queryset.exclude(status="").exclude(status__in=SETTLED)
            case "unmade":
                return queryset.filter(status="")
            case status:
                return queryset.filter(status=status)


@admin.register(Demand)
class DemandAdmin(AuditedAdmin):
    list_display = ["what", "for_whom", "case", "status_today"]
    list_filter = [DemandStatusFilter, "what", "case__country"]
    search_fields = ["case__reference", "case__title", "beneficiary__name", "beneficiary_class", "wording"]
    ordering = ["-pk"]
    autocomplete_fields = [
        "case",
        "about_decision",
        "about_charge",
        "about_custody",
        "about_restriction",
        "beneficiary",
    ]
    fieldsets = [
        (None, {"fields": ["case", "what", "beneficiary", "beneficiary_class", "wording"]}),
        (
            _("What it is about"),
            {"fields": ["about_decision", "about_charge", "about_custody", "about_restriction"]},
        ),
    ]
    inlines = [DemandEventInline]

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        """Return the demands with their status today, as far as the reader may know it."""
        rows = super().get_queryset(request)
        return rows.with_status(timezone.localdate(), seen_by=request.user)

    def describe(self, obj: Demand) -> str:
        """Name the demand with its case."""
        return f"{obj} · {obj.case.reference}"

    def to_describe(self, request: HttpRequest, rows: QuerySet) -> QuerySet:
        """Bring along what the description names."""
        return rows.for_list()

    @admin.display(description=_("for whom"))
    def for_whom(self, obj: Demand) -> str:
        """Name the person or the people."""
        return str(obj.beneficiary or obj.beneficiary_class)

    @admin.display(description=_("status today"), ordering="status")
    def status_today(self, obj: Demand) -> str:
        """Say how the demand stands."""
        return DemandStatus(obj.status).label if obj.status else _("not made yet")
