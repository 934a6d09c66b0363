"""Whether the application can do its work, for whoever watches over it."""

from django.contrib.auth.decorators import login_not_required
from django.contrib.contenttypes.models import ContentType
from django.db import Error
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe


@login_not_required
@require_safe
def healthz(request: HttpRequest) -> HttpResponse:
    """Say "ok" when the database holds our tables and answers, and nothing else either way."""
    try:
        is_ready = ContentType.objects.exists()
    except Error:
        is_ready = False
    return HttpResponse(
        "ok" if is_ready else "unavailable",
        status=200 if is_ready else 503,
        content_type="text/plain; charset=utf-8",
    )
