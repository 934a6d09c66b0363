"""How reference joins the application."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ReferenceConfig(AppConfig):
    """The app as Django loads it."""

    name = "casework.reference"
    label = "reference"
    verbose_name = _("Reference")
