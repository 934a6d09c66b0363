"""What a body concluded on a petition, and what followed."""

from typing import ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from casework.advocacy.choices import FollowUpItem, FollowUpResult, GovernmentReply, OpinionOutcome
from casework.advocacy.models.actions import Action
from casework.advocacy.querysets import OpinionQuerySet, SharedSecrecyQuerySet
from casework.audit.models import AuditedModel
from casework.cases.choices import WgadCategory
from casework.core.constraints import partial_date_constraints, valid_choice
from casework.core.fields import PartialDateField


class Opinion(AuditedModel):
    """One published conclusion of a body on what was put before it, such as a WGAD opinion."""

    case_lookup: ClassVar[str] = ""
    secret_with: ClassVar[tuple[str, ...]] = ("action",)
    reason_required_for: ClassVar[frozenset[str]] = frozenset({"number", "symbol", "outcome"})

    action = models.ForeignKey(
        Action,
        on_delete=models.PROTECT,
        related_name="opinions",
        verbose_name=_("action"),
        help_text=_("The petition or communication that it answers."),
    )
    number = models.CharField(_("number"), max_length=30, help_text=_("Such as 10/2013."))
    symbol = models.CharField(
        _("document symbol"), max_length=60, blank=True, help_text=_("Such as A/HRC/WGAD/2013/10.")
    )
    session = models.CharField(
        _("session"), max_length=100, blank=True, help_text=_("Its number, and its days if they matter.")
    )
    adopted = PartialDateField(_("adopted"), help_text=_("The day printed on the document."))
    government_reply = models.CharField(
        _("government's reply"),
        max_length=10,
        choices=GovernmentReply.choices,
        default=GovernmentReply.UNKNOWN,
        help_text=_("Whether the government answered the communication, as the opinion states it."),
    )
    outcome = models.CharField(_("outcome"), max_length=16, choices=OpinionOutcome.choices)

    objects = OpinionQuerySet.as_manager()

    class Meta:
        verbose_name = _("opinion")
        verbose_name_plural = _("opinions")
        ordering = [F("adopted_earliest").desc(nulls_last=True), "-pk"]
        constraints = [
            valid_choice("opinion", "government_reply", GovernmentReply),
            valid_choice("opinion", "outcome", OpinionOutcome),
            *partial_date_constraints("opinion", "adopted"),
            models.CheckConstraint(
                name="opinion_number_given",
                condition=~Q(number=""),
                violation_error_message=_("An opinion needs its number."),
            ),
            models.UniqueConstraint(
                fields=["action", "number"],
                name="opinion_number_once_per_action",
                violation_error_message=_("This opinion is already recorded for the action."),
            ),
        ]

    def __str__(self) -> str:
        return self.number


class OpinionCategory(AuditedModel):
    """One of the five categories in which an opinion finds a detention arbitrary."""

    case_lookup: ClassVar[str] = ""
    secret_with: ClassVar[tuple[str, ...]] = ("opinion",)

    opinion = models.ForeignKey(
        Opinion, on_delete=models.PROTECT, related_name="categories", verbose_name=_("opinion")
    )
    category = models.CharField(_("category"), max_length=3, choices=WgadCategory.choices)

    objects = SharedSecrecyQuerySet.as_manager()

    class Meta:
        verbose_name = _("category of an opinion")
        verbose_name_plural = _("categories of opinions")
        ordering = ["category", "-pk"]
        constraints = [
            valid_choice("opinioncategory", "category", WgadCategory),
            models.UniqueConstraint(
                fields=["opinion", "category"],
                name="opinioncategory_once_per_opinion",
                violation_error_message=_("The opinion already has this category."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.get_category_display())

    def clean(self) -> None:
        """Refuse a category where the detention was not found arbitrary."""
        super().clean()
        opinion = getattr(self, "opinion", None)
        if opinion and opinion.outcome != OpinionOutcome.ARBITRARY:
            raise ValidationError(_("Only an opinion that finds the detention arbitrary has categories."))


class OpinionProvision(AuditedModel):
    """One provision of law that an opinion finds breached."""

    case_lookup: ClassVar[str] = ""
    secret_with: ClassVar[tuple[str, ...]] = ("opinion",)

    opinion = models.ForeignKey(
        Opinion, on_delete=models.PROTECT, related_name="provisions", verbose_name=_("opinion")
    )
    provision = models.ForeignKey(
        "reference.LegalProvision",
        on_delete=models.PROTECT,
        related_name="opinions",
        verbose_name=_("provision"),
    )

    objects = SharedSecrecyQuerySet.as_manager()

    class Meta:
        verbose_name = _("provision found breached")
        verbose_name_plural = _("provisions found breached")
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["opinion", "provision"],
                name="opinionprovision_once_per_opinion",
                violation_error_message=_("The opinion already names this provision."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.provision)


class OpinionFollowUp(AuditedModel):
    """One thing that an opinion asked for, and what is known to have been done about it."""

    case_lookup: ClassVar[str] = ""
    secret_with: ClassVar[tuple[str, ...]] = ("opinion",)
    reason_required_for: ClassVar[frozenset[str]] = frozenset({"result"})

    opinion = models.ForeignKey(
        Opinion, on_delete=models.PROTECT, related_name="follow_ups", verbose_name=_("opinion")
    )
    item = models.CharField(_("what was asked"), max_length=16, choices=FollowUpItem.choices)
    result = models.CharField(
        _("result"), max_length=10, choices=FollowUpResult.choices, default=FollowUpResult.UNKNOWN
    )
    known = PartialDateField(_("known since"), help_text=_("When it was done, or found not to be."))
    notes = models.TextField(_("notes"), blank=True)

    objects = SharedSecrecyQuerySet.as_manager()

    class Meta:
        verbose_name = _("follow-up of an opinion")
        verbose_name_plural = _("follow-ups of opinions")
        ordering = ["-pk"]
        constraints = [
            valid_choice("opinionfollowup", "item", FollowUpItem),
            valid_choice("opinionfollowup", "result", FollowUpResult),
            *partial_date_constraints("opinionfollowup", "known"),
        ]

    def __str__(self) -> str:
        return f"{self.get_item_display()}: {self.get_result_display()}"
