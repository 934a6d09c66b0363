"""How persons joins the application."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PersonsConfig(AppConfig):
    """The app as Django loads it."""

    name = "casework.persons"
    label = "persons"
    verbose_name = _("Persons and organisations")
