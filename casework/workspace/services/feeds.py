"""Making and revoking the addresses at which calendar programs read."""

import hashlib
import secrets
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from casework.accounts.models import User
from casework.workspace.choices import DateScope
from casework.workspace.models import CalendarFeed


class FeedRevoked(ValidationError):
    """What is asked can only be done to a feed that still answers."""


@transaction.atomic
def create_feed(
    *, user: User, name: str, scope: DateScope, has_names: bool, at: datetime
) -> tuple[CalendarFeed, str]:
    """Make a feed; return it with its secret, which is kept nowhere and can never be shown again."""
    token = secrets.token_urlsafe(32)
    feed = CalendarFeed(
        user=user,
        name=name,
        scope=scope,
        has_names=has_names,
        token_sha256=sha256_of(token),
        created_at=at,
    )
    feed.full_clean()
    feed.save()
    return feed, token


@transaction.atomic
def revoke_feed(*, feed: CalendarFeed, at: datetime) -> CalendarFeed:
    """Let a feed answer no more, for good; refuses one that is revoked."""
    feed = CalendarFeed.objects.select_for_update().get(pk=feed.pk)
    if feed.is_revoked:
        raise FeedRevoked(_("This feed is revoked already."), code="is_revoked")
    feed.revoked_at = at
    feed.full_clean()
    feed.save()
    return feed


def sha256_of(token: str) -> str:
    """Return what is kept of a secret.

    It is drawn from 256 random bits, so that its plain hash tells nothing, and looking the hash up takes no
    longer for a secret that is nearly right.
    """
    return hashlib.sha256(token.encode()).hexdigest()
