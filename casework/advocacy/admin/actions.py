"""Actions with their cases, targets, demands and clocks."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from casework.advocacy import services
from casework.advocacy.admin.responses import ResponseInline
from casework.advocacy.choices import ActionStatus
from casework.advocacy.forms import CARRYING_OUT, ActionForm
from casework.advocacy.models import Action, ActionCase, ActionDemand, ActionTarget, Clock
from casework.advocacy.rules import UNDER_WAY, is_overdue
from casework.audit.admin import AuditedAdmin, AuditedTabularInline


class ActionCaseInline(AuditedTabularInline):
    model = ActionCase
    fields = ["case", "development"]
    autocomplete_fields = ["case", "development"]
    given_field = "case"
    verbose_name = _("case")
    verbose_name_plural = _("cases")


class ActionTargetInline(AuditedTabularInline):
    model = ActionTarget
    fields = ["organisation", "person"]
    autocomplete_fields = ["organisation", "person"]


class ActionDemandInline(AuditedTabularInline):
    model = ActionDemand
    fields = ["demand"]
    autocomplete_fields = ["demand"]
    verbose_name = _("demand")
    verbose_name_plural = _("demands")


class ClockInline(AuditedTabularInline):
    model = Clock
    fields = ["rule", "target", "started_on", "due_on"]
    autocomplete_fields = ["target"]


class LateFilter(admin.SimpleListFilter):
    """Actions whose planned day has passed without their being carried out."""

    title = _("timeliness")
    parameter_name = "late"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list[tuple[str, Any]]:
        """Offer the one question."""
        return [("yes", _("planned day has passed"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        """Ask it as of today."""
        return queryset.late(timezone.localdate()) if self.value() == "yes" else queryset


@admin.register(Action)
class ActionAdmin(AuditedAdmin):
    form = ActionForm
    list_display = [
        "title",
        "kind",
        "status",
        "cases_served",
        "addressed_to",
        "carried_out",
        "planned_on",
        "lead",
        "mechanism",
    ]
    list_filter = ["status", LateFilter, "kind", "mechanism", "lead"]
    search_fields = ["title", "reference_given"]
    ordering = ["-pk"]
    date_hierarchy = "planned_on"
    autocomplete_fields = ["lead", "mechanism"]
    inlines = [ActionCaseInline, ActionTargetInline, ActionDemandInline, ClockInline]

    def get_fieldsets(
        self, request: HttpRequest, obj: Action | None = None
    ) -> list[tuple[Any, dict[str, Any]]]:
        """Offer to carry the action out while that is still to be done."""
        fieldsets = [
            (None, {"fields": ["title", "kind", "status", "lead", "planned_on"]}),
            (_("Procedure"), {"fields": ["mechanism", "reference_given"]}),
            (_("Notes"), {"fields": ["notes"]}),
        ]
        may_save = self.has_change_permission(request, obj) if obj else self.has_add_permission(request)
        if may_save and (obj is None or obj.status in UNDER_WAY):
            fieldsets.insert(1, (_("Carry it out"), {"fields": list(CARRYING_OUT)}))
        return fieldsets

    def get_readonly_fields(self, request: HttpRequest, obj: Action | None = None) -> list[str]:
        """Leave the status of what has been done as it is."""
        return ["status"] if obj is not None and obj.status == ActionStatus.DONE else []

    def save_related(self, request: HttpRequest, form: ActionForm, formsets: Any, change: bool) -> None:
        """Save the parts, and carry the action out if the form says so."""
        super().save_related(request, form, formsets, change)
        services.check_demands(action=form.instance)
        if form.carries_out:
            services.carry_out_action(
                action=form.instance,
                occurred=form.cleaned_data["carried_out"],
                headline=form.cleaned_data["headline"],
            )

    def describe(self, obj: Action) -> str:
        """Name the action with its kind and its cases."""
        return " · ".join(
            [
                obj.title,
                str(obj.get_kind_display()),
                *(link.case.reference for link in obj.case_links.all()),
            ]
        )

    def to_describe(self, request: HttpRequest, rows: QuerySet) -> QuerySet:
        """Bring along what the description names."""
        return rows.for_list(request.user)

    @admin.display(description=_("cases"))
    def cases_served(self, obj: Action) -> str:
        """Name the cases that the reader may know of."""
        return ", ".join(sorted(link.case.reference for link in obj.case_links.all()))

    @admin.display(description=_("addressed to"))
    def addressed_to(self, obj: Action) -> str:
        """Name the targets."""
        return ", ".join(sorted(str(target) for target in obj.targets.all()))

    @admin.display(description=_("carried out"))
    def carried_out(self, obj: Action) -> str:
        """Give the day, once where it is the same in all cases."""
        days = {str(link.development.occurred): None for link in obj.case_links.all() if link.development}
        return ", ".join(days)


@admin.register(ActionTarget)
class ActionTargetAdmin(AuditedAdmin):
    list_display = ["__str__", "action"]
    list_filter = ["organisation__kind", "action__kind"]
    search_fields = ["organisation__name", "person__name", "action__title"]
    ordering = ["-pk"]
    autocomplete_fields = ["action", "organisation", "person"]
    fields = ["action", "organisation", "person"]
    inlines = [ResponseInline]

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """Save the responses and let them stop the clocks they end."""
        super().save_related(request, form, formsets, change)
        responses = form.instance.responses.select_related("kind", "development", "target")
        if not form.changed_data:
            saved = [row for rows in formsets for row in (*rows.new_objects, *dict(rows.changed_objects))]
            responses = responses.filter(pk__in=[row.pk for row in saved])
        for response in responses:
            services.settle_clocks(response=response)

    def describe(self, obj: ActionTarget) -> str:
        """Name the target with the action addressed to it."""
        return f"{obj} · {obj.action}"

    def to_describe(self, request: HttpRequest, rows: QuerySet) -> QuerySet:
        """Bring along what the description names."""
        return rows.for_list()


class ClockStateFilter(admin.SimpleListFilter):
    """How clocks stand today."""

    title = _("state")
    parameter_name = "state"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list[tuple[str, Any]]:
        """Offer what a colleague looks for."""
        return [
            ("overdue", _("overdue")),
            ("soon", _("due within 30 days")),
            ("running", _("running")),
        ]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        """Ask it as of today."""
        today = timezone.localdate()
        match self.value():
            case "overdue":
                return queryset.overdue(today)
            case "soon":
                return queryset.due_within(today, 30)
            case "running":
                return queryset.running(today)
        return queryset


@admin.register(Clock)
class ClockAdmin(AuditedAdmin):
    list_display = ["rule", "action", "target", "started_on", "due_on", "state"]
    list_filter = [ClockStateFilter, "mechanism"]
    search_fields = ["rule", "action__title", "target__organisation__name", "target__person__name"]
    ordering = ["due_on", "-pk"]
    date_hierarchy = "due_on"
    autocomplete_fields = ["action", "target", "mechanism"]
    fields = ["action", "target", "rule", "mechanism", "started_on", "due_on", "state"]
    readonly_fields = ["state"]

    def to_describe(self, request: HttpRequest, rows: QuerySet) -> QuerySet:
        """Return the clocks with the names that the list shows."""
        return rows.for_list()

    @admin.display(description=_("state"))
    def state(self, obj: Clock) -> str:
        """Say how the clock stands today, without naming what ended it."""
        if obj.pk is None:
            return ""
        if obj.stopped_by_id is not None:
            return _("answered")
        if obj.ended_by_id is not None:
            return _("ended by an opinion")
        today = timezone.localdate()
        if is_overdue(started_on=obj.started_on, due_on=obj.due_on, stopped_on=None, on=today):
            return _("overdue")
        return _("running") if obj.started_on <= today else _("not started yet")
