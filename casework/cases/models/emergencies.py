"""That restricted cases were opened in an emergency."""

from datetime import timedelta
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from casework.audit.models import AuditedModel
from casework.cases.models.cases import Case
from casework.cases.querysets import EmergencyAccessQuerySet
from casework.core.constraints import AnHourAfter

#: So long a case stands open that was opened in an emergency.
LASTS = timedelta(hours=1)


class EmergencyAccess(AuditedModel):
    """That a colleague opened a restricted case of another team in an emergency; why, says the act.

    It ends by time alone, or earlier when somebody ends it.
    """

    is_restorable: ClassVar[bool] = False

    case_lookup: ClassVar[str] = "case"

    case = models.ForeignKey(
        Case, verbose_name=_("case"), on_delete=models.PROTECT, related_name="emergencies"
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("colleague"),
        on_delete=models.PROTECT,
        related_name="emergencies",
    )
    opened_at = models.DateTimeField(_("opened"))
    ends_at = models.DateTimeField(_("open until"))

    objects = EmergencyAccessQuerySet.as_manager()

    class Meta:
        verbose_name = _("opening in an emergency")
        verbose_name_plural = _("openings in an emergency")
        ordering = ["-opened_at", "-pk"]
        permissions = [
            ("open_in_emergency", _("Can open a restricted case of another team for an hour")),
            ("end_emergency", _("Can end what a colleague opened in an emergency")),
        ]
        indexes = [models.Index(fields=["user", "ends_at"], name="emergencyaccess_running")]
        constraints = [
            models.CheckConstraint(
                name="emergencyaccess_ends_not_before_opened",
                condition=Q(ends_at__gte=F("opened_at")),
                violation_error_message=_("What was opened cannot end before that."),
            ),
            models.CheckConstraint(
                name="emergencyaccess_ends_within_the_hour",
                condition=Q(ends_at__lte=AnHourAfter(F("opened_at"))),
                violation_error_message=_("An opening in an emergency lasts an hour at most."),
            ),
        ]

    def __str__(self) -> str:
        return _("%(case)s, by %(name)s") % {"case": self.case, "name": self.user}

    def get_absolute_url(self) -> str:
        return reverse("workspace:emergency", args=[self.pk])
