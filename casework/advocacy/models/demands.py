"""What is demanded, by which actions, and how each demand has fared."""

from typing import ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from casework.advocacy.choices import DemandKind, DemandStatus
from casework.advocacy.models.actions import Action
from casework.advocacy.querysets import DemandEventQuerySet, DemandQuerySet, SharedSecrecyQuerySet
from casework.audit.models import AuditedModel
from casework.core.constraints import valid_choice

#: What a demand can be about, and the path from it to the case it belongs to.
SUBJECTS = {
    "about_decision": "proceeding",
    "about_charge": "proceeding",
    "about_custody": "",
    "about_restriction": "",
}


def at_most_one(*names: str) -> Q:
    """Match rows in which no two of the named relations are filled in."""
    condition = Q(**dict.fromkeys(names))
    for name in names:
        others = {other: None for other in names if other != name}
        condition |= Q(**others, **{f"{name}__isnull": False})
    return condition


class Demand(AuditedModel):
    """One thing asked of those in power for the people in a case; its events say how it has fared."""

    case_lookup: ClassVar[str] = "case"
    person_lookups: ClassVar[tuple[str, ...]] = ("beneficiary",)
    secret_with: ClassVar[tuple[str, ...]] = tuple(SUBJECTS)
    reason_required_for: ClassVar[frozenset[str]] = frozenset({"case", "what"})

    case = models.ForeignKey(
        "cases.Case", on_delete=models.PROTECT, related_name="demands", verbose_name=_("case")
    )
    what = models.CharField(_("what is demanded"), max_length=20, choices=DemandKind.choices)
    about_decision = models.ForeignKey(
        "proceedings.Decision",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="demands",
        verbose_name=_("about the decision"),
        help_text=_("Choose at most one of decision, charge, custody and restriction."),
    )
    about_charge = models.ForeignKey(
        "proceedings.Charge",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="demands",
        verbose_name=_("about the charge"),
    )
    about_custody = models.ForeignKey(
        "proceedings.Custody",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="demands",
        verbose_name=_("about the custody"),
    )
    about_restriction = models.ForeignKey(
        "proceedings.Restriction",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="demands",
        verbose_name=_("about the restriction"),
    )
    beneficiary = models.ForeignKey(
        "persons.Person",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="demands",
        verbose_name=_("for whom"),
    )
    beneficiary_class = models.CharField(
        _("for which people"),
        max_length=200,
        blank=True,
        help_text=_("In words, where it is asked for many: “all political prisoners”."),
    )
    wording = models.TextField(_("wording"), blank=True, help_text=_("As it was put, if the words matter."))

    objects = DemandQuerySet.as_manager()

    class Meta:
        verbose_name = _("demand")
        verbose_name_plural = _("demands")
        ordering = ["-pk"]
        constraints = [
            valid_choice("demand", "what", DemandKind),
            models.CheckConstraint(
                name="demand_about_one_thing_at_most",
                condition=at_most_one(*SUBJECTS),
                violation_error_message=_(
                    "A demand is about one decision, charge, custody or restriction at most."
                ),
            ),
            models.CheckConstraint(
                name="demand_for_a_person_or_a_class",
                condition=Q(beneficiary=None) | Q(beneficiary_class=""),
                violation_error_message=_(
                    "Name the person a demand is for, or the people in words, not both: make two demands."
                ),
            ),
        ]

    def __str__(self) -> str:
        whose = self.beneficiary or self.beneficiary_class
        return f"{self.get_what_display()}: {whose}" if whose else str(self.get_what_display())

    def clean(self) -> None:
        """Refuse a subject that belongs to another case."""
        super().clean()
        for name, owner in SUBJECTS.items():
            subject = getattr(self, name)
            if subject and (getattr(subject, owner) if owner else subject).case_id != self.case_id:
                raise ValidationError({name: _("Choose one that belongs to the same case.")})


class ActionDemand(AuditedModel):
    """One demand that an action makes or presses."""

    case_lookup: ClassVar[str] = "demand__case"
    secret_with: ClassVar[tuple[str, ...]] = ("action", "demand")

    action = models.ForeignKey(
        Action, on_delete=models.PROTECT, related_name="demand_links", verbose_name=_("action")
    )
    demand = models.ForeignKey(
        Demand, on_delete=models.PROTECT, related_name="action_links", verbose_name=_("demand")
    )

    objects = SharedSecrecyQuerySet.as_manager()

    class Meta:
        verbose_name = _("demand of an action")
        verbose_name_plural = _("demands of actions")
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["action", "demand"],
                name="actiondemand_demand_once_per_action",
                violation_error_message=_("The action already makes this demand."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.demand)


class DemandEvent(AuditedModel):
    """One step in the history of a demand: on the development's day it came to have this status."""

    case_lookup: ClassVar[str] = "demand__case"
    development_lookups: ClassVar[tuple[str, ...]] = ("development",)
    secret_with: ClassVar[tuple[str, ...]] = ("demand",)
    reason_required_for: ClassVar[frozenset[str]] = frozenset({"status"})

    demand = models.ForeignKey(
        Demand, on_delete=models.PROTECT, related_name="events", verbose_name=_("demand")
    )
    development = models.ForeignKey(
        "cases.Development",
        on_delete=models.PROTECT,
        related_name="demand_events",
        verbose_name=_("development"),
        help_text=_("What happened; its date is the day from which the status holds."),
    )
    status = models.CharField(
        _("status"),
        max_length=12,
        choices=DemandStatus.choices,
        help_text=_("A refused demand still stands until it is met, withdrawn or moot."),
    )

    objects = DemandEventQuerySet.as_manager()

    class Meta:
        verbose_name = _("step of a demand")
        verbose_name_plural = _("steps of demands")
        ordering = ["-pk"]
        constraints = [
            valid_choice("demandevent", "status", DemandStatus),
            models.UniqueConstraint(
                fields=["demand", "development"],
                name="demandevent_one_status_per_development",
                violation_error_message=_("This development already gave the demand a status."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.demand}: {self.get_status_display()}"

    def clean(self) -> None:
        """Refuse a development of another case."""
        super().clean()
        development, demand = getattr(self, "development", None), getattr(self, "demand", None)
        if development and demand and development.case_id != demand.case_id:
            raise ValidationError({"development": _("Choose a development of the demand's own case.")})
