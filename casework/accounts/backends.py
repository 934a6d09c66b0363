"""How a person signs in, how that comes on record, and where their permissions come from."""

from typing import Any

from django.contrib.auth.backends import ModelBackend
from django.contrib.auth.models import Permission
from django.db.models import Exists, QuerySet
from django.http import HttpRequest
from django.utils import timezone

from casework.accounts.choices import Role, SignInOutcome
from casework.accounts.models import RestoringRight
from casework.accounts.services import record_refusal, record_sign_in


class RoleBackend(ModelBackend):
    """Signs in active accounts by password; what they may do, they may through their roles.

    But for one right that no role has: a director lets an auditor restore what was recorded, who may as long
    as they are an auditor.
    """

    def _get_user_permissions(self, user_obj: Any) -> QuerySet[Permission]:
        rights = RestoringRight.objects.filter(user=user_obj, user__role_grants__role__name=Role.AUDITOR)
        restoring = Permission.objects.filter(content_type__app_label="audit", codename="restore_record")
        return restoring.filter(Exists(rights))


# A session that code opens, without a request that the application answers, is nobody's signing in.


def on_signed_in(*, request: HttpRequest | None, user: Any, **kwargs: Any) -> None:
    """Put on record that somebody signed in."""
    if hasattr(request, "act"):
        record_sign_in(user=user, outcome=SignInOutcome.SIGNED_IN, at=timezone.now())


def on_signed_out(*, request: HttpRequest | None, user: Any, **kwargs: Any) -> None:
    """Put on record that somebody signed out, if anybody was signed in."""
    if hasattr(request, "act") and user is not None:
        record_sign_in(user=user, outcome=SignInOutcome.SIGNED_OUT, at=timezone.now())


def on_refused(*, request: HttpRequest | None, credentials: dict[str, Any], **kwargs: Any) -> None:
    """Put on record under which name somebody was refused."""
    if hasattr(request, "act"):
        record_refusal(typed_name=credentials.get("username") or "", at=timezone.now())
