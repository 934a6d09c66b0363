"""The page fragment that says how a date is understood while it is being typed."""

from typing import Any

from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext
from django.views.generic import TemplateView

from casework.core.partial_dates import PartialDate, UnreadableDate


class DateReadView(TemplateView):
    """How the text in the address is read as a date, or why it is not and what it could mean."""

    http_method_names = ["get", "head", "options"]
    template_name = "core/date_read.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        text = self.request.GET.get("text", "")
        try:
            context["reading"] = PartialDate.read(text)
        except UnreadableDate as refusal:
            context["refusal"] = gettext(refusal.message) % refusal.params
            context["readings"] = refusal.readings
        return context

    def render_to_response(self, context: dict[str, Any], **response_kwargs: Any) -> Any:
        response = super().render_to_response(context, **response_kwargs)
        add_never_cache_headers(response)
        return response
