"""The pages of arrests and custody."""

from collections.abc import Sequence
from typing import Any

from django.contrib import admin
from django.db import models
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from casework.audit.admin import AuditedAdmin
from casework.core.partial_dates import DayRange, PartialDate
from casework.proceedings import rules
from casework.proceedings.filters import HeldTodayFilter
from casework.proceedings.forms import CustodyForm
from casework.proceedings.models import Arrest, Custody


@admin.register(Arrest)
class ArrestAdmin(AuditedAdmin):
    """Arrests, across cases."""

    list_display = ("arrested", "person", "case", "carried_out_by", "reasons_given", "warrant_shown")
    list_display_links = ("arrested", "person")
    list_filter = ("reasons_given", "warrant_shown", "development__case__country")
    search_fields = (
        "person__name",
        "carried_out_by__name",
        "reason_stated",
        "development__headline",
        "development__case__reference",
    )
    search_help_text = _("Person, who carried it out, reason, headline, or reference of the case.")
    autocomplete_fields = ("development", "person", "carried_out_by", "stated_by")
    fieldsets = (
        (None, {"fields": ("development", "person", "carried_out_by", "warrant_shown")}),
        (_("Reasons"), {"fields": ("reasons_given", "reason_stated", ("stated_by", "stated_at"))}),
    )

    @admin.display(description=_("arrested"), ordering="development__occurred_earliest")
    def arrested(self, obj: Arrest) -> PartialDate:
        """Return the date of the arrest."""
        return obj.development.occurred

    @admin.display(description=_("case"), ordering="development__case__reference")
    def case(self, obj: Arrest) -> Any:
        """Return the case."""
        return obj.development.case

    def describe(self, obj: Arrest) -> str:
        """Return the case's reference, the date and the person."""
        return f"{obj.development.case.reference} · {obj.development.occurred} · {obj}"

    def to_describe(self, request: HttpRequest, rows: models.QuerySet) -> models.QuerySet:
        """Bring along what the description names."""
        return rows.for_list()


@admin.register(Custody)
class CustodyAdmin(AuditedAdmin):
    """Spells of custody, across cases."""

    form = CustodyForm
    list_display = ("person", "regime", "where", "began", "ended", "days", "end_ground", "case")
    list_display_links = ("person", "regime")
    list_filter = (HeldTodayFilter, "regime", "end_ground", "case__country")
    search_fields = ("person__name", "facility__name", "place", "case__reference", "case__title")
    search_help_text = _("Person, facility, place, or reference or title of the case.")
    autocomplete_fields = (
        "person",
        "case",
        "proceeding",
        "facility",
        "authority",
        "began_by",
        "ended_by",
    )
    fieldsets = (
        (None, {"fields": ("case", "person", "proceeding")}),
        (_("How and where"), {"fields": ("regime", ("facility", "place"), "authority")}),
        (_("From when until when"), {"fields": ("began_by", "ended_by", "end_ground")}),
        (_("As announced or stated"), {"fields": ("expected_end", "duration_stated")}),
    )

    @admin.display(description=_("where"), ordering="facility__name")
    def where(self, obj: Custody) -> Any:
        """Return the facility, or the place in words."""
        return obj.facility or obj.place

    @admin.display(description=_("began"), ordering="began_by__occurred_earliest")
    def began(self, obj: Custody) -> PartialDate | None:
        """Return when it began."""
        return obj.began_by.occurred if obj.began_by else None

    @admin.display(description=_("ended"), ordering="ended_by__occurred_earliest")
    def ended(self, obj: Custody) -> PartialDate | None:
        """Return when it ended."""
        return obj.ended_by.occurred if obj.ended_by else None

    @admin.display(description=_("days until today"))
    def days(self, obj: Custody) -> DayRange:
        """Return how many days of this spell had passed by today."""
        return rules.days_held([obj.as_spell()], as_at=timezone.localdate())

    def describe(self, obj: Custody) -> str:
        """Return the case's reference, the regime, the person and the period."""
        return f"{obj.case.reference} · {obj}"

    def to_describe(self, request: HttpRequest, rows: models.QuerySet) -> models.QuerySet:
        """Bring along what the description names."""
        return rows.for_list()

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **options: Any) -> Any:
        """Return the form, told who reads its errors."""
        form = super().get_form(request, obj, change=change, **options)
        return type(form.__name__, (form,), {"viewer": request.user})

    def get_readonly_fields(self, request: HttpRequest, obj: Custody | None = None) -> Sequence[str]:
        """Keep a spell in its case."""
        return () if obj is None else ("case",)
