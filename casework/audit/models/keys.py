"""The keys under which columns are encrypted, each of them itself encrypted."""

import uuid

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class EncryptionKey(models.Model):
    """What encrypts the columns that belong to one record; see ``casework.audit.encrypted``.

    Without its row, nobody reads what it encrypted, in the ledger and in backups neither.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    owner = models.CharField(
        _("belongs to"), max_length=100, unique=True, help_text=_("Kind and number of a record.")
    )
    wrapped = models.TextField(_("key"), help_text=_("As nobody reads it without the key file."))
    created_at = models.DateTimeField(_("made"), default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("encryption key")
        verbose_name_plural = _("encryption keys")
        ordering = ["-created_at", "-pk"]
        default_permissions = ()

    def __str__(self) -> str:
        return self.owner
