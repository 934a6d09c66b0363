"""How core joins the application."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CoreConfig(AppConfig):
    """The app as Django loads it."""

    name = "casework.core"
    label = "core"
    verbose_name = _("Core")
