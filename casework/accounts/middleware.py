"""What holds of every session, whichever page is asked for."""

from collections.abc import Callable
from typing import Any

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _

from casework.accounts.sessions import (
    confirming_address,
    has_second_factor,
    is_confirmed,
    is_over,
    note_seen,
)

#: The pages on which a second factor is added, and the way out.
BEFORE_SECOND_FACTOR = frozenset(
    {
        "mfa_index",
        "mfa_activate_totp",
        "mfa_add_webauthn",
        "account_reauthenticate",
        "account_logout",
    }
)


class SessionRulesMiddleware:
    """Ends sessions that are over, and lets nobody further than to a second factor who must have one.

    For what must not happen at a desk that somebody left, it asks again who is there. Whatever signs somebody
    out has their browser forget what it kept.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer, if the session goes on."""
        was_signed_in = request.user.is_authenticated
        if was_signed_in and is_over(request.session):
            response = self._send_to_sign_in(request, _("Your session is over. Sign in again to go on."))
        else:
            if was_signed_in:
                note_seen(request.session)
            response = self.get_response(request)
        if was_signed_in and not request.user.is_authenticated:
            response.headers["Clear-Site-Data"] = '"cache", "storage"'
        return response

    def process_view(
        self, request: HttpRequest, view: Callable[..., HttpResponse], args: Any, kwargs: Any
    ) -> HttpResponse | None:
        """Send whoever must prove more to where they do so."""
        page = request.resolver_match.view_name if request.resolver_match else ""
        if not request.user.is_authenticated or not getattr(view, "login_required", True):
            return None
        if settings.REQUIRE_SECOND_FACTOR and not has_second_factor(request):
            return None if page in BEFORE_SECOND_FACTOR else self._send_to_second_factor(request)
        if page in settings.CONFIRMED_PAGES and not is_confirmed(request):
            return redirect_to_login(request.get_full_path(), confirming_address(request))
        return None

    def _send_to_second_factor(self, request: HttpRequest) -> HttpResponse:
        if is_mfa_enabled(request.user):
            return self._send_to_sign_in(request, _("Sign in with your second factor."))
        messages.info(
            request, _("Before anything else, add a second factor: an app that shows codes, or a passkey.")
        )
        return HttpResponseRedirect(reverse("mfa_index"))

    def _send_to_sign_in(self, request: HttpRequest, words: str) -> HttpResponse:
        logout(request)
        messages.info(request, words)
        return redirect_to_login(request.get_full_path() if request.method == "GET" else "")
