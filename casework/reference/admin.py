"""The pages on which vocabularies, law and mechanisms are kept."""

from typing import Any

from django.contrib import admin
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from casework.audit.admin import AuditedAdmin, AuditedTabularInline
from casework.reference.models import LegalInstrument, LegalProvision, Mechanism, Term


class ReferenceAdmin(AuditedAdmin):
    """Values that are switched off and never deleted; what is switched off is no longer offered to choose."""

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Offer no deletion to anyone."""
        return False

    def get_search_results(
        self, request: HttpRequest, queryset: models.QuerySet, search_term: str
    ) -> tuple[models.QuerySet, bool]:
        """Search all in the list, and only what is in use when another form asks for a choice."""
        found, may_have_duplicates = super().get_search_results(request, queryset, search_term)
        if request.resolver_match.url_name == "autocomplete":
            found = found.active()
        return found, may_have_duplicates


@admin.register(Term)
class TermAdmin(ReferenceAdmin):
    """The terms of all vocabularies, in the order in which they are offered."""

    list_display = ["label", "vocabulary", "code", "huridocs_code", "order", "is_active"]
    list_display_links = ["label"]
    list_filter = ["vocabulary", "is_active"]
    search_fields = ["label", "code", "definition", "huridocs_code"]
    ordering = ["vocabulary", "order", "label", "-pk"]
    fieldsets = [
        (None, {"fields": ["vocabulary", "code", "label", "definition", "order", "is_active"]}),
        (_("Exchange"), {"fields": ["huridocs_code"]}),
    ]

    def get_readonly_fields(self, request: HttpRequest, obj: Term | None = None) -> list[str]:
        """Let the vocabulary and the code be chosen once: imports and exports rely on them."""
        return [] if obj is None else ["vocabulary", "code"]


class LegalProvisionInline(AuditedTabularInline):
    """The articles of one instrument."""

    model = LegalProvision
    fields = ["number", "heading", "is_active"]
    can_delete = False


@admin.register(LegalInstrument)
class LegalInstrumentAdmin(ReferenceAdmin):
    """Treaties, declarations, principles and national laws, with their provisions."""

    list_display = ["short_name", "title", "kind", "country", "adopted_on", "is_active"]
    list_filter = ["kind", "is_active", "country"]
    search_fields = ["short_name", "title"]
    ordering = ["country", "short_name", "-pk"]
    fieldsets = [(None, {"fields": ["short_name", "title", "kind", "country", "adopted_on", "is_active"]})]
    inlines = [LegalProvisionInline]


@admin.register(LegalProvision)
class LegalProvisionAdmin(ReferenceAdmin):
    """Articles, principles and rules, in the order of their numbers."""

    list_display = ["__str__", "heading", "is_active"]
    list_filter = ["instrument", "is_active"]
    list_select_related = ["instrument"]
    search_fields = ["number", "heading", "instrument__short_name"]
    ordering = ["instrument__country", "instrument__short_name", "order", "-pk"]
    autocomplete_fields = ["instrument"]
    fieldsets = [(None, {"fields": ["instrument", "number", "heading", "is_active"]})]

    def describe(self, obj: LegalProvision) -> str:
        """Return the citation with its heading."""
        return f"{obj}: {obj.heading}"

    def to_describe(self, request: HttpRequest, rows: models.QuerySet) -> models.QuerySet:
        """Bring along what the description names."""
        return rows.with_instrument()


@admin.register(Mechanism)
class MechanismAdmin(ReferenceAdmin):
    """The procedures by which a case can be taken beyond the State's own courts."""

    list_display = ["short_name", "name", "body", "reply_period", "is_active"]
    list_filter = ["body", "is_active"]
    search_fields = ["short_name", "name"]
    ordering = ["body", "name", "-pk"]
    fieldsets = [
        (None, {"fields": ["short_name", "name", "body", "is_active"]}),
        (_("Reply"), {"fields": ["reply_days", "reply_months", "reply_rule"]}),
        (_("Submission"), {"fields": ["how_to_submit"]}),
    ]

    def describe(self, obj: Mechanism) -> str:
        """Return the short name with the full one."""
        return f"{obj}: {obj.name}"

    @admin.display(description=_("reply expected within"))
    def reply_period(self, obj: Mechanism) -> str:
        """Return the period in words, or nothing where no rule sets one."""
        if obj.reply_days is not None:
            return ngettext("%d day", "%d days", obj.reply_days) % obj.reply_days
        if obj.reply_months is not None:
            return ngettext("%d month", "%d months", obj.reply_months) % obj.reply_months
        return ""
