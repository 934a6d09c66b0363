"""How core joins the application."""

from django.apps import AppConfig
from django.core import checks
from django.utils.translation import gettext_lazy as _


class CoreConfig(AppConfig):
    """The app as Django loads it."""

    name = "casework.core"
    label = "core"
    verbose_name = _("Core")

    def ready(self) -> None:
        """Have it checked, before the application is served, that there is a key to encrypt with."""
        from casework.core.checks import check_encryption_key

        checks.register(check_encryption_key, deploy=True)
