"""What happened, and whom it concerns."""

from typing import ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django_countries.fields import CountryField

from casework.audit.encrypted import EncryptedTextField, bound_to_row
from casework.audit.models import AuditedModel
from casework.cases import rules
from casework.cases.choices import DevelopmentKind, InvolvementRole
from casework.cases.models.cases import Case
from casework.cases.querysets import CaseScopedQuerySet, DevelopmentQuerySet
from casework.core.choices import Certainty, Confidentiality
from casework.core.constraints import partial_date_constraints, valid_choice
from casework.core.fields import PartialDateField


class Development(AuditedModel):
    """One thing that happened in the world and matters to a case."""

    case_lookup: ClassVar[str] = "case"
    development_lookups: ClassVar[tuple[str, ...]] = ("pk",)
    reason_required_for: ClassVar[frozenset[str]] = frozenset({"case", "confidentiality"})

    case = models.ForeignKey(
        Case, verbose_name=_("case"), on_delete=models.PROTECT, related_name="developments"
    )
    kind = models.CharField(_("kind"), max_length=24, choices=DevelopmentKind)
    headline = models.CharField(
        _("headline"),
        max_length=250,
        help_text=_("What happened, in one line that can stand alone in a chronology."),
    )
    cipher_id = bound_to_row()
    narrative = EncryptedTextField(_("narrative"), owner="case", when="is_kept_secret", blank=True)
    occurred = PartialDateField(_("when"))
    follows = models.ForeignKey(
        "self",
        verbose_name=_("follows"),
        on_delete=models.PROTECT,
        related_name="followed_by",
        null=True,
        blank=True,
        help_text=_("The development after which this one came. It places one whose date is not known."),
    )
    place = models.CharField(
        _("place"), max_length=200, blank=True, help_text=_("Town, building, institution.")
    )
    country = CountryField(
        _("country"), blank=True, help_text=_("Only where it is not the country of the case.")
    )
    certainty = models.CharField(
        _("certainty"),
        max_length=12,
        choices=Certainty,
        default=Certainty.REPORTED,
        help_text=_(
            "Established: beyond dispute. Reported: by a source we trust. Alleged: by one side. "
            "Contested: sources disagree. Inferred: follows from other facts."
        ),
    )
    confidentiality = models.CharField(
        _("confidentiality"),
        max_length=12,
        choices=Confidentiality,
        default=Confidentiality.OPEN,
        help_text=_("A restricted development exists only for the team of its case, directors and auditors."),
    )
    is_publishable = models.BooleanField(
        _("publishable"),
        default=False,
        help_text=_("Unless this is ticked, it is internal and never leaves the house."),
    )

    objects = DevelopmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("development")
        verbose_name_plural = _("developments")
        ordering = [F("occurred_earliest").desc(nulls_last=True), "-pk"]
        indexes = [
            models.Index(fields=["case", "occurred_earliest", "occurred_latest"], name="development_in_case"),
            models.Index(fields=["-occurred_earliest", "-id"], name="development_latest"),
            models.Index(fields=["confidentiality", "case"], name="development_restricted"),
        ]
        constraints = [
            *partial_date_constraints("development", "occurred"),
            models.CheckConstraint(
                name="development_follows_another",
                condition=Q(follows=None) | ~Q(follows=F("id")),
                violation_error_message=_("A development cannot follow itself."),
            ),
            models.CheckConstraint(
                name="development_publishable_only_if_open",
                condition=Q(is_publishable=False) | Q(confidentiality=Confidentiality.OPEN),
                violation_error_message=_("A restricted development cannot be publishable."),
            ),
            valid_choice("development", "kind", DevelopmentKind),
            valid_choice("development", "certainty", Certainty),
            valid_choice("development", "confidentiality", Confidentiality),
        ]

    def __str__(self) -> str:
        return f"{self.occurred}: {self.headline}" if self.occurred else self.headline

    @property
    def is_kept_secret(self) -> bool:
        """Whether its narrative is encrypted and not searched: an internal note of a restricted case."""
        return self.kind == DevelopmentKind.INTERNAL_NOTE and self.case.is_restricted

    def get_absolute_url(self) -> str:
        return f"{self.case.get_absolute_url()}#development-{self.pk}"

    def clean(self) -> None:
        """Check that what it follows is of the same case and does not, over others, follow it."""
        super().clean()
        if self.follows_id is None or self.case_id is None:
            return
        of_case = type(self).objects.filter(case_id=self.case_id).order_by()
        follows = dict(of_case.values_list("pk", "follows_id"))
        if self.follows_id not in follows:
            raise ValidationError({"follows": _("A development can only follow one of the same case.")})
        if self.pk and rules.follows_in_a_circle(self.pk, self.follows_id, follows):
            raise ValidationError({"follows": _("That development itself follows this one.")})


class DevelopmentPerson(AuditedModel):
    """That a development concerns a person, and in what part."""

    case_lookup: ClassVar[str] = "development__case"
    development_lookups: ClassVar[tuple[str, ...]] = ("development",)
    person_lookups: ClassVar[tuple[str, ...]] = ("person",)

    development = models.ForeignKey(
        Development, verbose_name=_("development"), on_delete=models.PROTECT, related_name="persons"
    )
    person = models.ForeignKey(
        "persons.Person", verbose_name=_("person"), on_delete=models.PROTECT, related_name="developments"
    )
    role = models.CharField(
        _("part"), max_length=12, choices=InvolvementRole, default=InvolvementRole.SUBJECT
    )

    objects = CaseScopedQuerySet.as_manager()

    class Meta:
        verbose_name = _("person concerned")
        verbose_name_plural = _("persons concerned")
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["development", "person", "role"],
                name="development_person_once_in_each_role",
                violation_error_message=_("This person already has this part in the development."),
            ),
            valid_choice("developmentperson", "role", InvolvementRole),
        ]

    def __str__(self) -> str:
        return f"{self.person}, {self.get_role_display()}"
