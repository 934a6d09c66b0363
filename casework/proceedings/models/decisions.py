"""Decisions and the sentences they impose."""

from typing import ClassVar

from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator, RegexValidator
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Length, Substr, Upper
from django.db.models.lookups import Exact, GreaterThanOrEqual, LessThanOrEqual
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from casework.audit.models import AuditedModel
from casework.core.constraints import valid_choice
from casework.proceedings import rules
from casework.proceedings.choices import (
    ENDLESS_KINDS,
    MONEY_KINDS,
    DecisionKind,
    DecisionOutcome,
    SentenceKind,
)
from casework.proceedings.models.agreement import check_same_case
from casework.proceedings.models.proceedings import Proceeding
from casework.proceedings.querysets import DecisionQuerySet, SentenceComponentQuerySet

NOT_A_CURRENCY = _("A currency is a code of three capital letters, as KZT or USD.")


class Decision(AuditedModel):
    """One decision of a court or other authority, taken in one development.

    Which charges it decides is told by the charge events of the same development.
    """

    case_lookup: ClassVar[str] = "proceeding__case"
    development_lookups: ClassVar[tuple[str, ...]] = ("development",)
    person_lookups: ClassVar[tuple[str, ...]] = ("proceeding__defendant",)
    reason_required_for: ClassVar[frozenset[str]] = frozenset({"proceeding"})

    proceeding = models.ForeignKey(
        Proceeding, verbose_name=_("proceeding"), on_delete=models.PROTECT, related_name="decisions"
    )
    development = models.ForeignKey(
        "cases.Development",
        verbose_name=_("development"),
        on_delete=models.PROTECT,
        related_name="decisions",
    )
    authority = models.ForeignKey(
        "persons.Organisation",
        verbose_name=_("authority"),
        on_delete=models.PROTECT,
        related_name="decisions",
        null=True,
        blank=True,
        help_text=_("Who decided; leave empty where the sources do not say."),
    )
    kind = models.CharField(_("kind"), max_length=20, choices=DecisionKind)
    outcome = models.CharField(_("outcome"), max_length=20, choices=DecisionOutcome, blank=True)
    supersedes = models.ForeignKey(
        "self",
        verbose_name=_("supersedes"),
        on_delete=models.PROTECT,
        related_name="superseded_by",
        null=True,
        blank=True,
        help_text=_("The earlier decision that no longer stands because of this one."),
    )

    objects = DecisionQuerySet.as_manager()

    class Meta:
        verbose_name = _("decision")
        verbose_name_plural = _("decisions")
        ordering = [F("development__occurred_earliest").desc(nulls_last=True), "-pk"]
        constraints = [
            valid_choice("decision", "kind", DecisionKind),
            valid_choice("decision", "outcome", DecisionOutcome, blank=True),
            models.UniqueConstraint(
                name="decision_taken_once_per_development",
                fields=["proceeding", "development", "kind"],
                violation_error_message=_("That development already holds this decision."),
            ),
            models.CheckConstraint(
                name="decision_does_not_supersede_itself",
                condition=~Q(supersedes=F("id")),
                violation_error_message=_("A decision does not supersede itself."),
            ),
        ]

    def __str__(self) -> str:
        return _("%(kind)s, %(proceeding)s") % {
            "kind": self.get_kind_display(),
            "proceeding": self.proceeding,
        }

    def clean(self) -> None:
        """Refuse a development, or a superseded decision, of another case."""
        super().clean()
        if self.proceeding_id is None:
            return
        if self.development_id is not None:
            check_same_case(self.proceeding.case_id, development=self.development)
        if self.supersedes is not None and self.supersedes.proceeding.case_id != self.proceeding.case_id:
            raise ValidationError({"supersedes": _("A decision supersedes a decision in the same case.")})


def _currency_is_a_code(field_name: str) -> models.CheckConstraint:
    letters = [Substr(F(field_name), place, 1) for place in (1, 2, 3)]
    is_code = Q(Exact(Length(F(field_name)), 3)) & Q(Exact(F(field_name), Upper(F(field_name))))
    for letter in letters:
        is_code &= Q(GreaterThanOrEqual(letter, "A")) & Q(LessThanOrEqual(letter, "Z"))
    return models.CheckConstraint(
        name=f"sentencecomponent_{field_name}_is_a_code",
        condition=Q(**{field_name: ""}) | is_code,
        violation_error_message=NOT_A_CURRENCY,
    )


