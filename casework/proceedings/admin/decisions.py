"""The pages of decisions and of the sentences they impose."""

from collections.abc import Sequence

from django.contrib import admin
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from casework.audit.admin import AuditedAdmin, AuditedStackedInline
from casework.core.partial_dates import PartialDate
from casework.proceedings.admin.proceedings import PartOfProceedingAdmin
from casework.proceedings.models import Decision, SentenceComponent

COMPONENT_FIELDS = (
    ("person", "kind"),
    ("years", "months", "days"),
    ("amount", "currency"),
    ("equivalent_amount", "equivalent_currency"),
    "note",
)


class SentenceComponentInline(AuditedStackedInline):
    """The sentence, part by part."""

    model = SentenceComponent
    fields = COMPONENT_FIELDS
    autocomplete_fields = ("person",)
    ordering = ("pk",)

    def get_queryset(self, request: HttpRequest) -> models.QuerySet:
        """Bring along whom the rows name."""
        return super().get_queryset(request).select_related("person")


@admin.register(Decision)
class DecisionAdmin(PartOfProceedingAdmin):
    """Decisions, across cases, each with its sentence."""

    list_display = ("decided", "kind", "proceeding", "authority", "outcome")
    list_display_links = ("decided", "kind")
    list_filter = ("kind", "outcome", "proceeding__case__country")
    search_fields = (
        "proceeding__defendant__name",
        "proceeding__number",
        "proceeding__case__reference",
        "authority__name",
        "development__headline",
    )
    search_help_text = _("Defendant, number, reference of the case, authority, or headline.")
    autocomplete_fields = ("proceeding", "development", "authority", "supersedes")
    fieldsets = (
        (None, {"fields": ("proceeding", "development", "authority")}),
        (_("What was decided"), {"fields": (("kind", "outcome"), "supersedes")}),
    )
    inlines = (SentenceComponentInline,)

    @admin.display(description=_("decided"), ordering="development__occurred_earliest")
    def decided(self, obj: Decision) -> PartialDate:
        """Return the date of the decision."""
        return obj.development.occurred

    def describe(self, obj: Decision) -> str:
        """Return the case's reference, the date and the decision."""
        return f"{obj.proceeding.case.reference} · {obj.development.occurred} · {obj}"


@admin.register(SentenceComponent)
class SentenceComponentAdmin(AuditedAdmin):
    """Parts of sentences, across cases."""

    list_display = ("person", "__str__", "decided", "reference")
    list_display_links = ("person", "__str__")
    list_filter = ("kind", "decision__proceeding__case__country")
    search_fields = ("person__name", "decision__proceeding__case__reference", "note")
    search_help_text = _("Person, reference of the case, or note.")
    autocomplete_fields = ("decision", "person")
    fieldsets = ((None, {"fields": ("decision", *COMPONENT_FIELDS)}),)

    @admin.display(description=_("decided"), ordering="decision__development__occurred_earliest")
    def decided(self, obj: SentenceComponent) -> PartialDate:
        """Return the date of the decision."""
        return obj.decision.development.occurred

    @admin.display(description=_("case"), ordering="decision__proceeding__case__reference")
    def reference(self, obj: SentenceComponent) -> str:
        """Return the reference of the case."""
        return obj.decision.proceeding.case.reference

    def describe(self, obj: SentenceComponent) -> str:
        """Return the case's reference, the person, the date and the part."""
        return f"{self.reference(obj)} · {obj.person} · {self.decided(obj)} · {obj}"

    def to_describe(self, request: HttpRequest, rows: models.QuerySet) -> models.QuerySet:
        """Bring along what the description names."""
        return rows.for_list()

    def get_readonly_fields(
        self, request: HttpRequest, obj: SentenceComponent | None = None
    ) -> Sequence[str]:
        """Keep it in its decision."""
        return () if obj is None else ("decision",)
