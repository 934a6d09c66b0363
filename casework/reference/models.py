"""The terms, laws and mechanisms that the records of the work point to."""

from datetime import date
from typing import ClassVar

from django.core.validators import MinValueValidator, RegexValidator
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _
from django_countries.fields import CountryField

from casework.audit.models import AuditedModel
from casework.core.constraints import valid_choice
from casework.reference.choices import NATIONAL_KINDS, InstrumentKind, MechanismBody, Vocabulary
from casework.reference.querysets import (
    LegalProvisionQuerySet,
    ReferenceIsKept,
    ReferenceQuerySet,
    TermQuerySet,
)
from casework.reference.rules import provision_order, reply_due_on


class ReferenceModel(AuditedModel):
    """One value that records choose from: it can be switched off, and is never deleted."""

    case_lookup: ClassVar[str] = ""

    is_active = models.BooleanField(
        _("in use"),
        default=True,
        help_text=_("Switch off to stop offering it. Records that already use it keep it."),
    )

    class Meta:
        abstract = True

    def delete(self, using: str | None = None, keep_parents: bool = False) -> tuple[int, dict[str, int]]:
        """Refuse: reference values are kept."""
        raise ReferenceIsKept

    delete.alters_data = True


class Term(ReferenceModel):
    """One word of one vocabulary, such as "journalist" among the occupations."""

    reason_required_for: ClassVar[frozenset[str]] = frozenset({"vocabulary", "code", "label", "is_active"})

    vocabulary = models.CharField(_("vocabulary"), max_length=20, choices=Vocabulary.choices)
    code = models.SlugField(
        _("code"),
        max_length=60,
        db_index=False,
        help_text=_(
            "The lasting name of the term in imports and exports: the label may change, the code never."
        ),
    )
    label = models.CharField(_("label"), max_length=120, help_text=_("As staff read and choose it."))
    definition = models.TextField(
        _("definition"), blank=True, help_text=_("When to choose this term, and when another one.")
    )
    huridocs_code = models.CharField(
        _("HURIDOCS code"),
        max_length=20,
        blank=True,
        validators=[RegexValidator(r"^\d{12}$", _("A HURIDOCS code has twelve figures."))],
        help_text=_(
            "The number of the matching term in the HURIDOCS micro-thesaurus, for exchange with others. "
            "Empty where that list has no such term."
        ),
    )
    order = models.PositiveSmallIntegerField(
        _("order"),
        default=0,
        help_text=_("Place in the list; equal numbers stand alphabetically."),
    )

    objects = TermQuerySet.as_manager()

    class Meta:
        verbose_name = _("term")
        verbose_name_plural = _("terms")
        ordering = ["vocabulary", "order", "label", "-pk"]
        constraints = [
            valid_choice("term", "vocabulary", Vocabulary),
            models.CheckConstraint(
                name="term_code_given",
                condition=~Q(code=""),
                violation_error_message=_("A term needs a code."),
            ),
            models.CheckConstraint(
                name="term_label_given",
                condition=~Q(label=""),
                violation_error_message=_("A term needs a label."),
            ),
            models.UniqueConstraint(
                fields=["vocabulary", "code"],
                name="term_code_unique_in_vocabulary",
                violation_error_message=_("This vocabulary already has a term with this code."),
            ),
            models.UniqueConstraint(
                "vocabulary",
                Lower("label"),
                name="term_label_unique_in_vocabulary",
                violation_error_message=_("This vocabulary already has a term with this label."),
            ),
        ]

    def __str__(self) -> str:
        return self.label


class LegalInstrument(ReferenceModel):
    """One legal text: a treaty, a declaration, a set of principles, or a law of one country."""

    reason_required_for: ClassVar[frozenset[str]] = frozenset({"title", "short_name", "country", "is_active"})

    title = models.CharField(_("title"), max_length=250, help_text=_("In full, in English."))
    short_name = models.CharField(
        _("short name"),
        max_length=60,
        help_text=_('As it is cited before an article: "ICCPR", "Kazakhstan Criminal Code (2014)".'),
    )
    kind = models.CharField(_("kind"), max_length=20, choices=InstrumentKind.choices)
    country = CountryField(
        _("country"), blank=True, help_text=_("Whose law it is. Leave empty for an international instrument.")
    )
    adopted_on = models.DateField(
        _("adopted on"), null=True, blank=True, help_text=_("The day of adoption or signature into law.")
    )

    objects = ReferenceQuerySet.as_manager()

    class Meta:
        verbose_name = _("legal instrument")
        verbose_name_plural = _("legal instruments")
        ordering = ["country", "short_name", "-pk"]
        constraints = [
            valid_choice("legalinstrument", "kind", InstrumentKind),
            models.CheckConstraint(
                name="legalinstrument_short_name_given",
                condition=~Q(short_name=""),
                violation_error_message=_("An instrument needs the short name by which it is cited."),
            ),
            models.CheckConstraint(
                name="legalinstrument_national_law_has_country",
                condition=~Q(kind__in=[kind.value for kind in NATIONAL_KINDS]) | ~Q(country=""),
                violation_error_message=_(
                    "A constitution, code, law or decree belongs to a country: choose it."
                ),
            ),
            models.UniqueConstraint(
                Lower("short_name"),
                name="legalinstrument_short_name_unique",
                violation_error_message=_("Another instrument is already cited by this short name."),
            ),
        ]

    def __str__(self) -> str:
        return self.short_name


