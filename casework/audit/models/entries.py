"""Change sets and their entries: the ledger itself."""

import json
from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from casework.audit.choices import Kind, Origin
from casework.audit.identifiers import new_id
from casework.audit.querysets import AppendOnlyQuerySet
from casework.core.constraints import valid_choice

#: What an entry holds in the place of its values once they are erased. No row is without columns.
ERASED = "{}"


class ChangeSet(models.Model):
    """One act of one person: who, when, through what, and why."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    actor_id = models.BigIntegerField(_("actor's number"), null=True)
    actor_name = models.TextField(_("who"), help_text=_("The name as it was at the time."))
    actor_role = models.TextField(_("role"), blank=True, help_text=_("The roles held at the time."))
    origin = models.CharField(_("through"), max_length=10, choices=Origin)
    reason = models.TextField(_("reason"), blank=True)
    request_id = models.CharField(_("request"), max_length=36, blank=True)
    at = models.DateTimeField(_("when"))

    objects = AppendOnlyQuerySet.as_manager()

    class Meta:
        verbose_name = _("change set")
        verbose_name_plural = _("change sets")
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["at"], name="change_set_by_time")]
        constraints = [valid_choice("changeset", "origin", Origin)]

    def __str__(self) -> str:
        return f"{self.actor_name or _('nobody signed in')}, {self.at:%Y-%m-%d %H:%M}"


class Entry(models.Model):
    """One row as one act left it: its values, sealed with a salted commitment."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    change_set = models.ForeignKey(
        ChangeSet, verbose_name=_("change set"), on_delete=models.PROTECT, related_name="entries"
    )
    model = models.CharField(_("kind of record"), max_length=100)
    object_id = models.BigIntegerField(_("record"))
    version = models.PositiveIntegerField(_("version"))
    kind = models.CharField(_("what became of it"), max_length=10, choices=Kind)
    case_id = models.BigIntegerField(_("case"), null=True)
    values = models.TextField(_("values"), help_text=_("Canonical JSON of the row after the act."))
    salt = models.BinaryField(_("salt"))
    commitment = models.BinaryField(_("commitment"), help_text=_("SHA-256 over the salt and the values."))

    objects = AppendOnlyQuerySet.as_manager()

    class Meta:
        verbose_name = _("entry")
        verbose_name_plural = _("entries")
        permissions = [("restore_record", _("Can restore what was recorded"))]
        ordering = ["-pk"]
        indexes = [models.Index(fields=["case_id", "id"], name="entry_by_case")]
        constraints = [
            models.UniqueConstraint(
                fields=["model", "object_id", "version"],
                name="entry_version_unique",
                violation_error_message=_("A record has one entry for each of its versions."),
            ),
            models.CheckConstraint(
                name="entry_version_from_one",
                condition=Q(version__gte=1),
                violation_error_message=_("Versions are counted from one."),
            ),
            models.CheckConstraint(
                name="entry_first_version_created",
                condition=~Q(version=1) | Q(kind=Kind.CREATED),
                violation_error_message=_("A record's first entry is its creation."),
            ),
            valid_choice("entry", "kind", Kind),
        ]

    def __str__(self) -> str:
        return f"{self.model} {self.object_id}, version {self.version}"

    @property
    def is_erased(self) -> bool:
        """Whether its values were erased; its commitment then stands for what nobody can read any more."""
        return self.values == ERASED

    def read(self) -> dict[str, Any]:
        """Return the values after the act, by field name; none if they were erased."""
        return json.loads(self.values)
