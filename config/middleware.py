"""What every answer carries, and the one line that the log keeps of it."""

import logging
import time
from collections.abc import Callable
from uuid import uuid4

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from config.logging import current_request_id

logger = logging.getLogger(__name__)


class ResponseHeadersMiddleware:
    """Send with every answer what a browser may do with it, and keep all but static files out of every cache.

    It stands before all others, so that what they answer themselves, a refusal or a redirect, has it as well.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self.headers = {
            "Content-Security-Policy": "; ".join(
                " ".join([name, *sources]) for name, sources in settings.SECURE_CSP.items()
            ),
            "Permissions-Policy": ", ".join(
                f"{name}=({allowed})" for name, allowed in settings.PERMISSIONS_POLICY.items()
            ),
            "Cross-Origin-Opener-Policy": settings.SECURE_CROSS_ORIGIN_OPENER_POLICY,
            "Cross-Origin-Resource-Policy": "same-origin",
            "Cross-Origin-Embedder-Policy": "require-corp",
            "Referrer-Policy": settings.SECURE_REFERRER_POLICY,
            "X-Content-Type-Options": "nosniff",
            "X-Frame-Options": settings.X_FRAME_OPTIONS,
            # Static files say themselves how long they keep.
            "Cache-Control": "no-store",
        }

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        for name, value in self.headers.items():
            response.headers.setdefault(name, value)
        return response


class RequestSizeMiddleware:
    """Refuse a request that is larger than any form of ours, before anything of it is read.

    Files can be brought by whoever is signed in; a visitor has none to bring, and so less room.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        size = _size_of(request)
        # Who asks is looked up only where that makes a difference.
        if size > settings.DATA_UPLOAD_MAX_MEMORY_SIZE and (
            size > settings.REQUEST_MAX_BYTES or not request.user.is_authenticated
        ):
            return render(request, "413.html", status=413)
        return self.get_response(request)


def _size_of(request: HttpRequest) -> int:
    """Return how long the request says that it is, which is all that is ever read of it."""
    try:
        return int(request.META.get("CONTENT_LENGTH") or 0)
    except ValueError:
        return 0


class NumberedRequest(HttpRequest):
    """A request with the id under which the log and the ledger know it."""

    request_id: str


class RequestLogMiddleware:
    """Give each request an id of ours, and log how it was answered."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: NumberedRequest) -> HttpResponse:
        # An id sent along is not taken over: it could carry anything into the log.
        request.request_id = uuid4().hex
        context = current_request_id.set(request.request_id)
        began = time.perf_counter()
        try:
            response = self.get_response(request)
            response.headers["X-Request-ID"] = request.request_id
            logger.info(
                "answered",
                extra={
                    "method": request.method,
                    "route": request.resolver_match.route if request.resolver_match else None,
                    "status": response.status_code,
                    "duration_ms": round((time.perf_counter() - began) * 1000, 1),
                },
            )
            return response
        finally:
            current_request_id.reset(context)
