"""What somebody began to write and has not saved yet."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from casework.workspace.querysets import DraftQuerySet


class Draft(models.Model):
    """A development that one person has begun to describe for one case.

    It is no record: the ledger does not know of it, nobody else sees it, and it is deleted once it is saved.
    """

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("user"), on_delete=models.PROTECT, related_name="drafts"
    )
    case = models.ForeignKey(
        "cases.Case", verbose_name=_("case"), on_delete=models.PROTECT, related_name="drafts"
    )
    values = models.JSONField(_("what was typed"), help_text=_("By the names of the controls."))
    updated_at = models.DateTimeField(_("kept"))

    objects = DraftQuerySet.as_manager()

    class Meta:
        verbose_name = _("draft")
        verbose_name_plural = _("drafts")
        ordering = ["-updated_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "case"],
                name="draft_one_per_person_and_case",
                violation_error_message=_("There is a draft of yours for this case already."),
            ),
        ]

    def __str__(self) -> str:
        return _("draft of %(user)s for %(case)s") % {"user": self.user, "case": self.case}
