"""Erasures: what was asked to be forgotten, and whether a second person consented."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from casework.audit.choices import ErasureDecision
from casework.audit.kinds import name_of
from casework.audit.models.audited import AuditedModel
from casework.audit.querysets import ErasureQuerySet
from casework.core.constraints import valid_choice


class Erasure(AuditedModel):
    """A request that recorded values be erased (Regulation (EU) 2016/679, Article 17), and what came of it.

    Who asked and who decided say the acts in which that was written. They are two persons unless the request
    is withdrawn, which its guards in the database see to.
    """

    is_restorable: ClassVar[bool] = False
    is_erasable: ClassVar[bool] = False

    ground = models.TextField(
        _("ground"), help_text=_("Whose wish or which law demands it. This stays: name nobody here.")
    )
    decision = models.CharField(_("decision"), max_length=10, choices=ErasureDecision, blank=True)

    objects = ErasureQuerySet.as_manager()

    class Meta:
        verbose_name = _("erasure")
        verbose_name_plural = _("erasures")
        ordering = ["-pk"]
        permissions = [("erase_record", _("Can ask for an erasure, and consent to that of another"))]
        constraints = [
            models.CheckConstraint(
                name="erasure_has_ground",
                condition=~Q(ground=""),
                violation_error_message=_("Say on what ground it is to be erased."),
            ),
            valid_choice("erasure", "decision", ErasureDecision, blank=True),
        ]

    def __str__(self) -> str:
        return _("erasure %(number)s") % {"number": self.pk}

    def get_absolute_url(self) -> str:
        return reverse("audit:erasure", args=[self.pk])


class ErasedRecord(AuditedModel):
    """One record of a request, and the version up to which its values are to be erased."""

    is_restorable: ClassVar[bool] = False
    is_erasable: ClassVar[bool] = False

    erasure = models.ForeignKey(
        Erasure, on_delete=models.PROTECT, related_name="records", verbose_name=_("erasure")
    )
    model = models.CharField(_("kind of record"), max_length=100)
    object_id = models.BigIntegerField(_("record"))
    up_to_version = models.PositiveIntegerField(_("up to version"))

    objects = ErasureQuerySet.as_manager()

    class Meta:
        verbose_name = _("record to be erased")
        verbose_name_plural = _("records to be erased")
        ordering = ["erasure", "model", "object_id", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["erasure", "model", "object_id"],
                name="erasedrecord_once_per_erasure",
                violation_error_message=_("This record is part of the request already."),
            ),
        ]

    def __str__(self) -> str:
        return f"{name_of(self.model)} {self.object_id}"
