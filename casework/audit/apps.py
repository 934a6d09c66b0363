"""How audit joins the application."""

from typing import Any

from django.apps import AppConfig
from django.core.checks import register
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class AuditConfig(AppConfig):
    """The app as Django loads it; puts the guards back after every migration."""

    name = "casework.audit"
    label = "audit"
    verbose_name = _("Audit")

    def ready(self) -> None:
        """Connect the installation of the guards and the check that they stand."""
        from casework.audit import checks

        register(checks.guards_are_in_place)
        post_migrate.connect(install_guards, sender=self, dispatch_uid="audit.install_guards")


def install_guards(*, using: str, **options: Any) -> None:
    """Put the guards in place once all tables have been migrated."""
    from casework.audit import guards

    guards.install(using)
