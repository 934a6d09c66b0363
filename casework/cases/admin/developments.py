"""The pages of developments, of what sources say of them, and of violations."""

from collections.abc import Sequence
from typing import Any

from django.contrib import admin
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from casework.audit.admin import AuditedAdmin, AuditedStackedInline, AuditedTabularInline
from casework.cases.forms import CitationForm
from casework.cases.models import (
    Citation,
    Development,
    DevelopmentPerson,
    Perpetrator,
    Violation,
    ViolationProvision,
)
from casework.cases.models.citations import TARGETS


class DevelopmentPersonInline(AuditedTabularInline):
    """Whom the development concerns."""

    model = DevelopmentPerson
    fields = ("person", "role")
    autocomplete_fields = ("person",)
    ordering = ("pk",)

    def get_queryset(self, request: HttpRequest) -> models.QuerySet:
        """Bring the persons along, who name the rows."""
        return super().get_queryset(request).select_related("person")


class CitationInline(AuditedStackedInline):
    """What sources say of the development."""

    model = Citation
    fields = (
        ("source", "locator"),
        ("stance", "about", "says"),
        "quotation",
        "reliability",
    )
    autocomplete_fields = ("source",)
    ordering = ("pk",)

    def get_queryset(self, request: HttpRequest) -> models.QuerySet:
        """Bring the sources along, which name the rows."""
        return super().get_queryset(request).select_related("source")


class ViolationInline(AuditedTabularInline):
    """Whose rights the development violated; by whom, and which provisions, is behind each row's link."""

    model = Violation
    fields = ("type", "victim_person", "victim_organisation", "certainty", "wgad_category")
    autocomplete_fields = ("type", "victim_person", "victim_organisation")
    ordering = ("pk",)

    def get_queryset(self, request: HttpRequest) -> models.QuerySet:
        """Bring along what names the rows."""
        return super().get_queryset(request).select_related("type", "victim_person", "victim_organisation")


@admin.register(Development)
class DevelopmentAdmin(AuditedAdmin):
    """All that happened, across cases."""

    list_display = ("occurred", "headline", "case", "kind", "certainty", "is_publishable")
    list_display_links = ("headline",)
    list_filter = ("kind", "certainty", "confidentiality", "is_publishable")
    search_fields = ("headline", "place", "case__reference", "case__title")
    search_help_text = _("Headline, place, or the reference or title of the case.")
    autocomplete_fields = ("case", "follows")
    fieldsets = (
        (None, {"fields": ("case", "kind", "headline", "occurred", "narrative")}),
        (_("Where, and after what"), {"fields": (("place", "country"), "follows")}),
        (_("How sure, and for whom"), {"fields": ("certainty", "confidentiality", "is_publishable")}),
    )
    inlines = (DevelopmentPersonInline, CitationInline, ViolationInline)

    def describe(self, obj: Development) -> str:
        """Return the case's reference with the date and the headline."""
        return f"{obj.case.reference} · {obj.occurred} · {obj.headline}"

    def to_describe(self, request: HttpRequest, rows: models.QuerySet) -> models.QuerySet:
        """Bring along what the description names."""
        return rows.select_related("case")

    def get_fieldsets(self, request: HttpRequest, obj: Development | None = None) -> Sequence[Any]:
        """Leave out what the development follows from whoever may not know of that: saving keeps it."""
        fieldsets = super().get_fieldsets(request, obj)
        if obj is None or obj.follows_id is None:
            return fieldsets
        if Development.objects.visible_to(request.user).filter(pk=obj.follows_id).exists():
            return fieldsets
        return [
            (title, {**options, "fields": [name for name in options["fields"] if name != "follows"]})
            for title, options in fieldsets
        ]

    def get_readonly_fields(self, request: HttpRequest, obj: Development | None = None) -> Sequence[str]:
        """Keep a development in the case in which it was logged: what hangs on it stays there too."""
        return () if obj is None else ("case",)


class PerpetratorInline(AuditedTabularInline):
    """Who had a part in the violation."""

    model = Perpetrator
    fields = ("person", "organisation", "description", "involvement")
    autocomplete_fields = ("person", "organisation", "involvement")
    ordering = ("pk",)

    def get_queryset(self, request: HttpRequest) -> models.QuerySet:
        """Bring along who names the rows."""
        return super().get_queryset(request).select_related("person", "organisation")


class ViolationProvisionInline(AuditedTabularInline):
    """Which law the violation breaks."""

    model = ViolationProvision
    fields = ("provision",)
    autocomplete_fields = ("provision",)
    ordering = ("pk",)

    def get_queryset(self, request: HttpRequest) -> models.QuerySet:
        """Bring the provisions along, which name the rows."""
        return super().get_queryset(request).select_related("provision__instrument")


@admin.register(Violation)
class ViolationAdmin(AuditedAdmin):
    """Violations of rights, across cases, each with who committed it and what law it breaks."""

    list_display = ("type", "victim", "development", "certainty", "wgad_category")
    list_filter = ("type", "certainty", "wgad_category")
    search_fields = (
        "victim_person__name",
        "victim_organisation__name",
        "development__headline",
        "development__case__reference",
    )
    search_help_text = _("Victim, headline of the development, or reference of the case.")
    ordering = ("-pk",)
    autocomplete_fields = ("development", "type", "victim_person", "victim_organisation")
    fieldsets = (
        (None, {"fields": ("development", "type", ("victim_person", "victim_organisation"))}),
        (_("Assessment"), {"fields": ("certainty", "wgad_category")}),
    )
    inlines = (PerpetratorInline, ViolationProvisionInline)

    def get_queryset(self, request: HttpRequest) -> models.QuerySet:
        """Bring along what names a violation, and the development by which it was done."""
        related = ("type", "victim_person", "victim_organisation", "development")
        return super().get_queryset(request).select_related(*related)

    def get_readonly_fields(self, request: HttpRequest, obj: Violation | None = None) -> Sequence[str]:
        """Keep a violation at the development by which it was done."""
        return () if obj is None else ("development",)

    @admin.display(description=_("victim"))
    def victim(self, obj: Violation) -> Any:
        """Return the person or organisation whose rights were violated."""
        return obj.victim


@admin.register(Citation)
class CitationAdmin(AuditedAdmin):
    """What sources say, of developments and of persons; the latter is entered only here."""

    form = CitationForm
    list_display = ("source", "locator", "stance", "target", "about", "says")
    list_display_links = ("source", "locator")
    list_filter = ("stance", "reliability")
    list_select_related = ("source", *TARGETS, "occupation__occupation")
    search_fields = (
        "source__title",
        "quotation",
        "says",
        "development__headline",
        "development__case__reference",
    )
    search_help_text = _("Title of the source, its words, or headline or reference of what it speaks of.")
    ordering = ("-pk",)
    autocomplete_fields = ("source", "development", "person")
    fieldsets = (
        (None, {"fields": ("source", "locator", "quotation")}),
        (
            _("What it speaks of"),
            {
                "fields": (*TARGETS, "about"),
                "description": _(
                    "Exactly one: a development, a person, or one detail of a person. For a detail, choose "
                    "the person, save and go on editing: the details of that person are then offered."
                ),
            },
        ),
        (_("What it does to it"), {"fields": ("stance", "says", "reliability")}),
    )

    @admin.display(description=_("speaks of"))
    def target(self, obj: Citation) -> Any:
        """Return what the source speaks of."""
        return obj.target
