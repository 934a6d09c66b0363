"""Opinions with their categories, provisions and follow-up."""

from typing import Any

from django.contrib import admin
from django.db.models import F, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from casework.advocacy import services
from casework.advocacy.models import Opinion, OpinionCategory, OpinionFollowUp, OpinionProvision
from casework.audit.admin import AuditedAdmin, AuditedTabularInline


class OpinionCategoryInline(AuditedTabularInline):
    model = OpinionCategory
    fields = ["category"]


class OpinionProvisionInline(AuditedTabularInline):
    model = OpinionProvision
    fields = ["provision"]
    autocomplete_fields = ["provision"]


class OpinionFollowUpInline(AuditedTabularInline):
    model = OpinionFollowUp
    fields = ["item", "result", "known", "notes"]


@admin.register(Opinion)
class OpinionAdmin(AuditedAdmin):
    list_display = ["number", "action", "adopted", "outcome", "categories_found", "government_reply"]
    list_filter = ["outcome", "categories__category", "government_reply", "action__mechanism"]
    search_fields = ["number", "symbol", "action__title", "action__reference_given"]
    ordering = [F("adopted_earliest").desc(nulls_last=True), "-pk"]
    autocomplete_fields = ["action"]
    fieldsets = [
        (None, {"fields": ["action", "number", "symbol", "session", "adopted"]}),
        (_("Findings"), {"fields": ["outcome", "government_reply"]}),
    ]
    inlines = [OpinionCategoryInline, OpinionProvisionInline, OpinionFollowUpInline]

    def save_model(self, request: HttpRequest, obj: Opinion, form: Any, change: bool) -> None:
        """Save the opinion and let a new one end the clocks that still ran."""
        super().save_model(request, obj, form, change)
        if not change:
            services.end_clocks(opinion=obj)

    def describe(self, obj: Opinion) -> str:
        """Name the opinion with the action it answers."""
        return f"{obj} · {obj.action}"

    def to_describe(self, request: HttpRequest, rows: QuerySet) -> QuerySet:
        """Bring along what the description names."""
        return rows.for_list()

    @admin.display(description=_("categories"))
    def categories_found(self, obj: Opinion) -> str:
        """List the numbers of the categories."""
        return ", ".join(found.category for found in obj.categories.all())
