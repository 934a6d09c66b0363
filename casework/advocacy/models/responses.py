"""What those addressed answered, and what changed."""

from typing import ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from casework.advocacy.choices import ImpactLevel
from casework.advocacy.models.actions import Action, ActionTarget
from casework.advocacy.models.demands import Demand
from casework.advocacy.querysets import ImpactQuerySet, ResponseQuerySet
from casework.audit.models import AuditedModel
from casework.core.constraints import valid_choice
from casework.reference.choices import Vocabulary


class Response(AuditedModel):
    """One answer of a target to an action, in one case; or the record that none came."""

    case_lookup: ClassVar[str] = "development__case"
    development_lookups: ClassVar[tuple[str, ...]] = ("development",)
    secret_with: ClassVar[tuple[str, ...]] = ("target",)
    reason_required_for: ClassVar[frozenset[str]] = frozenset({"target", "kind"})

    target = models.ForeignKey(
        ActionTarget, on_delete=models.PROTECT, related_name="responses", verbose_name=_("target")
    )
    development = models.ForeignKey(
        "cases.Development",
        on_delete=models.PROTECT,
        related_name="responses",
        verbose_name=_("development"),
        help_text=_("When and how the answer came, in the case it is about."),
    )
    kind = models.ForeignKey(
        "reference.Term",
        on_delete=models.PROTECT,
        limit_choices_to={"vocabulary": Vocabulary.RESPONSE},
        related_name="responses",
        verbose_name=_("kind"),
        help_text=_("Any reply stops the clocks of its target; silence and confirmations of receipt do not."),
    )
    text = models.TextField(_("text"), blank=True, help_text=_("What was answered, or its gist."))

    objects = ResponseQuerySet.as_manager()

    class Meta:
        verbose_name = _("response")
        verbose_name_plural = _("responses")
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["target", "development"],
                name="response_once_per_target_and_development",
                violation_error_message=_("This development already records an answer of this target."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.target}: {self.kind}"

    def clean(self) -> None:
        """Refuse a term of another vocabulary, and a development of a case that the action does not serve."""
        super().clean()
        kind, target = getattr(self, "kind", None), getattr(self, "target", None)
        if kind and kind.vocabulary != Vocabulary.RESPONSE:
            raise ValidationError({"kind": _("Choose a kind of response.")})
        action, development = getattr(target, "action", None), getattr(self, "development", None)
        if action and development and not action.case_links.filter(case=development.case_id).exists():
            raise ValidationError({"development": _("Choose a development of a case the action serves.")})


class Impact(AuditedModel):
    """One assessment of what an action or a demand changed."""

    case_lookup: ClassVar[str] = "demand__case"
    secret_with: ClassVar[tuple[str, ...]] = ("action", "demand")
    reason_required_for: ClassVar[frozenset[str]] = frozenset({"level"})

    action = models.ForeignKey(
        Action,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="impacts",
        verbose_name=_("action"),
        help_text=_("Assess either an action or a demand."),
    )
    demand = models.ForeignKey(
        Demand,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="impacts",
        verbose_name=_("demand"),
    )
    level = models.CharField(
        _("impact"),
        max_length=16,
        choices=ImpactLevel.choices,
        help_text=_("What became of the situation of those concerned, for better or worse."),
    )
    why = models.TextField(_("why"), help_text=_("What shows that it changed, and that this changed it."))
    assessed_on = models.DateField(_("assessed on"), help_text=_("Impact can be assessed again later."))

    objects = ImpactQuerySet.as_manager()

    class Meta:
        verbose_name = _("impact")
        verbose_name_plural = _("impacts")
        ordering = ["-assessed_on", "-pk"]
        constraints = [
            valid_choice("impact", "level", ImpactLevel),
            models.CheckConstraint(
                name="impact_of_an_action_or_a_demand",
                condition=Q(action__isnull=False, demand=None) | Q(action=None, demand__isnull=False),
                violation_error_message=_("Impact is assessed of either an action or a demand: choose one."),
            ),
            models.CheckConstraint(
                name="impact_why_given",
                condition=~Q(why=""),
                violation_error_message=_("Say what the assessment rests on."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.action or self.demand}: {self.get_level_display()}"
