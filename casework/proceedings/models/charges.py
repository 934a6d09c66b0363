"""Charges and what became of them."""

from sys import maxsize
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from casework.audit.models import AuditedModel
from casework.core.constraints import valid_choice
from casework.proceedings import rules
from casework.proceedings.choices import ChargeStatus
from casework.proceedings.models.agreement import check_same_case
from casework.proceedings.models.proceedings import Proceeding
from casework.proceedings.querysets import ChargeEventQuerySet, ChargeQuerySet


class Charge(AuditedModel):
    """One offence of which the defendant of a proceeding stands accused."""

    case_lookup: ClassVar[str] = "proceeding__case"
    development_lookups: ClassVar[tuple[str, ...]] = ("conduct",)
    person_lookups: ClassVar[tuple[str, ...]] = ("proceeding__defendant",)
    reason_required_for: ClassVar[frozenset[str]] = frozenset({"proceeding"})

    proceeding = models.ForeignKey(
        Proceeding, verbose_name=_("proceeding"), on_delete=models.PROTECT, related_name="charges"
    )
    offence = models.CharField(
        _("offence"), max_length=300, help_text=_("In the law's words, as “organising mass riots”.")
    )
    provision = models.ForeignKey(
        "reference.LegalProvision",
        verbose_name=_("provision"),
        on_delete=models.PROTECT,
        related_name="charges",
        null=True,
        blank=True,
        help_text=_("The article of the code that the charge rests on."),
    )
    alleged_conduct = models.TextField(
        _("alleged conduct"), blank=True, help_text=_("What the authorities say the person did.")
    )
    conduct = models.ForeignKey(
        "cases.Development",
        verbose_name=_("about which development"),
        on_delete=models.PROTECT,
        related_name="charges_about",
        null=True,
        blank=True,
        help_text=_("The protest, article or other act that the charge is really about."),
    )

    objects = ChargeQuerySet.as_manager()

    class Meta:
        verbose_name = _("charge")
        verbose_name_plural = _("charges")
        ordering = ["proceeding", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="charge_names_an_offence",
                condition=~Q(offence=""),
                violation_error_message=_("Name the offence, in the law's words if they are known."),
            ),
        ]

    def __str__(self) -> str:
        return self.offence

    def clean(self) -> None:
        """Refuse a development of another case."""
        super().clean()
        if self.proceeding_id is not None:
            check_same_case(self.proceeding.case_id, conduct=self.conduct)


class ChargeEvent(AuditedModel):
    """One development in which something happened to one charge; the latest gives its status."""

    case_lookup: ClassVar[str] = "charge__proceeding__case"
    development_lookups: ClassVar[tuple[str, ...]] = ("development",)
    person_lookups: ClassVar[tuple[str, ...]] = ("charge__proceeding__defendant",)

    charge = models.ForeignKey(
        Charge, verbose_name=_("charge"), on_delete=models.PROTECT, related_name="events"
    )
    development = models.ForeignKey(
        "cases.Development",
        verbose_name=_("development"),
        on_delete=models.PROTECT,
        related_name="charge_events",
    )
    status = models.CharField(_("what happened to it"), max_length=20, choices=ChargeStatus)
    wording = models.CharField(
        _("wording then used"),
        max_length=300,
        blank=True,
        help_text=_("How the offence was named at this point, where that differs."),
    )

    objects = ChargeEventQuerySet.as_manager()

    class Meta:
        verbose_name = _("charge event")
        verbose_name_plural = _("charge events")
        ordering = ["charge", "-pk"]
        constraints = [
            valid_choice("chargeevent", "status", ChargeStatus),
            models.UniqueConstraint(
                name="chargeevent_happens_once_per_development",
                fields=["charge", "development", "status"],
                violation_error_message=_("That development already did this to the charge."),
            ),
        ]

    def as_fact(self) -> rules.ChargeFact:
        """Return the event as the rules read it; the development and what it follows belong at hand.

        An event not yet saved was recorded after all that are.
        """
        follows = self.development.follows
        return rules.ChargeFact(
            status=self.status,
            when=self.development.occurred,
            key=self.pk or maxsize,
            after=follows.occurred if follows else None,
        )

    def __str__(self) -> str:
        return f"{self.wording or self.charge.offence}: {self.get_status_display()}"

    def clean(self) -> None:
        """Refuse a development of another case."""
        super().clean()
        if self.charge_id is not None and self.development_id is not None:
            check_same_case(self.charge.proceeding.case_id, development=self.development)
