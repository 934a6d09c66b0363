"""What every answer carries, and the one line that the log keeps of it."""

import logging
import time
from collections.abc import Callable
from uuid import uuid4

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from config.logging import current_request_id

logger = logging.getLogger(__name__)


class ResponseHeadersMiddleware:
    """Send the Content-Security-Policy with every answer, and keep pages out of every cache."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self.policy = "; ".join(" ".join([name, *sources]) for name, sources in settings.SECURE_CSP.items())

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers.setdefault("Content-Security-Policy", self.policy)
        # Static files and what a view marks as harmless say themselves how long they keep.
        response.headers.setdefault("Cache-Control", "no-store")
        return response


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
