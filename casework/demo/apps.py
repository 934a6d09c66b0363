"""How demo joins the application."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DemoConfig(AppConfig):
    """The app as Django loads it."""

    name = "casework.demo"
    label = "demo"
    verbose_name = _("Demo docket")
