"""Hearings, announced and held."""

from typing import ClassVar

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q, Value
from django.db.models.functions import Length, Substr
from django.db.models.lookups import Exact
from django.utils.translation import gettext_lazy as _

from casework.audit.models import AuditedModel
from casework.core.constraints import valid_choice
from casework.proceedings.choices import HearingKind, HearingOutcome
from casework.proceedings.models.agreement import check_same_case
from casework.proceedings.models.proceedings import Proceeding
from casework.proceedings.querysets import HearingQuerySet

NOT_AN_HOUR = _("Give the hour with its minutes, as 09:30.")


class Hearing(AuditedModel):
    """One sitting of a court in one proceeding, announced for a day, or held, or both."""

    case_lookup: ClassVar[str] = "proceeding__case"
    development_lookups: ClassVar[tuple[str, ...]] = ("development",)
    person_lookups: ClassVar[tuple[str, ...]] = ("proceeding__defendant",)

    proceeding = models.ForeignKey(
        Proceeding, verbose_name=_("proceeding"), on_delete=models.PROTECT, related_name="hearings"
    )
    kind = models.CharField(_("kind"), max_length=20, choices=HearingKind)
    scheduled_on = models.DateField(
        _("scheduled on"), null=True, blank=True, help_text=_("The day for which the court announced it.")
    )
    scheduled_time = models.CharField(
        _("at"),
        max_length=5,
        blank=True,
        validators=[RegexValidator(r"^([01]\d|2[0-3]):[0-5]\d\Z", NOT_AN_HOUR)],
        help_text=_("The hour by the clock of the court, as 09:30."),
    )
    development = models.ForeignKey(
        "cases.Development",
        verbose_name=_("development"),
        on_delete=models.PROTECT,
        related_name="hearings",
        null=True,
        blank=True,
        help_text=_("The hearing as it took place."),
    )
    outcome = models.CharField(
        _("outcome"),
        max_length=20,
        choices=HearingOutcome,
        blank=True,
        help_text=_("Leave empty until it is known."),
    )
    note = models.TextField(
        _("note"), blank=True, help_text=_("The room, who was admitted, what to prepare.")
    )

    objects = HearingQuerySet.as_manager()

    class Meta:
        verbose_name = _("hearing")
        verbose_name_plural = _("hearings")
        ordering = [F("scheduled_on").desc(nulls_last=True), "-pk"]
        indexes = [models.Index(fields=["scheduled_on"], name="hearing_by_day")]
        constraints = [
            valid_choice("hearing", "kind", HearingKind),
            valid_choice("hearing", "outcome", HearingOutcome, blank=True),
            models.CheckConstraint(
                name="hearing_scheduled_or_held",
                condition=Q(scheduled_on__isnull=False) | Q(development__isnull=False),
                violation_error_message=_(
                    "Give the day it is scheduled for, or the development in which it was held."
                ),
            ),
            models.CheckConstraint(
                name="hearing_time_is_an_hour",
                # Portable as far as it goes: SQLite has no regular expressions of its own.
                condition=Q(scheduled_time="")
                | Q(
                    Exact(Length("scheduled_time"), 5),
                    Exact(Substr("scheduled_time", 3, 1), Value(":")),
                    scheduled_time__gte="00:00",
                    scheduled_time__lte="23:59",
                ),
                violation_error_message=NOT_AN_HOUR,
            ),
            models.CheckConstraint(
                name="hearing_time_only_with_day",
                condition=Q(scheduled_time="") | Q(scheduled_on__isnull=False),
                violation_error_message=_("An hour needs the day it belongs to."),
            ),
            models.CheckConstraint(
                name="hearing_held_in_a_development",
                condition=~Q(outcome__in=[HearingOutcome.HELD, HearingOutcome.ADJOURNED])
                | Q(development__isnull=False),
                violation_error_message=_("A hearing that was held needs the development that tells of it."),
            ),
        ]

    def __str__(self) -> str:
        if self.scheduled_on:
            return _("%(kind)s hearing scheduled for %(day)s") % {
                "kind": self.get_kind_display(),
                "day": self.scheduled_on.isoformat(),
            }
        return _("%(kind)s hearing, %(development)s") % {
            "kind": self.get_kind_display(),
            "development": self.development,
        }

    def clean(self) -> None:
        """Refuse a development of another case."""
        super().clean()
        if self.proceeding_id is not None:
            check_same_case(self.proceeding.case_id, development=self.development)
