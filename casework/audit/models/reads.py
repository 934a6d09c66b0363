"""Reads: who looked at what."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from casework.audit.choices import HowRead
from casework.audit.identifiers import new_id
from casework.audit.querysets import ReadQuerySet
from casework.core.constraints import valid_choice


class Read(models.Model):
    """That a part of the record was shown to somebody: a row of a case, what was found, a file, a page."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    actor_id = models.BigIntegerField(_("reader's number"), null=True)
    actor_name = models.TextField(_("who"), help_text=_("The name as it was at the time."))
    actor_role = models.TextField(_("role"), blank=True, help_text=_("The roles held at the time."))
    at = models.DateTimeField(_("when"))
    how = models.CharField(_("how"), max_length=10, choices=HowRead)
    model = models.CharField(_("kind of record"), max_length=100, blank=True)
    object_id = models.BigIntegerField(_("record"), null=True)
    case_id = models.BigIntegerField(_("case"), null=True)
    words = models.TextField(
        _("asked for"), blank=True, help_text=_("The words searched for, or the address with its filters.")
    )
    rows = models.PositiveIntegerField(_("rows"), default=1, help_text=_("How many records were shown."))
    is_restricted = models.BooleanField(
        _("restricted"), default=False, help_text=_("Whether something restricted was among them.")
    )
    request_id = models.CharField(_("request"), max_length=36, blank=True)

    objects = ReadQuerySet.as_manager()

    class Meta:
        verbose_name = _("read")
        verbose_name_plural = _("reads")
        ordering = ["-at", "-pk"]
        default_permissions = ()
        indexes = [
            models.Index(fields=["at", "id"], name="read_by_time"),
            models.Index(fields=["actor_id", "at"], name="read_by_person"),
            models.Index(fields=["case_id", "at"], name="read_by_case"),
        ]
        constraints = [valid_choice("read", "how", HowRead)]

    def __str__(self) -> str:
        return f"{self.actor_name}, {self.at:%Y-%m-%d %H:%M}: {self.get_how_display()}"
