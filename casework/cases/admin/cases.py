"""The pages of cases and situations."""

from collections.abc import Sequence
from typing import Any

from django.contrib import admin
from django.db import models
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from casework.audit.admin import AuditedAdmin, AuditedStackedInline, AuditedTabularInline
from casework.cases.choices import StaffRole
from casework.cases.filters import MineFilter, QuietFilter
from casework.cases.forms import CaseForm
from casework.cases.models import (
    Case,
    CaseParty,
    CaseSituation,
    CaseStaff,
    Consent,
    Development,
    Situation,
    Task,
)
from casework.cases.services import keep_on_team, number_case, seat_lead
from casework.core.partial_dates import PartialDate
from casework.persons.filters import OccurringCountryFilter


class PartyInline(AuditedTabularInline):
    """Who is in the case."""

    model = CaseParty
    fields = ("person", "role", "notes")
    autocomplete_fields = ("person",)
    ordering = ("pk",)

    def get_queryset(self, request: HttpRequest) -> models.QuerySet:
        """Bring the persons along, who name the rows."""
        return super().get_queryset(request).select_related("person")


class StaffInline(AuditedTabularInline):
    """Who works on the case beside its lead, whose place follows the case's own field."""

    model = CaseStaff
    fields = ("user", "role")
    autocomplete_fields = ("user",)
    ordering = ("pk",)
    verbose_name = _("further team member")
    verbose_name_plural = _("team, beside the lead")

    def get_queryset(self, request: HttpRequest) -> models.QuerySet:
        """Leave out the lead."""
        return super().get_queryset(request).exclude(role=StaffRole.LEAD).select_related("user")

    def formfield_for_choice_field(self, db_field: models.Field, request: HttpRequest, **options: Any) -> Any:
        """Offer every role but the lead's."""
        if db_field.name == "role":
            options["choices"] = [choice for choice in StaffRole.choices if choice[0] != StaffRole.LEAD]
        return super().formfield_for_choice_field(db_field, request, **options)


class SituationInline(AuditedTabularInline):
    """What the case grew out of."""

    model = CaseSituation
    fields = ("situation",)
    autocomplete_fields = ("situation",)
    ordering = ("pk",)

    def get_queryset(self, request: HttpRequest) -> models.QuerySet:
        """Bring the situations along, which name the rows."""
        return super().get_queryset(request).select_related("situation", "case")


class DevelopmentInline(AuditedTabularInline):
    """What happened, in short; the rest is behind the link of each row."""

    model = Development
    fields = ("occurred", "kind", "headline", "certainty")

    def get_queryset(self, request: HttpRequest) -> models.QuerySet:
        """Begin with the newest."""
        return super().get_queryset(request).newest_first()


class TaskInline(AuditedTabularInline):
    """What is to be done."""

    model = Task
    fields = ("title", "due_on", "remind_on", "assignee", "done_on", "done_by")
    autocomplete_fields = ("assignee", "done_by")

    def get_queryset(self, request: HttpRequest) -> models.QuerySet:
        """Bring along the case, which every task is checked against."""
        return super().get_queryset(request).select_related("case")


class ConsentInline(AuditedStackedInline):
    """What the people in the case agreed to."""

    model = Consent
    fields = (("person", "use"), ("given_by", "given_on"), ("document", "withdrawn_on"))
    autocomplete_fields = ("person", "document")

    def get_queryset(self, request: HttpRequest) -> models.QuerySet:
        """Bring the persons along, who name the rows."""
        return super().get_queryset(request).select_related("person")


@admin.register(Case)
class CaseAdmin(AuditedAdmin):
    """Cases, each with its people, its team and what happened."""

    form = CaseForm
    list_display = (
        "reference",
        "title",
        "country",
        "status",
        "priority",
        "lead",
        "opened_on",
        "latest_development",
    )
    list_display_links = ("reference", "title")
    list_filter = (
        MineFilter,
        "status",
        "priority",
        QuietFilter,
        OccurringCountryFilter,
        "lead",
        "confidentiality",
        "closing_outcome",
    )
    list_select_related = ("lead",)
    search_fields = ("reference", "title")
    search_help_text = _("Reference, title, or a name of somebody in the case, in any script.")
    ordering = ("-opened_on", "-pk")
    autocomplete_fields = ("lead",)
    fieldsets = (
        (None, {"fields": ("reference", "title", "country", "summary")}),
        (_("Work"), {"fields": (("status", "priority"), "lead", "opened_on", "confidentiality")}),
        (_("Closing"), {"fields": (("closed_on", "closing_outcome"),)}),
    )
    add_fieldsets = (
        (None, {"fields": ("title", "country", "summary")}),
        (_("Work"), {"fields": (("status", "priority"), "lead", "opened_on", "confidentiality")}),
    )
    inlines = (
        PartyInline,
        StaffInline,
        DevelopmentInline,
        TaskInline,
        ConsentInline,
        SituationInline,
    )

    def describe(self, obj: Case) -> str:
        """Return the reference with the title and the country."""
        return f"{obj.reference} · {obj.title} · {obj.country.name}"

    @admin.display(description=_("latest development"), ordering="latest_on")
    def latest_development(self, obj: Case) -> str:
        """Return when the latest known thing happened, and what."""
        if not obj.latest_headline:
            return ""
        return f"{PartialDate.from_edtf(obj.latest_edtf)}: {obj.latest_headline}"

    def get_queryset(self, request: HttpRequest) -> models.QuerySet:
        """Bring the latest development along."""
        return super().get_queryset(request).with_latest_development(request.user)

    def get_fieldsets(self, request: HttpRequest, obj: Case | None = None) -> Sequence[Any]:
        """Leave out of a new case what only comes later: its reference and its end."""
        return self.add_fieldsets if obj is None else self.fieldsets

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        """Open a new case today, led by whoever opens it."""
        return {
            "opened_on": timezone.localdate(),
            "lead": request.user.pk,
            **super().get_changeform_initial_data(request),
        }

    def get_search_results(
        self, request: HttpRequest, queryset: models.QuerySet, search_term: str
    ) -> tuple[models.QuerySet, bool]:
        """Find each word in the reference, the title, or a name of a party whom this person may know of."""
        return queryset.matching(search_term, request.user), False

    def save_model(self, request: HttpRequest, obj: Case, form: Any, change: bool) -> None:
        """Give a new case its reference."""
        if not change:
            number_case(case=obj)
        super().save_model(request, obj, form, change)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """Seat the lead, and keep who has just made a case restricted on its team."""
        super().save_related(request, form, formsets, change)
        seat_lead(case=form.instance)
        if not change or "confidentiality" in form.changed_data:
            keep_on_team(case=form.instance, user=request.user)


@admin.register(Situation)
class SituationAdmin(AuditedAdmin):
    """Times of crisis that cases grew out of."""

    list_display = ("name", "country", "occurred")
    list_filter = (OccurringCountryFilter,)
    search_fields = ("name",)
    ordering = ("name", "-pk")
    fieldsets = ((None, {"fields": ("name", "country", "occurred", "description")}),)

    def describe(self, obj: Situation) -> str:
        """Return the name with the country."""
        return f"{obj.name} · {obj.country.name}"
