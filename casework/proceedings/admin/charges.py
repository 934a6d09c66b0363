"""The pages of charges."""

from typing import Any

from django.contrib import admin
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from casework.audit.admin import AuditedTabularInline
from casework.proceedings.admin.proceedings import PartOfProceedingAdmin
from casework.proceedings.choices import ChargeStatus
from casework.proceedings.filters import CurrentStatusFilter
from casework.proceedings.forms import ChargeEventFormSet
from casework.proceedings.models import Charge, ChargeEvent


class ChargeEventInline(AuditedTabularInline):
    """What became of the charge, step by step."""

    model = ChargeEvent
    formset = ChargeEventFormSet
    fields = ("status", "development", "wording")
    autocomplete_fields = ("development",)

    def get_queryset(self, request: HttpRequest) -> models.QuerySet:
        """Put the events in order, with the developments that name them."""
        rows = super().get_queryset(request).in_order()
        return rows.select_related("development__case", "development__follows", "charge")


@admin.register(Charge)
class ChargeAdmin(PartOfProceedingAdmin):
    """Charges, across cases, each with its history."""

    list_display = ("offence", "defendant", "status", "provision", "proceeding")
    list_filter = (CurrentStatusFilter, "proceeding__kind", "proceeding__case__country")
    search_fields = (
        "offence",
        "proceeding__defendant__name",
        "proceeding__number",
        "proceeding__case__reference",
        "provision__number",
    )
    search_help_text = _("Offence, defendant, number of the proceeding, reference of the case, or provision.")
    autocomplete_fields = ("proceeding", "provision", "conduct")
    fieldsets = (
        (None, {"fields": ("proceeding", "offence", "provision")}),
        (_("What it is about"), {"fields": ("alleged_conduct", "conduct")}),
    )
    inlines = (ChargeEventInline,)

    @admin.display(description=_("defendant"), ordering="proceeding__defendant__name")
    def defendant(self, obj: Charge) -> Any:
        """Return who is charged."""
        return obj.proceeding.defendant

    @admin.display(description=_("status"), ordering="current_status")
    def status(self, obj: Charge) -> Any:
        """Return what last happened to it."""
        return ChargeStatus(obj.current_status).label if obj.current_status else None

    def describe(self, obj: Charge) -> str:
        """Return the case's reference, the defendant and the offence."""
        return f"{obj.proceeding.case.reference} · {obj.proceeding.defendant} · {obj.offence}"
