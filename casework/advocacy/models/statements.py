"""What is said in public about a case, and what people are recognised to be."""

from typing import ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from casework.advocacy.choices import DesignationLabel, StatementKind
from casework.advocacy.querysets import DesignationQuerySet, StatementQuerySet
from casework.audit.models import AuditedModel
from casework.core.constraints import valid_choice


class Statement(AuditedModel):
    """One point that an organisation or a person made in public about a case."""

    case_lookup: ClassVar[str] = "development__case"
    development_lookups: ClassVar[tuple[str, ...]] = ("development",)
    person_lookups: ClassVar[tuple[str, ...]] = ("said_by",)
    secret_with: ClassVar[tuple[str, ...]] = ("about_decision", "about_charge")
    reason_required_for: ClassVar[frozenset[str]] = frozenset({"issued_by", "said_by", "text"})

    development = models.ForeignKey(
        "cases.Development",
        on_delete=models.PROTECT,
        related_name="statements",
        verbose_name=_("development"),
        help_text=_("When and where it was said. One development may hold several points."),
    )
    issued_by = models.ForeignKey(
        "persons.Organisation",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="statements_issued",
        verbose_name=_("issued by"),
    )
    said_by = models.ForeignKey(
        "persons.Person",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="statements_said",
        verbose_name=_("said by"),
        help_text=_("Who is quoted, or who spoke."),
    )
    on_behalf_of = models.ForeignKey(
        "persons.Organisation",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="statements_on_its_behalf",
        verbose_name=_("on behalf of"),
        help_text=_("For whom the speaker or the group spoke, if for others."),
    )
    kind = models.CharField(_("kind"), max_length=12, choices=StatementKind.choices)
    is_direct_quotation = models.BooleanField(
        _("direct quotation"),
        default=False,
        help_text=_("Mark it only when the text gives the very words; otherwise it tells what was meant."),
    )
    text = models.TextField(_("text"))
    about_decision = models.ForeignKey(
        "proceedings.Decision",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="statements",
        verbose_name=_("about the decision"),
        help_text=_("Choose at most one of decision, charge and case."),
    )
    about_charge = models.ForeignKey(
        "proceedings.Charge",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="statements",
        verbose_name=_("about the charge"),
    )
    is_about_case = models.BooleanField(
        _("about the case as a whole"),
        default=False,
        help_text=_("Leave unmarked what speaks of more than this case, such as the state of the country."),
    )

    objects = StatementQuerySet.as_manager()

    class Meta:
        verbose_name = _("statement")
        verbose_name_plural = _("statements")
        ordering = ["-pk"]
        constraints = [
            valid_choice("statement", "kind", StatementKind),
            models.CheckConstraint(
                name="statement_made_by_someone",
                condition=Q(issued_by__isnull=False) | Q(said_by__isnull=False),
                violation_error_message=_("Name the organisation that issued it or the person who said it."),
            ),
            models.CheckConstraint(
                name="statement_on_behalf_of_another",
                condition=Q(on_behalf_of=None) | Q(issued_by=None) | ~Q(on_behalf_of=F("issued_by")),
                violation_error_message=_("An organisation need not speak on its own behalf: leave it out."),
            ),
            models.CheckConstraint(
                name="statement_about_one_thing_at_most",
                condition=Q(about_decision=None, about_charge=None)
                | Q(about_decision=None, is_about_case=False)
                | Q(about_charge=None, is_about_case=False),
                violation_error_message=_("Choose one at most: the decision, the charge or the case."),
            ),
            models.CheckConstraint(
                name="statement_text_given",
                condition=~Q(text=""),
                violation_error_message=_("Write what was said."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.said_by or self.issued_by}"

    def clean(self) -> None:
        """Refuse a decision or charge of another case."""
        super().clean()
        development = getattr(self, "development", None)
        for name in ("about_decision", "about_charge"):
            subject = getattr(self, name)
            if subject and development and subject.proceeding.case_id != development.case_id:
                raise ValidationError({name: _("Choose one that belongs to the case of the development.")})


class Designation(AuditedModel):
    """One recognition of a person by an organisation, such as that of a prisoner of conscience."""

    case_lookup: ClassVar[str] = "development__case"
    development_lookups: ClassVar[tuple[str, ...]] = ("development", "withdrawn_by")
    person_lookups: ClassVar[tuple[str, ...]] = ("person",)
    reason_required_for: ClassVar[frozenset[str]] = frozenset(
        {"person", "label", "designated_by", "withdrawn_by"}
    )

    person = models.ForeignKey(
        "persons.Person", on_delete=models.PROTECT, related_name="designations", verbose_name=_("person")
    )
    label = models.CharField(_("recognised as"), max_length=24, choices=DesignationLabel.choices)
    designated_by = models.ForeignKey(
        "persons.Organisation",
        on_delete=models.PROTECT,
        related_name="designations_made",
        verbose_name=_("by"),
    )
    development = models.ForeignKey(
        "cases.Development",
        on_delete=models.PROTECT,
        related_name="designations",
        verbose_name=_("development"),
        help_text=_("When and how it was made known."),
    )
    criteria = models.TextField(
        _("criteria"),
        blank=True,
        help_text=_("The definition applied and the grounds met, such as those of PACE Resolution 1900."),
    )
    withdrawn_by = models.ForeignKey(
        "cases.Development",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="designations_withdrawn",
        verbose_name=_("withdrawn by"),
        help_text=_("The development that tells of its withdrawal. Empty while it stands."),
    )

    objects = DesignationQuerySet.as_manager()

    class Meta:
        verbose_name = _("designation")
        verbose_name_plural = _("designations")
        ordering = ["-pk"]
        constraints = [
            valid_choice("designation", "label", DesignationLabel),
            models.CheckConstraint(
                name="designation_withdrawn_by_another_development",
                condition=Q(withdrawn_by=None) | ~Q(withdrawn_by=F("development")),
                violation_error_message=_("What made a designation known cannot also withdraw it."),
            ),
            models.UniqueConstraint(
                fields=["person", "label", "designated_by"],
                condition=Q(withdrawn_by=None),
                name="designation_stands_once",
                violation_error_message=_("This organisation already recognises the person as this."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.get_label_display()}"

    def clean(self) -> None:
        """Refuse a withdrawal told in another case."""
        super().clean()
        development = getattr(self, "development", None)
        if self.withdrawn_by and development and self.withdrawn_by.case_id != development.case_id:
            raise ValidationError({"withdrawn_by": _("Choose a development of the same case.")})
