"""The pages of restrictions."""

from collections.abc import Sequence
from typing import Any

from django.contrib import admin
from django.db import models
from django.http import HttpRequest
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from casework.audit.admin import AuditedAdmin, AuditedTabularInline
from casework.core.partial_dates import PartialDate
from casework.proceedings.filters import BindsTodayFilter
from casework.proceedings.forms import RestrictionForm
from casework.proceedings.models import Restriction, RestrictionEvent, RestrictionScope


class RestrictionScopeInline(AuditedTabularInline):
    """What it forbids."""

    model = RestrictionScope
    fields = ("scope",)
    ordering = ("pk",)
    min_num = 1
    show_change_link = False

    def get_formset(self, request: HttpRequest, obj: Any = None, **options: Any) -> Any:
        """Ask for at least one."""
        return super().get_formset(request, obj, validate_min=True, **options)


class RestrictionEventInline(AuditedTabularInline):
    """Who said what it means, and where it is said to be broken."""

    model = RestrictionEvent
    fields = ("kind", "development", "note")
    autocomplete_fields = ("development",)
    ordering = ("pk",)
    show_change_link = False

    def get_queryset(self, request: HttpRequest) -> models.QuerySet:
        """Bring along what the rows name."""
        return super().get_queryset(request).select_related("development__case")


@admin.register(Restriction)
class RestrictionAdmin(AuditedAdmin):
    """Restrictions, across cases, each with what it forbids and what was made of it."""

    form = RestrictionForm
    list_display = ("person", "forbids", "imposed", "ends", "lifted", "case")
    list_display_links = ("person", "forbids")
    list_filter = (BindsTodayFilter, "scopes__scope", "case__country")
    search_fields = ("person__name", "basis", "case__reference", "case__title")
    search_help_text = _("Person, basis, or reference or title of the case.")
    autocomplete_fields = ("person", "case", "component", "imposed_by", "lifted_by")
    fieldsets = (
        (None, {"fields": ("case", "person")}),
        (_("What it rests on"), {"fields": ("component", "basis")}),
        (_("From when until when"), {"fields": ("imposed_by", "ends", "lifted_by")}),
    )
    inlines = (RestrictionScopeInline, RestrictionEventInline)

    @admin.display(description=_("forbids"))
    def forbids(self, obj: Restriction) -> str:
        """Return what it forbids, in one line."""
        return capfirst(", ".join(str(scope) for scope in obj.scopes.all()))

    @admin.display(description=_("imposed"), ordering="imposed_by__occurred_earliest")
    def imposed(self, obj: Restriction) -> PartialDate:
        """Return when it was imposed."""
        return obj.imposed_by.occurred

    @admin.display(description=_("lifted"), ordering="lifted_by__occurred_earliest")
    def lifted(self, obj: Restriction) -> PartialDate | None:
        """Return when it was lifted."""
        return obj.lifted_by.occurred if obj.lifted_by else None

    def describe(self, obj: Restriction) -> str:
        """Return the case's reference, the person, what is forbidden and the period."""
        return f"{obj.case.reference} · {obj} · {self.forbids(obj)}"

    def to_describe(self, request: HttpRequest, rows: models.QuerySet) -> models.QuerySet:
        """Bring along what the description names."""
        return rows.for_list()

    def get_readonly_fields(self, request: HttpRequest, obj: Restriction | None = None) -> Sequence[str]:
        """Keep a restriction in its case: its events stay there too."""
        return () if obj is None else ("case",)