def _money_is_whole(amount: str, currency: str) -> models.CheckConstraint:
    return models.CheckConstraint(
        name=f"sentencecomponent_{amount}_with_currency",
        condition=Q(**{f"{amount}__isnull": True, currency: ""})
        | (Q(**{f"{amount}__isnull": False, f"{amount}__gte": 0}) & ~Q(**{currency: ""})),
        violation_error_message=_("An amount of money is a number, not negative, with its currency."),
    )


class SentenceComponent(AuditedModel):
    """One part of what a decision imposes on one person: a term, a sum, a ban."""

    case_lookup: ClassVar[str] = "decision__proceeding__case"
    development_lookups: ClassVar[tuple[str, ...]] = ("decision__development",)
    person_lookups: ClassVar[tuple[str, ...]] = ("person",)

    decision = models.ForeignKey(
        Decision, verbose_name=_("decision"), on_delete=models.PROTECT, related_name="components"
    )
    person = models.ForeignKey(
        "persons.Person",
        verbose_name=_("person"),
        on_delete=models.PROTECT,
        related_name="sentence_components",
    )
    kind = models.CharField(_("kind"), max_length=30, choices=SentenceKind)
    years = models.SmallIntegerField(_("years"), default=0, validators=[MinValueValidator(0)])
    months = models.SmallIntegerField(_("months"), default=0, validators=[MinValueValidator(0)])
    days = models.SmallIntegerField(_("days"), default=0, validators=[MinValueValidator(0)])
    amount = models.DecimalField(
        _("amount"), max_digits=16, decimal_places=2, null=True, blank=True, validators=[MinValueValidator(0)]
    )
    currency = models.CharField(
        _("currency"), max_length=3, blank=True, validators=[RegexValidator(r"^[A-Z]{3}\Z", NOT_A_CURRENCY)]
    )
    equivalent_amount = models.DecimalField(
        _("equivalent as stated"),
        max_digits=16,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(0)],
        help_text=_(
            "The sum in another currency exactly as the source gives it; it is never converted here."
        ),
    )
    equivalent_currency = models.CharField(
        _("currency of the equivalent"),
        max_length=3,
        blank=True,
        validators=[RegexValidator(r"^[A-Z]{3}\Z", NOT_A_CURRENCY)],
    )
    note = models.TextField(_("note"), blank=True, help_text=_("Whatever the figures cannot say."))

    objects = SentenceComponentQuerySet.as_manager()

    class Meta:
        verbose_name = _("part of a sentence")
        verbose_name_plural = _("parts of sentences")
        ordering = ["decision", "-pk"]
        constraints = [
            valid_choice("sentencecomponent", "kind", SentenceKind),
            models.CheckConstraint(
                name="sentencecomponent_length_not_negative",
                condition=Q(years__gte=0, months__gte=0, days__gte=0),
                violation_error_message=_("Years, months and days cannot be negative."),
            ),
            models.CheckConstraint(
                name="sentencecomponent_life_and_death_have_no_length",
                condition=~Q(kind__in=ENDLESS_KINDS) | Q(years=0, months=0, days=0),
                violation_error_message=_("A sentence of life or death has no length."),
            ),
            models.CheckConstraint(
                name="sentencecomponent_money_only_where_due",
                condition=Q(amount=None) | Q(kind__in=MONEY_KINDS),
                violation_error_message=_(
                    "Only a fine, damages, costs or a confiscation is an amount of money."
                ),
            ),
            models.CheckConstraint(
                name="sentencecomponent_equivalent_of_an_amount",
                condition=Q(equivalent_amount=None) | Q(amount__isnull=False),
                violation_error_message=_("An equivalent needs the amount that it is the equivalent of."),
            ),
            _money_is_whole("amount", "currency"),
            _money_is_whole("equivalent_amount", "equivalent_currency"),
            _currency_is_a_code("currency"),
            _currency_is_a_code("equivalent_currency"),
        ]

    def __str__(self) -> str:
        parts = [str(self.get_kind_display())]
        if self.term:
            parts.append(self.length)
        if self.amount is not None:
            parts.append(f"{self.amount:,.2f} {self.currency}".replace(".00 ", " "))
        return ", ".join(parts)

    @property
    def term(self) -> rules.Term:
        """Return its length as the rules count it."""
        return rules.Term(self.years, self.months, self.days)

    @property
    def length(self) -> str:
        """Return the term as people say it: “6 years”, “1 year 6 months”; empty where there is none."""
        counted = [
            (self.years, ngettext("%(count)d year", "%(count)d years", self.years)),
            (self.months, ngettext("%(count)d month", "%(count)d months", self.months)),
            (self.days, ngettext("%(count)d day", "%(count)d days", self.days)),
        ]
        return " ".join(words % {"count": number} for number, words in counted if number)
