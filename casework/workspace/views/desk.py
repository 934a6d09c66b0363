"""The desk: what is due, how one's cases stand, what others changed."""

from django.views.generic import TemplateView


class DeskView(TemplateView):
    """Where the day begins."""

    template_name = "workspace/desk.html"
