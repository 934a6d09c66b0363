"""How sources joins the application."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SourcesConfig(AppConfig):
    """The app as Django loads it."""

    name = "casework.sources"
    label = "sources"
    verbose_name = _("Sources")
