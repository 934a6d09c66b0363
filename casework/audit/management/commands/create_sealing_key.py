"""``manage.py create_sealing_key``: the key under which the ledger is sealed."""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from casework.audit.sealing.errors import SealingError
from casework.audit.sealing.sealer import create_key, rotate_key


class Command(BaseCommand):
    """Writes a new key to its file, and shows the public half for people to keep."""

    help = "Make the key that seals the ledger, or with --rotate the one that follows it."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the one option."""
        parser.add_argument(
            "--rotate",
            action="store_true",
            help="announce a new key under the present one, then put it in its place",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Make it, or say why not."""
        try:
            key = rotate_key() if options["rotate"] else create_key()
        except SealingError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(_("The key is in %(path)s.") % {"path": settings.SEALING_KEY_FILE})
        self.stdout.write(_("Keep a copy of it where the backups of the database are not."))
        self.stdout.write(_("Its public half, for those to whom you will prove something:"))
        self.stdout.write(str(key))
