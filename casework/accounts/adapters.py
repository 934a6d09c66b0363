"""How signing in, which allauth does, is done here."""

import logging
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.http import HttpRequest, HttpResponse

from casework.accounts.models import SignIn, User
from casework.core.encryption import decrypt, encrypt

logger = logging.getLogger(__name__)

#: For how long a browser is known again, to each person who signed in with it.
DEVICE_AGE = 365 * 24 * 60 * 60

#: What the secrets of second factors belong to.
FACTORS = "mfa_authenticator.data"

#: Recovery codes stand in for a factor that is lost, and are none.
FACTORS_PROPER = [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]

#: What nobody needs to be told of.
UNSAID = {"account/messages/logged_in.txt", "account/messages/logged_out.txt"}


class AccountAdapter(DefaultAccountAdapter):
    """Accounts are opened by administrators, and entered by username and password or by passkey."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Nobody opens an account of their own."""
        return False

    def add_message(
        self, request: HttpRequest, level: int, message_template: str | None = None, *args: Any, **kwargs: Any
    ) -> None:
        """Tell what happened, unless the page shows it anyway."""
        if message_template not in UNSAID:
            super().add_message(request, level, message_template, *args, **kwargs)

    def post_login(self, request: HttpRequest, user: User, **kwargs: Any) -> HttpResponse:
        """Answer who signed in, and tell them if it was in a browser that they never used before."""
        response = super().post_login(request, user, **kwargs)
        name = settings.DEVICE_COOKIE_NAME.format(user=user.pk)
        if request.get_signed_cookie(name, default=None, salt=name, max_age=DEVICE_AGE) is None:
            if SignIn.objects.of(user).signed_in()[1:2]:
                self.send_notification_mail("account/email/new_device", user)
            response.set_signed_cookie(
                name,
                "known",
                salt=name,
                max_age=DEVICE_AGE,
                secure=settings.SESSION_COOKIE_SECURE,
                httponly=True,
                samesite="Lax",
            )
        return response

    def send_notification_mail(
        self,
        template_prefix: str,
        user: User,
        context: dict[str, Any] | None = None,
        email: str | None = None,
    ) -> None:
        """Tell the person by e-mail what was done with their account.

        That no server takes the mail hinders nothing.
        """
        if user.email:
            try:
                super().send_notification_mail(template_prefix, user, context, user.email)
            except OSError:
                logger.exception("a notice was not sent", extra={"notice": template_prefix})

    def format_email_subject(self, subject: str) -> str:
        """Return the subject as it is."""
        return subject

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:
        """Count wrong passwords for each name from each address, so that none is shut out from afar."""
        return (
            f"{self.get_client_ip(request)}:{super()._get_login_attempts_cache_key(request, **credentials)}"
        )


class FactorAdapter(DefaultMFAAdapter):
    """Second factors, whose secrets are encrypted."""

    def get_totp_label(self, user: User) -> str:
        """Return how the app that shows the codes names the account."""
        return user.username

    def encrypt(self, text: str) -> str:
        """Return a secret as it is kept."""
        return encrypt(text, place=FACTORS)

    def decrypt(self, encrypted_text: str) -> str:
        """Return the secret that is kept so."""
        return decrypt(encrypted_text, place=FACTORS)

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        """Keep the latest second factor where everybody must have one."""
        others = Authenticator.objects.filter(user=authenticator.user_id, type__in=FACTORS_PROPER)
        return not settings.REQUIRE_SECOND_FACTOR or others.exclude(pk=authenticator.pk).exists()
