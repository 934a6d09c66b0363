"""Proceedings before courts and other bodies, and the guarantees kept or broken in them."""

from typing import ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from casework.audit.models import AuditedModel
from casework.core.constraints import partial_date_constraints, valid_choice
from casework.core.fields import PartialDateField
from casework.proceedings import rules
from casework.proceedings.choices import (
    ProceedingKind,
    ProceedingStatus,
    SafeguardFinding,
    SafeguardKind,
)
from casework.proceedings.models.agreement import check_same_case, check_stays_in_case
from casework.proceedings.querysets import ProceedingQuerySet, SafeguardQuerySet


class Proceeding(AuditedModel):
    """One matter against, or brought by, one person before one court or other body."""

    case_lookup: ClassVar[str] = "case"
    person_lookups: ClassVar[tuple[str, ...]] = ("defendant",)
    reason_required_for: ClassVar[frozenset[str]] = frozenset({"case", "defendant", "status"})

    case = models.ForeignKey(
        "cases.Case", verbose_name=_("case"), on_delete=models.PROTECT, related_name="proceedings"
    )
    defendant = models.ForeignKey(
        "persons.Person",
        verbose_name=_("defendant"),
        on_delete=models.PROTECT,
        related_name="proceedings",
        help_text=_("The person the proceeding is about: the applicant before an international body."),
    )
    kind = models.CharField(_("kind"), max_length=20, choices=ProceedingKind)
    status = models.CharField(
        _("status"), max_length=10, choices=ProceedingStatus, default=ProceedingStatus.OPEN
    )
    court = models.ForeignKey(
        "persons.Organisation",
        verbose_name=_("court"),
        on_delete=models.PROTECT,
        related_name="proceedings",
        null=True,
        blank=True,
        help_text=_("The court or other body; leave empty while it is not known."),
    )
    number = models.CharField(
        _("number"), max_length=100, blank=True, help_text=_("The number under which the court keeps it.")
    )
    previous = models.ForeignKey(
        "self",
        verbose_name=_("previous proceeding"),
        on_delete=models.PROTECT,
        related_name="next_proceedings",
        null=True,
        blank=True,
        help_text=_("For an appeal, cassation or retrial: the proceeding it continues."),
    )
    opened = PartialDateField(_("opened"), help_text=_("When it began, as exactly as it is known."))
    closed = PartialDateField(_("closed"), help_text=_("When it ended. Set the status to closed as well."))

    objects = ProceedingQuerySet.as_manager()

    class Meta:
        verbose_name = _("proceeding")
        verbose_name_plural = _("proceedings")
        ordering = [F("opened_earliest").desc(nulls_last=True), "-pk"]
        indexes = [models.Index(fields=["status", "kind"], name="proceeding_by_status")]
        constraints = [
            *partial_date_constraints("proceeding", "opened"),
            *partial_date_constraints("proceeding", "closed"),
            valid_choice("proceeding", "kind", ProceedingKind),
            valid_choice("proceeding", "status", ProceedingStatus),
            models.CheckConstraint(
                name="proceeding_dated_closed_only_if_closed",
                condition=Q(status=ProceedingStatus.CLOSED) | Q(closed_edtf=""),
                violation_error_message=_("A proceeding that is still open has no closing date."),
            ),
            models.CheckConstraint(
                name="proceeding_not_closed_before_opened",
                condition=Q(opened_earliest=None)
                | Q(closed_latest=None)
                | Q(closed_latest__gte=F("opened_earliest")),
                violation_error_message=_("A proceeding cannot close before it opened."),
            ),
            models.CheckConstraint(
                name="proceeding_not_its_own_previous",
                condition=~Q(previous=F("id")),
                violation_error_message=_("A proceeding does not continue itself."),
            ),
        ]

    def __str__(self) -> str:
        words = _("%(kind)s proceeding, %(defendant)s") % {
            "kind": self.get_kind_display(),
            "defendant": self.defendant,
        }
        return f"{words} ({self.number})" if self.number else str(words)

    def get_absolute_url(self) -> str:
        return f"{self.case.get_absolute_url()}#proceeding-{self.pk}"

    def clean(self) -> None:
        """Refuse to continue a proceeding of another case or person."""
        super().clean()
        check_stays_in_case(self)
        check_same_case(self.case_id, previous=self.previous)
        if self.previous is not None and self.previous.defendant_id != self.defendant_id:
            raise ValidationError({"previous": _("Choose a proceeding about the same person.")})

    def as_matter(self) -> rules.Matter:
        """Return the proceeding as the rules read it.

        Charges with their events, and as hearings those of the trial, belong at hand.
        """
        trials = [hearing.development.occurred for hearing in self.hearings.all()]
        return rules.Matter(
            charges=[[event.as_fact() for event in charge.events.all()] for charge in self.charges.all()],
            began=self.opened,
            closed=self.closed if self.status == ProceedingStatus.CLOSED else None,
            trial_began=min(trials, key=lambda when: when.sort_key, default=None),
        )


class Safeguard(AuditedModel):
    """One guarantee of due process, and whether it was kept in one proceeding."""

    case_lookup: ClassVar[str] = "proceeding__case"
    development_lookups: ClassVar[tuple[str, ...]] = ("development",)
    person_lookups: ClassVar[tuple[str, ...]] = ("proceeding__defendant",)

    proceeding = models.ForeignKey(
        Proceeding, verbose_name=_("proceeding"), on_delete=models.PROTECT, related_name="safeguards"
    )
    kind = models.CharField(_("safeguard"), max_length=30, choices=SafeguardKind)
    finding = models.CharField(
        _("finding"), max_length=10, choices=SafeguardFinding, default=SafeguardFinding.UNKNOWN
    )
    development = models.ForeignKey(
        "cases.Development",
        verbose_name=_("development"),
        on_delete=models.PROTECT,
        related_name="safeguards",
        null=True,
        blank=True,
        help_text=_("What happened that shows it."),
    )
    note = models.TextField(_("note"), blank=True)

    objects = SafeguardQuerySet.as_manager()

    class Meta:
        verbose_name = _("safeguard")
        verbose_name_plural = _("safeguards")
        ordering = ["proceeding", "kind", "-pk"]
        constraints = [
            valid_choice("safeguard", "kind", SafeguardKind),
            valid_choice("safeguard", "finding", SafeguardFinding),
            models.UniqueConstraint(
                name="safeguard_found_once_per_development",
                fields=["proceeding", "kind", "development"],
                violation_error_message=_("This safeguard already has a finding for that development."),
            ),
            models.UniqueConstraint(
                name="safeguard_found_once_in_all",
                fields=["proceeding", "kind"],
                condition=Q(development=None),
                violation_error_message=_(
                    "This safeguard already has a finding for the whole proceeding. Name the development "
                    "that shows the other one."
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.get_finding_display()}"

    def clean(self) -> None:
        """Refuse a development of another case."""
        super().clean()
        if self.proceeding_id is not None:
            check_same_case(self.proceeding.case_id, development=self.development)