class LegalProvision(ReferenceModel):
    """One article, paragraph, principle or rule of a legal instrument."""

    reason_required_for: ClassVar[frozenset[str]] = frozenset({"instrument", "number", "is_active"})

    instrument = models.ForeignKey(
        LegalInstrument, on_delete=models.PROTECT, related_name="provisions", verbose_name=_("instrument")
    )
    number = models.CharField(
        _("number"),
        max_length=30,
        help_text=_('As lawyers cite it, without the word "article": 9(2), 14(3)(d), 378.'),
    )
    heading = models.CharField(
        _("heading"),
        max_length=250,
        help_text=_("What it grants, demands or forbids, in a few words."),
    )
    order = models.CharField(_("order"), max_length=60, editable=False)

    objects = LegalProvisionQuerySet.as_manager()

    class Meta:
        verbose_name = _("legal provision")
        verbose_name_plural = _("legal provisions")
        ordering = ["instrument__country", "instrument__short_name", "order", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="legalprovision_order_given",
                condition=~Q(order=""),
                violation_error_message=_("A provision needs a number with at least one figure or letter."),
            ),
            models.CheckConstraint(
                name="legalprovision_heading_given",
                condition=~Q(heading=""),
                violation_error_message=_("A provision needs a heading."),
            ),
            models.UniqueConstraint(
                fields=["instrument", "number"],
                name="legalprovision_number_unique_in_instrument",
                violation_error_message=_("This instrument already has a provision with this number."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.instrument.short_name} {self.number}"

    def clean(self) -> None:
        """Give the provision its place among the others of its instrument."""
        super().clean()
        self.order = provision_order(self.number)


class Mechanism(ReferenceModel):
    """One procedure of one body by which a case can be taken beyond the State's own courts."""

    reason_required_for: ClassVar[frozenset[str]] = frozenset(
        {"name", "reply_days", "reply_months", "is_active"}
    )

    name = models.CharField(_("name"), max_length=200)
    short_name = models.CharField(_("short name"), max_length=60, help_text=_("As it stands in lists."))
    body = models.CharField(_("body"), max_length=20, choices=MechanismBody.choices)
    reply_days = models.PositiveSmallIntegerField(
        _("reply period in days"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1)],
        help_text=_("Days in which the addressee is expected to answer. Empty where no rule sets them."),
    )
    reply_months = models.PositiveSmallIntegerField(
        _("reply period in months"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1)],
        help_text=_("For rules that count in calendar months. Fill in days or months, never both."),
    )
    reply_rule = models.CharField(
        _("rule on replies"),
        max_length=300,
        blank=True,
        help_text=_("Where the period comes from, or why there is none."),
    )
    how_to_submit = models.TextField(
        _("how to submit"),
        blank=True,
        help_text=_("Who may submit, what to include, and what to do first."),
    )

    objects = ReferenceQuerySet.as_manager()

    class Meta:
        verbose_name = _("mechanism")
        verbose_name_plural = _("mechanisms")
        ordering = ["body", "name", "-pk"]
        constraints = [
            valid_choice("mechanism", "body", MechanismBody),
            models.CheckConstraint(
                name="mechanism_short_name_given",
                condition=~Q(short_name=""),
                violation_error_message=_("A mechanism needs a short name."),
            ),
            models.CheckConstraint(
                name="mechanism_reply_in_days_or_months",
                condition=Q(reply_days=None) | Q(reply_months=None),
                violation_error_message=_("A reply period counts in days or in months, not in both."),
            ),
            models.CheckConstraint(
                name="mechanism_reply_period_positive",
                condition=(Q(reply_days=None) | Q(reply_days__gte=1))
                & (Q(reply_months=None) | Q(reply_months__gte=1)),
                violation_error_message=_("A reply period is at least one day or one month."),
            ),
            models.CheckConstraint(
                name="mechanism_reply_period_has_rule",
                condition=Q(reply_days=None, reply_months=None) | ~Q(reply_rule=""),
                violation_error_message=_("Name the rule that sets the reply period."),
            ),
            models.UniqueConstraint(
                Lower("short_name"),
                name="mechanism_short_name_unique",
                violation_error_message=_("Another mechanism already has this short name."),
            ),
        ]

    def __str__(self) -> str:
        return self.short_name

    def reply_due_on(self, sent_on: date) -> date | None:
        """Return the day by which an answer to what was sent that day is expected, or None without a rule."""
        return reply_due_on(sent_on, days=self.reply_days, months=self.reply_months)
