"""What is done for the people in a case, for which cases, to whom, and how long a reply may take."""

from typing import ClassVar

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from casework.advocacy.choices import ActionKind, ActionStatus
from casework.advocacy.querysets import (
    ActionQuerySet,
    ActionTargetQuerySet,
    ClockQuerySet,
)
from casework.audit.models import AuditedModel
from casework.cases.querysets import CaseScopedQuerySet
from casework.core.constraints import valid_choice


class Action(AuditedModel):
    """One thing that we or our allies do in the world for the people in one or more cases."""

    case_lookup: ClassVar[str] = ""
    reason_required_for: ClassVar[frozenset[str]] = frozenset({"kind", "status"})

    kind = models.CharField(_("kind"), max_length=30, choices=ActionKind.choices)
    title = models.CharField(
        _("title"),
        max_length=250,
        help_text=_("What colleagues call it, such as “Petition on the January arrests”."),
    )
    status = models.CharField(
        _("status"),
        max_length=12,
        choices=ActionStatus.choices,
        default=ActionStatus.PLANNED,
        help_text=_("An action is done once it has been carried out and stands in its cases' chronologies."),
    )
    lead = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="actions_led",
        verbose_name=_("lead"),
        help_text=_("The colleague who answers for it."),
    )
    planned_on = models.DateField(
        _("planned for"), null=True, blank=True, help_text=_("The day by which it is to be carried out.")
    )
    mechanism = models.ForeignKey(
        "reference.Mechanism",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="actions",
        verbose_name=_("mechanism"),
        help_text=_("The procedure it goes through. Its reply period starts a clock for each target."),
    )
    reference_given = models.CharField(
        _("reference given"),
        max_length=100,
        blank=True,
        help_text=_("The number under which the body that received it keeps it."),
    )
    notes = models.TextField(_("notes"), blank=True)

    objects = ActionQuerySet.as_manager()

    class Meta:
        verbose_name = _("action")
        verbose_name_plural = _("actions")
        ordering = ["-pk"]
        constraints = [
            valid_choice("action", "kind", ActionKind),
            valid_choice("action", "status", ActionStatus),
            models.CheckConstraint(
                name="action_title_given",
                condition=~Q(title=""),
                violation_error_message=_("An action needs a title."),
            ),
        ]
        indexes = [models.Index(fields=["status", "planned_on"], name="action_by_status_and_plan")]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("admin:advocacy_action_change", args=[self.pk])


class ActionCase(AuditedModel):
    """One case that an action serves, with the development that tells of the action there once it is done."""

    case_lookup: ClassVar[str] = "case"
    development_lookups: ClassVar[tuple[str, ...]] = ("development",)
    reason_required_for: ClassVar[frozenset[str]] = frozenset({"case"})

    action = models.ForeignKey(
        Action, on_delete=models.PROTECT, related_name="case_links", verbose_name=_("action")
    )
    case = models.ForeignKey(
        "cases.Case", on_delete=models.PROTECT, related_name="action_links", verbose_name=_("case")
    )
    development = models.ForeignKey(
        "cases.Development",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="action_links",
        verbose_name=_("told by"),
        help_text=_("The development of this case that says when and how the action was carried out."),
    )

    objects = CaseScopedQuerySet.as_manager()

    class Meta:
        verbose_name = _("case of an action")
        verbose_name_plural = _("cases of actions")
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["action", "case"],
                name="actioncase_case_once_per_action",
                violation_error_message=_("The action already serves this case."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case}: {self.action}"

    def clean(self) -> None:
        """Refuse a development of another case."""
        super().clean()
        if self.development and self.development.case_id != self.case_id:
            raise ValidationError({"development": _("Choose a development of the same case.")})


