"""Organisations and how the law of their country treats them."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django_countries.fields import CountryField

from casework.audit.models import AuditedModel
from casework.core.constraints import partial_date_constraints, valid_choice
from casework.core.fields import PartialDateField
from casework.persons.choices import OrganisationKind, RegistrationStatus
from casework.persons.models.periods import ended_not_before_began
from casework.persons.querysets import OrganisationQuerySet


class Organisation(AuditedModel):
    """A court, prison, party, newspaper, United Nations body or group that acts in cases, named or not."""

    case_lookup: ClassVar[str] = ""
    reason_required_for: ClassVar[frozenset[str]] = frozenset({"name", "kind"})

    name = models.CharField(
        _("name"),
        max_length=250,
        help_text=_(
            "In English where it has an English name. For a group nobody could name: what was seen of it."
        ),
    )
    native_name = models.CharField(_("native name"), max_length=250, blank=True)
    kind = models.CharField(_("kind"), max_length=30, choices=OrganisationKind.choices)
    country = CountryField(
        _("country"), blank=True, help_text=_("Empty for a body that belongs to no country.")
    )
    place = models.CharField(_("place"), max_length=200, blank=True)
    parent = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        related_name="branches",
        verbose_name=_("part of"),
        null=True,
        blank=True,
        help_text=_("The larger organisation it belongs to: a prison's ministry, a branch's party."),
    )
    notes = models.TextField(_("notes"), blank=True)

    objects = OrganisationQuerySet.as_manager()

    class Meta:
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")
        ordering = ["name", "-pk"]
        constraints = [
            valid_choice("organisation", "kind", OrganisationKind),
            models.CheckConstraint(
                name="organisation_has_a_name",
                condition=~Q(name=""),
                violation_error_message=_("An organisation needs a name, if only a description."),
            ),
            models.CheckConstraint(
                name="organisation_not_part_of_itself",
                condition=Q(parent=None) | ~Q(parent=F("id")),
                violation_error_message=_("An organisation cannot be part of itself."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("workspace:organisation_file", args=[self.pk])


class OrganisationStatus(AuditedModel):
    """How an organisation stood before the law of its country, and from when to when."""

    case_lookup: ClassVar[str] = ""

    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="statuses", verbose_name=_("organisation")
    )
    status = models.CharField(_("status"), max_length=20, choices=RegistrationStatus.choices)
    began = PartialDateField(_("began"))
    ended = PartialDateField(_("ended"), help_text=_("Empty while it lasts, or when nothing is known of it."))
    decided_by = models.ForeignKey(
        Organisation,
        on_delete=models.PROTECT,
        related_name="status_decisions",
        verbose_name=_("decided by"),
        null=True,
        blank=True,
        help_text=_("The ministry or court that registered, refused, banned or closed it."),
    )
    words = models.TextField(_("in words"), blank=True, help_text=_("What the source says of it."))

    objects = OrganisationQuerySet.as_manager()

    class Meta:
        verbose_name = _("status of an organisation")
        verbose_name_plural = _("statuses of organisations")
        ordering = ["organisation", "began_earliest", "began_latest", "-pk"]
        constraints = [
            valid_choice("organisationstatus", "status", RegistrationStatus),
            *partial_date_constraints("organisationstatus", "began"),
            *partial_date_constraints("organisationstatus", "ended"),
            ended_not_before_began("organisationstatus", _("A status cannot end before it began.")),
        ]

    def __str__(self) -> str:
        return self.get_status_display()
