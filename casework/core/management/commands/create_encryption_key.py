"""``manage.py create_encryption_key``: the key under which secrets of people and cases are encrypted."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from casework.core.encryption import create_key_file


class Command(BaseCommand):
    """Writes a new key to its file."""

    help = "Make the key under which what must stay secret is encrypted in the database."
    # It is made before anything else can be looked at.
    requires_system_checks = []

    def handle(self, *args: Any, **options: Any) -> None:
        """Make it, or say why not."""
        path = Path(settings.ENCRYPTION_KEY_FILE)
        try:
            create_key_file(path)
        except FileExistsError as error:
            raise CommandError(
                _("There is a key at %(path)s already; it is left as it is.") % {"path": path}
            ) from error
        except OSError as error:
            raise CommandError(
                _("The key %(path)s cannot be written: %(why)s.") % {"path": path, "why": error.strerror}
            ) from error
        self.stdout.write(_("The key is in %(path)s.") % {"path": path})
        self.stdout.write(
            _("Keep a copy of it where the backups of the database are not: without it, what it")
        )
        self.stdout.write(_("encrypts is lost."))