class ActionTarget(AuditedModel):
    """One organisation or person to whom an action is addressed."""

    case_lookup: ClassVar[str] = ""
    secret_with: ClassVar[tuple[str, ...]] = ("action",)
    person_lookups: ClassVar[tuple[str, ...]] = ("person",)

    action = models.ForeignKey(
        Action, on_delete=models.PROTECT, related_name="targets", verbose_name=_("action")
    )
    organisation = models.ForeignKey(
        "persons.Organisation",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="targeted_by",
        verbose_name=_("organisation"),
    )
    person = models.ForeignKey(
        "persons.Person",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="targeted_by",
        verbose_name=_("person"),
        help_text=_("Only for someone addressed in person; otherwise name the organisation."),
    )

    objects = ActionTargetQuerySet.as_manager()

    class Meta:
        verbose_name = _("target")
        verbose_name_plural = _("targets")
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                name="actiontarget_organisation_or_person",
                condition=Q(organisation__isnull=False, person=None)
                | Q(organisation=None, person__isnull=False),
                violation_error_message=_(
                    "Name the organisation or the person it is addressed to, not both."
                ),
            ),
            models.UniqueConstraint(
                fields=["action", "organisation"],
                name="actiontarget_organisation_once_per_action",
                violation_error_message=_("The action is already addressed to this organisation."),
            ),
            models.UniqueConstraint(
                fields=["action", "person"],
                name="actiontarget_person_once_per_action",
                violation_error_message=_("The action is already addressed to this person."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.organisation or self.person)


class Clock(AuditedModel):
    """One period within which a reply to an action is awaited; a response or an opinion ends the wait."""

    case_lookup: ClassVar[str] = ""
    secret_with: ClassVar[tuple[str, ...]] = ("action", "target")
    reason_required_for: ClassVar[frozenset[str]] = frozenset({"started_on", "due_on"})

    action = models.ForeignKey(
        Action, on_delete=models.PROTECT, related_name="clocks", verbose_name=_("action")
    )
    target = models.ForeignKey(
        ActionTarget,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="clocks",
        verbose_name=_("target"),
        help_text=_("Whose reply is awaited. Empty where the rule binds nobody in particular."),
    )
    rule = models.CharField(
        _("rule"), max_length=300, help_text=_("What is awaited, and what sets the period.")
    )
    mechanism = models.ForeignKey(
        "reference.Mechanism",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="clocks",
        verbose_name=_("mechanism"),
        help_text=_("The procedure whose rule this is, if it is one's."),
    )
    started_on = models.DateField(
        _("started on"), help_text=_("The day from which the period counts, such as that of sending.")
    )
    due_on = models.DateField(_("due on"), help_text=_("The last day on which a reply is in time."))
    stopped_by = models.ForeignKey(
        "advocacy.Response",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="clocks_stopped",
        verbose_name=_("stopped by"),
        help_text=_("The response that came."),
    )
    ended_by = models.ForeignKey(
        "advocacy.Opinion",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="clocks_ended",
        verbose_name=_("ended by"),
        help_text=_("The opinion with which the body concluded without waiting any longer."),
    )

    objects = ClockQuerySet.as_manager()

    class Meta:
        verbose_name = _("clock")
        verbose_name_plural = _("clocks")
        ordering = ["due_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="clock_rule_given",
                condition=~Q(rule=""),
                violation_error_message=_("A clock needs the words of its rule."),
            ),
            models.CheckConstraint(
                name="clock_due_not_before_start",
                condition=Q(due_on__gte=F("started_on")),
                violation_error_message=_("A clock cannot fall due before it starts."),
            ),
            models.CheckConstraint(
                name="clock_stopped_or_ended_not_both",
                condition=Q(stopped_by=None) | Q(ended_by=None),
                violation_error_message=_("Either a response stops a clock or an opinion ends it, not both."),
            ),
            models.UniqueConstraint(
                fields=["action", "target", "rule"],
                name="clock_rule_once_per_target",
                violation_error_message=_("This clock already runs for this target."),
            ),
            models.UniqueConstraint(
                fields=["action", "rule"],
                condition=Q(target=None),
                name="clock_rule_once_per_action_without_target",
                violation_error_message=_("This clock already runs for the action."),
            ),
        ]
        indexes = [models.Index(fields=["due_on"], name="clock_by_due_day")]

    def __str__(self) -> str:
        return self.rule

    def clean(self) -> None:
        """Refuse a target, response or opinion of another action."""
        super().clean()
        if self.target and self.target.action_id != self.action_id:
            raise ValidationError({"target": _("Choose a target of the same action.")})
        if self.stopped_by and self.stopped_by.target.action_id != self.action_id:
            raise ValidationError({"stopped_by": _("Choose a response to the same action.")})
        if self.ended_by and self.ended_by.action_id != self.action_id:
            raise ValidationError({"ended_by": _("Choose an opinion on the same action.")})
