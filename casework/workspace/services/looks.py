"""Noting how far people have read."""

from datetime import datetime

from django.db import transaction

from casework.accounts.models import User
from casework.workspace.models import LastLook


@transaction.atomic
def mark_read(*, user: User, until: datetime) -> LastLook:
    """Note that this person has read what others changed up to a moment; it never goes back."""
    look, _is_new = LastLook.objects.select_for_update().get_or_create(user=user, defaults={"seen_at": until})
    if look.seen_at < until:
        look.seen_at = until
        look.save(update_fields=["seen_at"])
    return look
