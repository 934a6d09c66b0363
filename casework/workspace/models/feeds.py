"""Private addresses at which calendar programs read."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Length
from django.db.models.lookups import Exact
from django.utils.translation import gettext_lazy as _

from casework.audit.models import AuditedModel
from casework.core.constraints import valid_choice
from casework.workspace.choices import DateScope
from casework.workspace.querysets import CalendarFeedQuerySet


class CalendarFeed(AuditedModel):
    """One address at which one person's calendar program reads the dates that person may know of.

    Whoever has the address can read it. It is shown once and kept only as the hash of its secret part.
    """

    is_restorable: ClassVar[bool] = False
    case_lookup: ClassVar[str] = ""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("user"),
        on_delete=models.PROTECT,
        related_name="calendar_feeds",
    )
    name = models.CharField(
        _("name"), max_length=100, help_text=_("Where you will read it, such as “work telephone”.")
    )
    token_sha256 = models.CharField(_("SHA-256 of the secret"), max_length=64, editable=False)
    scope = models.CharField(_("whose dates"), max_length=10, choices=DateScope, default=DateScope.MINE)
    has_names = models.BooleanField(
        _("with names"),
        default=False,
        help_text=_(
            "Without this, an event reads “Hearing, KZ-2022-001”. With it, whoever gets hold of the "
            "telephone, or of the calendar's server, reads who is concerned."
        ),
    )
    created_at = models.DateTimeField(_("made"))
    revoked_at = models.DateTimeField(_("revoked"), null=True, blank=True)

    objects = CalendarFeedQuerySet.as_manager()

    class Meta:
        verbose_name = _("calendar feed")
        verbose_name_plural = _("calendar feeds")
        ordering = ["-created_at", "-pk"]
        constraints = [
            valid_choice("calendarfeed", "scope", DateScope),
            models.CheckConstraint(
                name="calendarfeed_named",
                condition=~Q(name=""),
                violation_error_message=_("Give the feed a name by which you will know it."),
            ),
            models.CheckConstraint(
                name="calendarfeed_keeps_a_hash",
                condition=Q(Exact(Length("token_sha256"), 64)),
                violation_error_message=_("A feed keeps the hash of its secret, and nothing else of it."),
            ),
            models.CheckConstraint(
                name="calendarfeed_revoked_not_before_made",
                condition=Q(revoked_at=None) | Q(revoked_at__gte=F("created_at")),
                violation_error_message=_("A feed cannot be revoked before it was made."),
            ),
            models.UniqueConstraint(
                fields=["token_sha256"],
                name="calendarfeed_secret_once",
                violation_error_message=_("Another feed has this address."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_revoked(self) -> bool:
        """Whether the address answers no more."""
        return self.revoked_at is not None
