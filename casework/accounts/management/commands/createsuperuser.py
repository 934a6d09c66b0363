"""Stands in the place of Django's command of this name, which has no meaning here."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _


class Command(BaseCommand):
    """Refuses, and says what to do instead."""

    help = "Refuses: nobody stands above the roles. The first administrator comes from: manage.py init"
    requires_system_checks = []

    def handle(self, *args: Any, **options: Any) -> None:
        """Say how the first administrator is made."""
        raise CommandError(
            _(
                "Nobody stands above the roles. The first administrator comes from: manage.py init. "
                "An administrator gives others their roles."
            )
        )
