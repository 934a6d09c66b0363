"""Statements and designations."""

from typing import Any

from django.contrib import admin
from django.db.models import F, QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from casework.advocacy.models import Designation, Statement
from casework.audit.admin import AuditedAdmin


@admin.register(Statement)
class StatementAdmin(AuditedAdmin):
    list_display = ["kind", "speaker", "made", "case", "text_begun", "is_direct_quotation"]
    list_filter = ["kind", "is_direct_quotation", "issued_by"]
    search_fields = [
        "text",
        "issued_by__name",
        "said_by__name",
        "development__headline",
        "development__case__reference",
    ]
    ordering = [F("development__occurred_earliest").desc(nulls_last=True), "-pk"]
    autocomplete_fields = [
        "development",
        "issued_by",
        "said_by",
        "on_behalf_of",
        "about_decision",
        "about_charge",
    ]
    fieldsets = [
        (None, {"fields": ["development", "kind", "text", "is_direct_quotation"]}),
        (_("Who spoke"), {"fields": ["issued_by", "said_by", "on_behalf_of"]}),
        (_("What it is about"), {"fields": ["about_decision", "about_charge", "is_about_case"]}),
    ]

    def to_describe(self, request: HttpRequest, rows: QuerySet) -> QuerySet:
        """Return the statements with the names that the list shows."""
        return rows.for_list()

    @admin.display(description=_("by"))
    def speaker(self, obj: Statement) -> str:
        """Name who said or issued it, and for whom."""
        names = [str(who) for who in (obj.said_by, obj.issued_by) if who]
        if obj.on_behalf_of:
            names.append(_("for %(organisation)s") % {"organisation": obj.on_behalf_of})
        return ", ".join(names)

    @admin.display(description=_("made"), ordering="development__occurred_earliest")
    def made(self, obj: Statement) -> str:
        """Give the day as people say it."""
        return str(obj.development.occurred)

    @admin.display(description=_("case"), ordering="development__case__reference")
    def case(self, obj: Statement) -> str:
        """Name the case."""
        return obj.development.case.reference

    @admin.display(description=_("text"))
    def text_begun(self, obj: Statement) -> str:
        """Give the first words."""
        return Truncator(obj.text).words(12)


class InForceFilter(admin.SimpleListFilter):
    """Whether designations stand today."""

    title = _("standing")
    parameter_name = "standing"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list[tuple[str, Any]]:
        """Offer both answers."""
        return [("yes", _("stands today")), ("no", _("withdrawn"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        """Ask it as of today."""
        match self.value():
            case "yes":
                return queryset.in_force(timezone.localdate())
            case "no":
                return queryset.exclude(withdrawn_by=None)
        return queryset


@admin.register(Designation)
class DesignationAdmin(AuditedAdmin):
    list_display = ["person", "label", "designated_by", "made", "withdrawn"]
    list_filter = ["label", InForceFilter, "designated_by"]
    search_fields = ["person__name", "designated_by__name", "development__case__reference"]
    ordering = [F("development__occurred_earliest").desc(nulls_last=True), "-pk"]
    autocomplete_fields = ["person", "designated_by", "development", "withdrawn_by"]
    fields = ["person", "label", "designated_by", "development", "criteria", "withdrawn_by"]

    def to_describe(self, request: HttpRequest, rows: QuerySet) -> QuerySet:
        """Return the designations with the names that the list shows."""
        return rows.for_list()

    @admin.display(description=_("made"), ordering="development__occurred_earliest")
    def made(self, obj: Designation) -> str:
        """Give the day as people say it."""
        return str(obj.development.occurred)

    @admin.display(description=_("withdrawn"), ordering="withdrawn_by__occurred_earliest")
    def withdrawn(self, obj: Designation) -> str:
        """Give the day of the withdrawal, or say that its day is not known."""
        if obj.withdrawn_by is None:
            return ""
        return str(obj.withdrawn_by.occurred)
