"""The pages of proceedings, with their hearings, counsel and safeguards."""

from collections.abc import Sequence
from typing import Any

from django.contrib import admin
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from casework.audit.admin import AuditedAdmin, AuditedTabularInline
from casework.core.partial_dates import PartialDate
from casework.proceedings.filters import HearingStateFilter
from casework.proceedings.forms import ProceedingForm
from casework.proceedings.models import Charge, Decision, Hearing, Proceeding, Representation, Safeguard


class ChargeInline(AuditedTabularInline):
    """What the defendant is charged with; what became of each charge is behind its link."""

    model = Charge
    fields = ("offence", "provision", "alleged_conduct", "conduct")
    autocomplete_fields = ("provision", "conduct")
    ordering = ("pk",)

    def get_queryset(self, request: HttpRequest) -> models.QuerySet:
        """Bring along what the rows name."""
        return super().get_queryset(request).select_related("provision__instrument", "conduct__case")


class HearingInline(AuditedTabularInline):
    """When the court meets and met."""

    model = Hearing
    fields = ("kind", "scheduled_on", "scheduled_time", "development", "outcome", "note")
    autocomplete_fields = ("development",)
    ordering = ("scheduled_on", "pk")

    def get_queryset(self, request: HttpRequest) -> models.QuerySet:
        """Bring along what the rows name."""
        return super().get_queryset(request).select_related("development__case")


class DecisionInline(AuditedTabularInline):
    """What was decided; the sentence is behind each row's link."""

    model = Decision
    fields = ("kind", "development", "authority", "outcome")
    autocomplete_fields = ("development", "authority")
    ordering = ("pk",)

    def get_queryset(self, request: HttpRequest) -> models.QuerySet:
        """Bring along what the rows name."""
        return super().get_queryset(request).for_list()


class RepresentationInline(AuditedTabularInline):
    """Who defends."""

    model = Representation
    fields = ("person", "counsel", "basis", "began", "ended")
    autocomplete_fields = ("person", "counsel")
    ordering = ("pk",)

    def get_queryset(self, request: HttpRequest) -> models.QuerySet:
        """Bring along what the rows name."""
        return super().get_queryset(request).for_list()


class SafeguardInline(AuditedTabularInline):
    """Which guarantees were kept and which broken."""

    model = Safeguard
    fields = ("kind", "finding", "development", "note")
    autocomplete_fields = ("development",)
    ordering = ("pk",)

    def get_queryset(self, request: HttpRequest) -> models.QuerySet:
        """Bring along what the rows name."""
        return super().get_queryset(request).select_related("development__case")


@admin.register(Proceeding)
class ProceedingAdmin(AuditedAdmin):
    """Proceedings, across cases, each with its charges, hearings, decisions, counsel and safeguards."""

    form = ProceedingForm
    list_display = ("__str__", "case", "court", "opened", "closed", "status")
    list_filter = ("status", "kind", "case__country")
    list_select_related = ("case", "defendant", "court")
    search_fields = (
        "defendant__name",
        "number",
        "court__name",
        "case__reference",
        "case__title",
    )
    search_help_text = _("Defendant, number or court of the proceeding, or reference or title of the case.")
    autocomplete_fields = ("case", "defendant", "court", "previous")
    fieldsets = (
        (None, {"fields": ("case", "defendant", ("kind", "status"))}),
        (_("Before whom"), {"fields": (("court", "number"), "previous")}),
        (_("From when until when"), {"fields": ("opened", "closed")}),
    )
    inlines = (ChargeInline, HearingInline, DecisionInline, RepresentationInline, SafeguardInline)

    def describe(self, obj: Proceeding) -> str:
        """Return the case's reference with kind, defendant and number, and when it opened."""
        return f"{obj.case.reference} · {obj} · {obj.opened}"

    def to_describe(self, request: HttpRequest, rows: models.QuerySet) -> models.QuerySet:
        """Bring along what the description names."""
        return rows.for_list()

    def get_readonly_fields(self, request: HttpRequest, obj: Proceeding | None = None) -> Sequence[str]:
        """Keep a proceeding in its case: what hangs on it stays there too."""
        return () if obj is None else ("case",)


class PartOfProceedingAdmin(AuditedAdmin):
    """Pages of what belongs to a proceeding and stays with it."""

    def to_describe(self, request: HttpRequest, rows: models.QuerySet) -> models.QuerySet:
        """Bring along what every description names."""
        return rows.for_list()

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Sequence[str]:
        """Keep it in its proceeding."""
        return () if obj is None else ("proceeding",)


@admin.register(Hearing)
class HearingAdmin(PartOfProceedingAdmin):
    """Hearings, across cases: what is to come, what was held, what nobody followed up."""

    list_display = ("scheduled_on", "scheduled_time", "held", "kind", "proceeding", "outcome")
    list_display_links = ("scheduled_on", "held")
    list_filter = (HearingStateFilter, "kind", "outcome")
    search_fields = (
        "proceeding__defendant__name",
        "proceeding__number",
        "proceeding__case__reference",
        "note",
    )
    search_help_text = _("Defendant, number of the proceeding, reference of the case, or note.")
    autocomplete_fields = ("proceeding", "development")
    fieldsets = (
        (None, {"fields": ("proceeding", "kind", ("scheduled_on", "scheduled_time"), "note")}),
        (_("What became of it"), {"fields": ("development", "outcome")}),
    )

    @admin.display(description=_("held"), ordering="development__occurred_earliest")
    def held(self, obj: Hearing) -> PartialDate | None:
        """Return the date on which it was held."""
        return obj.development.occurred if obj.development else None

    def describe(self, obj: Hearing) -> str:
        """Return the case's reference, the defendant and the hearing."""
        return f"{obj.proceeding.case.reference} · {obj.proceeding.defendant} · {obj}"


@admin.register(Representation)
class RepresentationAdmin(PartOfProceedingAdmin):
    """Who defends whom, across cases."""

    list_display = ("counsel", "person", "proceeding", "basis", "began", "ended")
    list_filter = ("basis",)
    search_fields = ("counsel__name", "person__name", "proceeding__number", "proceeding__case__reference")
    search_help_text = _("Counsel, person defended, number of the proceeding, or reference of the case.")
    autocomplete_fields = ("proceeding", "person", "counsel")
    fieldsets = ((None, {"fields": ("proceeding", ("person", "counsel"), "basis", ("began", "ended"))}),)

    def describe(self, obj: Representation) -> str:
        """Return the case's reference with counsel and the person defended."""
        return f"{obj.proceeding.case.reference} · {obj}"


@admin.register(Safeguard)
class SafeguardAdmin(PartOfProceedingAdmin):
    """Guarantees of due process, across cases."""

    list_display = ("kind", "finding", "proceeding", "development")
    list_filter = ("finding", "kind")
    search_fields = ("proceeding__defendant__name", "proceeding__case__reference", "note")
    search_help_text = _("Defendant, reference of the case, or note.")
    autocomplete_fields = ("proceeding", "development")
    fieldsets = ((None, {"fields": ("proceeding", ("kind", "finding"), "development", "note")}),)

    def describe(self, obj: Safeguard) -> str:
        """Return the case's reference, the defendant and the finding."""
        return f"{obj.proceeding.case.reference} · {obj.proceeding.defendant} · {obj}"
