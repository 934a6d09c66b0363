"""How search joins the application."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SearchConfig(AppConfig):
    """The app as Django loads it."""

    name = "casework.search"
    label = "search"
    verbose_name = _("Search")
