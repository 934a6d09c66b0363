"""How a person signs in, how that comes on record, and where their permissions come from."""

from typing import Any

from allauth.account.internal.flows.login import record_authentication
from allauth.core import context
from allauth.mfa.models import Authenticator
from django.contrib.auth.backends import ModelBackend
from django.contrib.auth.models import Permission
from django.db.models import Exists, QuerySet
from django.http import HttpRequest
from django.utils import timezone

from casework.accounts.adapters import FACTORS_PROPER
from casework.accounts.choices import Role, SignInOutcome
from casework.accounts.models import RestoringRight, User
from casework.accounts.services import record_refusal, record_sign_in
from casework.accounts.sessions import begin


class RoleBackend(ModelBackend):
    """Signs in active accounts by password; what they may do, they may through their roles.

    But for one right that no role has: a director lets an auditor restore what was recorded, who may as long
    as they are an auditor.
    """

    def get_user(self, user_id: int) -> User | None:
        """Return whose session it is, if they may still sign in."""
        user = User.objects.to_sign_in().filter(pk=user_id).first()
        return user if user and self.user_can_authenticate(user) else None

    def _get_user_permissions(self, user_obj: Any) -> QuerySet[Permission]:
        rights = RestoringRight.objects.filter(user=user_obj, user__role_grants__role__name=Role.AUDITOR)
        restoring = Permission.objects.filter(content_type__app_label="audit", codename="restore_record")
        return restoring.filter(Exists(rights))


# A session that code opens, without a request that the application answers, is nobody's signing in.


def on_signed_in(*, request: HttpRequest | None, user: Any, **kwargs: Any) -> None:
    """Let the session begin, and put on record that somebody signed in."""
    if request is not None:
        begin(request.session)
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


def on_confirmed(*, request: HttpRequest, user: Any, reauthenticated: bool = False, **kwargs: Any) -> None:
    """Put on record that somebody signed in proved again who they are."""
    if reauthenticated and hasattr(request, "act"):
        record_sign_in(user=user, outcome=SignInOutcome.CONFIRMED, at=timezone.now())


def on_factor_refused(*, user: Any, **kwargs: Any) -> None:
    """Put on record that a code or a key was wrong."""
    record_sign_in(user=user, outcome=SignInOutcome.FACTOR_REFUSED, at=timezone.now())


def on_factor_saved(*, instance: Authenticator, created: bool, **kwargs: Any) -> None:
    """Put on record that a second factor or recovery codes came to be.

    The session in which somebody adds a factor counts as one with it: it was proved just now.
    """
    if not created:
        return
    is_factor = instance.type in FACTORS_PROPER
    outcome = SignInOutcome.FACTOR_ADDED if is_factor else SignInOutcome.CODES_MADE
    record_sign_in(user=instance.user, outcome=outcome, at=timezone.now())
    if is_factor and context.request is not None and context.request.user == instance.user:
        record_authentication(context.request, instance.user, "mfa", id=instance.pk, type=str(instance.type))


def on_factor_deleted(*, instance: Authenticator, **kwargs: Any) -> None:
    """Put on record that a second factor is gone."""
    if instance.type in FACTORS_PROPER:
        record_sign_in(user=instance.user, outcome=SignInOutcome.FACTOR_REMOVED, at=timezone.now())
