"""How far people have read."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class LastLook(models.Model):
    """Until when one person has read what others changed; no part of the record, and not audited."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, verbose_name=_("user"), on_delete=models.PROTECT, related_name="last_look"
    )
    seen_at = models.DateTimeField(_("read until"))

    class Meta:
        verbose_name = _("last look")
        verbose_name_plural = _("last looks")
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.user}: {self.seen_at:%Y-%m-%d %H:%M}"
