"""Violations of rights, who committed them, and the law they break."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from casework.audit.models import AuditedModel
from casework.cases.choices import WgadCategory
from casework.cases.models.developments import Development
from casework.cases.querysets import CaseScopedQuerySet
from casework.core.choices import Certainty
from casework.core.constraints import valid_choice
from casework.reference.choices import Vocabulary


class Violation(AuditedModel):
    """An act by which a development violated the rights of one person or organisation."""

    case_lookup: ClassVar[str] = "development__case"
    development_lookups: ClassVar[tuple[str, ...]] = ("development",)
    person_lookups: ClassVar[tuple[str, ...]] = ("victim_person",)

    development = models.ForeignKey(
        Development, verbose_name=_("development"), on_delete=models.PROTECT, related_name="violations"
    )
    type = models.ForeignKey(
        "reference.Term",
        verbose_name=_("type of act"),
        on_delete=models.PROTECT,
        related_name="violations",
        limit_choices_to={"vocabulary": Vocabulary.VIOLATION_TYPE},
    )
    victim_person = models.ForeignKey(
        "persons.Person",
        verbose_name=_("victim"),
        on_delete=models.PROTECT,
        related_name="violations_suffered",
        null=True,
        blank=True,
    )
    victim_organisation = models.ForeignKey(
        "persons.Organisation",
        verbose_name=_("victim (organisation)"),
        on_delete=models.PROTECT,
        related_name="violations_suffered",
        null=True,
        blank=True,
        help_text=_("A newspaper, party or association, where it was itself the target."),
    )
    certainty = models.CharField(_("certainty"), max_length=12, choices=Certainty, default=Certainty.REPORTED)
    wgad_category = models.CharField(
        _("category of arbitrary detention"),
        max_length=3,
        choices=WgadCategory,
        blank=True,
        help_text=_("By the UN Working Group on Arbitrary Detention, where the act is a detention."),
    )

    objects = CaseScopedQuerySet.as_manager()

    class Meta:
        verbose_name = _("violation")
        verbose_name_plural = _("violations")
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                name="violation_of_one_victim",
                condition=(
                    Q(victim_person__isnull=False, victim_organisation__isnull=True)
                    | Q(victim_person__isnull=True, victim_organisation__isnull=False)
                ),
                violation_error_message=_("A violation has one victim: either a person or an organisation."),
            ),
            valid_choice("violation", "certainty", Certainty),
            valid_choice("violation", "wgad_category", WgadCategory, blank=True),
        ]

    def __str__(self) -> str:
        return f"{self.type} : {self.victim}"

    @property
    def victim(self) -> models.Model:
        """The person or organisation whose rights were violated."""
        return self.victim_person if self.victim_person_id else self.victim_organisation


class Perpetrator(AuditedModel):
    """Someone, known or not, who had a part in a violation."""

    case_lookup: ClassVar[str] = "violation__development__case"
    development_lookups: ClassVar[tuple[str, ...]] = ("violation__development",)
    person_lookups: ClassVar[tuple[str, ...]] = ("person", "violation__victim_person")

    violation = models.ForeignKey(
        Violation, verbose_name=_("violation"), on_delete=models.PROTECT, related_name="perpetrators"
    )
    person = models.ForeignKey(
        "persons.Person",
        verbose_name=_("person"),
        on_delete=models.PROTECT,
        related_name="violations_committed",
        null=True,
        blank=True,
    )
    organisation = models.ForeignKey(
        "persons.Organisation",
        verbose_name=_("organisation"),
        on_delete=models.PROTECT,
        related_name="violations_committed",
        null=True,
        blank=True,
    )
    description = models.CharField(
        _("description"),
        max_length=250,
        blank=True,
        help_text=_("What is known of someone unnamed: “four men in plain clothes”."),
    )
    involvement = models.ForeignKey(
        "reference.Term",
        verbose_name=_("degree of involvement"),
        on_delete=models.PROTECT,
        related_name="perpetrators",
        limit_choices_to={"vocabulary": Vocabulary.INVOLVEMENT},
        null=True,
        blank=True,
    )

    objects = CaseScopedQuerySet.as_manager()

    class Meta:
        verbose_name = _("perpetrator")
        verbose_name_plural = _("perpetrators")
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                name="perpetrator_named_or_described",
                condition=Q(person__isnull=False) | Q(organisation__isnull=False) | ~Q(description=""),
                violation_error_message=_("Name a person or an organisation, or describe who it was."),
            ),
        ]

    def __str__(self) -> str:
        known = (str(one) for one in (self.person, self.organisation, self.description) if one)
        return ", ".join(known)


class ViolationProvision(AuditedModel):
    """That a violation breaks a provision of law."""

    case_lookup: ClassVar[str] = "violation__development__case"
    development_lookups: ClassVar[tuple[str, ...]] = ("violation__development",)
    person_lookups: ClassVar[tuple[str, ...]] = ("violation__victim_person",)

    violation = models.ForeignKey(
        Violation, verbose_name=_("violation"), on_delete=models.PROTECT, related_name="provisions"
    )
    provision = models.ForeignKey(
        "reference.LegalProvision",
        verbose_name=_("provision"),
        on_delete=models.PROTECT,
        related_name="violations",
    )

    objects = CaseScopedQuerySet.as_manager()

    class Meta:
        verbose_name = _("provision violated")
        verbose_name_plural = _("provisions violated")
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["violation", "provision"],
                name="violation_provision_once",
                violation_error_message=_("This provision is already recorded for the violation."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.provision)
