"""``manage.py create_backup_key``: the key that opens backups."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import gettext as _

from casework.audit.backups.errors import BackupError
from casework.audit.backups.keys import create_identity


class Command(BaseCommand):
    """Writes a new key to a file, and shows the recipient to whom backups are then encrypted."""

    help = "Make a key that opens backups, to be kept away from the server whose backups it opens."
    # It needs neither a database nor anything else of the record.
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the file."""
        parser.add_argument("--output", type=Path, required=True, help="the file of the key, which is new")

    def handle(self, *args: Any, **options: Any) -> None:
        """Make it, or say why not."""
        try:
            recipient = create_identity(options["output"], at=timezone.now())
        except BackupError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(_("The key is in %(path)s.") % {"path": options["output"]})
        self.stdout.write(
            _("Keep it away from the server, and a copy of it elsewhere: without it no backup can be opened.")
        )
        self.stdout.write(_("Its recipient, for BACKUP_RECIPIENTS:"))
        self.stdout.write(recipient)
