"""What is to be done in a case, and what the people in it have agreed to."""

from typing import ClassVar

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from casework.audit.models import AuditedModel
from casework.cases.choices import ConsentUse, TaskOrigin
from casework.cases.models.cases import Case
from casework.cases.querysets import ConsentQuerySet, TaskQuerySet
from casework.core.constraints import valid_choice

TITLE_LENGTH = 200


class Task(AuditedModel):
    """Something a colleague is to do for a case, written down by hand or asked for by what is on record."""

    case_lookup: ClassVar[str] = "case"

    case = models.ForeignKey(Case, verbose_name=_("case"), on_delete=models.PROTECT, related_name="tasks")
    title = models.CharField(_("title"), max_length=TITLE_LENGTH)
    notes = models.TextField(_("notes"), blank=True)
    due_on = models.DateField(
        _("due on"), null=True, blank=True, help_text=_("The day by which it must be done.")
    )
    remind_on = models.DateField(
        _("remind on"), null=True, blank=True, help_text=_("The day on which it should come up on the desk.")
    )
    assignee = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("assigned to"),
        on_delete=models.PROTECT,
        related_name="tasks",
        null=True,
        blank=True,
    )
    done_on = models.DateField(_("done on"), null=True, blank=True)
    done_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("done by"),
        on_delete=models.PROTECT,
        related_name="tasks_done",
        null=True,
        blank=True,
    )
    origin = models.CharField(
        _("origin"),
        max_length=12,
        choices=TaskOrigin,
        default=TaskOrigin.HAND,
        help_text=_("What gave rise to the task."),
    )
    cause = models.PositiveBigIntegerField(
        _("cause"),
        null=True,
        blank=True,
        editable=False,
        help_text=_("The number of the hearing, clock or restriction that gave rise to it."),
    )

    objects = TaskQuerySet.as_manager()

    class Meta:
        verbose_name = _("task")
        verbose_name_plural = _("tasks")
        ordering = [F("due_on").asc(nulls_last=True), "-pk"]
        indexes = [models.Index(fields=["assignee", "done_on", "due_on"], name="task_of_assignee")]
        constraints = [
            models.CheckConstraint(
                name="task_reminded_not_after_due",
                condition=Q(remind_on=None) | Q(due_on=None) | Q(remind_on__lte=F("due_on")),
                violation_error_message=_("The reminder cannot come after the task is due."),
            ),
            models.CheckConstraint(
                name="task_done_by_someone_on_a_day",
                condition=Q(done_on__isnull=True, done_by__isnull=True)
                | Q(done_on__isnull=False, done_by__isnull=False),
                violation_error_message=_(
                    "A task that is done has both the day and the colleague who did it."
                ),
            ),
            models.CheckConstraint(
                name="task_has_cause_unless_by_hand",
                condition=Q(origin=TaskOrigin.HAND, cause__isnull=True)
                | ~Q(origin=TaskOrigin.HAND) & Q(cause__isnull=False),
                violation_error_message=_("A task has a cause, unless somebody wrote it down by hand."),
            ),
            models.UniqueConstraint(
                fields=["origin", "cause"],
                name="task_once_for_each_cause",
                violation_error_message=_("This already gave rise to a task."),
            ),
            valid_choice("task", "origin", TaskOrigin),
        ]

    def __str__(self) -> str:
        return self.title

    def clean(self) -> None:
        """Check, while it is not done, that whoever is to do it may know of the case."""
        super().clean()
        if self.is_done or self.assignee_id is None or self.case_id is None:
            return
        if not Case.objects.visible_to(self.assignee).filter(pk=self.case_id).exists():
            raise ValidationError(
                {"assignee": _("This colleague cannot see the case: put them on its team first.")}
            )

    @property
    def is_done(self) -> bool:
        """Whether the task needs nobody any more."""
        return self.done_on is not None


class Consent(AuditedModel):
    """That a person, or someone who may speak for them, agreed to one use of what we know of them."""

    case_lookup: ClassVar[str] = "case"
    person_lookups: ClassVar[tuple[str, ...]] = ("person",)
    reason_required_for: ClassVar[frozenset[str]] = frozenset({"person", "use", "withdrawn_on"})

    case = models.ForeignKey(Case, verbose_name=_("case"), on_delete=models.PROTECT, related_name="consents")
    person = models.ForeignKey(
        "persons.Person",
        verbose_name=_("person"),
        on_delete=models.PROTECT,
        related_name="consents",
        help_text=_("The person whose story may be used."),
    )
    use = models.CharField(_("use"), max_length=20, choices=ConsentUse)
    given_by = models.CharField(
        _("given by"),
        max_length=200,
        help_text=_("Who gave it and how: “himself, by letter”, “his sister, by telephone”."),
    )
    given_on = models.DateField(_("given on"))
    document = models.ForeignKey(
        "sources.Source",
        verbose_name=_("document"),
        on_delete=models.PROTECT,
        related_name="consents",
        null=True,
        blank=True,
        help_text=_("The letter or form, if there is one."),
    )
    withdrawn_on = models.DateField(_("withdrawn on"), null=True, blank=True)

    objects = ConsentQuerySet.as_manager()

    class Meta:
        verbose_name = _("consent")
        verbose_name_plural = _("consents")
        ordering = ["-given_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="consent_withdrawn_not_before_given",
                condition=Q(withdrawn_on=None) | Q(withdrawn_on__gte=F("given_on")),
                violation_error_message=_("A consent cannot be withdrawn before it was given."),
            ),
            models.UniqueConstraint(
                fields=["case", "person", "use"],
                condition=Q(withdrawn_on=None),
                name="consent_standing_once_for_each_use",
                violation_error_message=_("This consent is already recorded and stands."),
            ),
            valid_choice("consent", "use", ConsentUse),
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.get_use_display()}"
