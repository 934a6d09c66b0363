"""What the services refuse, shown on the form that asked for it."""

from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse

from casework.audit.admin import AuditedAdmin


class RefusableAdmin(AuditedAdmin):
    """A record whose saving asks services for more: what they refuse comes back with all that was typed."""

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """Show or save the form; put a service's refusal above it."""
        try:
            return super().changeform_view(request, object_id, form_url, extra_context)
        except ValidationError as error:
            request.refusal = ValidationError(" ".join(error.messages), code="refused")
        return super().changeform_view(request, object_id, form_url, extra_context)
