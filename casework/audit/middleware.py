"""One request is one act of the person signed in, and what it shows them is on record before they see it."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from casework.audit.context import Actor, Origin, change_set
from casework.audit.reads import write_reads


class ChangeSetMiddleware:
    """Open the change set in which a request writes; nothing is stored until something is written.

    What the answer shows is written last: an answer whose reads cannot be written is not sent.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer the request inside its change set."""
        with change_set(
            actor=lambda: Actor.of(request.user),
            origin=Origin.FORM,
            request_id=getattr(request, "request_id", ""),
        ) as act:
            request.act = act
            response = self.get_response(request)
            write_reads(request, response)
            return response
