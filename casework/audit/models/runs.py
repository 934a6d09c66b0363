"""Runs: what the machine was asked to do with the whole ledger, and how far it is."""

from datetime import timedelta

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from casework.audit.choices import RunKind
from casework.core.constraints import valid_choice


class Run(models.Model):
    """One verification, proof or sweep that somebody asked for, worked on by a process of its own.

    No part of the record: it can be asked for again.
    """

    kind = models.CharField(_("what for"), max_length=12, choices=RunKind)
    actor_id = models.BigIntegerField(_("number of who asked"), null=True)
    actor_name = models.TextField(_("who asked"), help_text=_("The name as it was at the time."))
    cases = models.JSONField(_("cases"), default=list, help_text=_("The numbers of the cases to be proven."))
    begun_at = models.DateTimeField(_("begun"))
    alive_at = models.DateTimeField(_("latest sign of life"))
    ended_at = models.DateTimeField(_("ended"), null=True)
    progress = models.PositiveSmallIntegerField(_("percent done"), default=0)
    holds = models.BooleanField(_("holds"), default=False, help_text=_("Whether it ended well."))
    counts = models.JSONField(_("counts"), default=dict)
    discrepancies = models.JSONField(_("discrepancies"), default=list)

    class Meta:
        verbose_name = _("run")
        verbose_name_plural = _("runs")
        ordering = ["-begun_at", "-pk"]
        default_permissions = ()
        constraints = [
            valid_choice("run", "kind", RunKind),
            models.CheckConstraint(
                name="run_progress_in_percent",
                condition=Q(progress__lte=100),
                violation_error_message=_("Progress is counted in percent."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}, {self.begun_at:%Y-%m-%d %H:%M}"

    @property
    def is_short(self) -> bool:
        """Whether it ended within a minute."""
        return self.ended_at is not None and self.ended_at - self.begun_at < timedelta(minutes=1)
