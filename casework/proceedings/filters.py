"""What the lists of the legal ledgers can be narrowed to, as they stand today."""

from typing import Any

from django.contrib import admin
from django.db import models
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from casework.proceedings.choices import ChargeStatus, Held


class HoldsTodayFilter(admin.SimpleListFilter):
    """Whether a spell or a restriction holds today."""

    parameter_name = "today"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list[tuple[str, Any]]:
        """Return the answers that the dates allow."""
        return list(Held.choices)

    def queryset(self, request: HttpRequest, queryset: models.QuerySet) -> models.QuerySet:
        """Narrow to the rows of which the chosen answer is true."""
        if self.value() not in Held:
            return queryset
        return queryset.with_holds(timezone.localdate()).filter(holds=self.value())


class HeldTodayFilter(HoldsTodayFilter):
    """Whether the person is in this spell today."""

    title = _("held today")


class BindsTodayFilter(HoldsTodayFilter):
    """Whether the restriction binds today."""

    title = _("in force today")


class CurrentStatusFilter(admin.SimpleListFilter):
    """What last happened to a charge."""

    title = _("status")
    parameter_name = "status"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list[tuple[str, Any]]:
        """Return every status that a charge can have."""
        return list(ChargeStatus.choices)

    def queryset(self, request: HttpRequest, queryset: models.QuerySet) -> models.QuerySet:
        """Narrow to the charges whose last event is of this kind."""
        if self.value() not in ChargeStatus:
            return queryset
        return queryset.with_current_status().filter(current_status=self.value())


class HearingStateFilter(admin.SimpleListFilter):
    """Whether a hearing is still to come."""

    title = _("state")
    parameter_name = "state"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list[tuple[str, Any]]:
        """Return what can be asked of hearings today."""
        return [("upcoming", _("upcoming")), ("unclear", _("past, outcome not recorded"))]

    def queryset(self, request: HttpRequest, queryset: models.QuerySet) -> models.QuerySet:
        """Narrow to the hearings in that state, in the list's own order."""
        today = timezone.localdate()
        if self.value() == "upcoming":
            return queryset.upcoming(today)
        if self.value() == "unclear":
            return queryset.without_outcome(today)
        return queryset
