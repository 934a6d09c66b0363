"""Loads the demo docket into a database that has none yet."""

from argparse import ArgumentParser
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from casework.demo.services import load_demo


class Command(BaseCommand):
    """Loads the demo and shows the passwords of its accounts."""

    help = "Load the demo docket into an empty database; refuses if it holds a case, a person or a source."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the one option."""
        parser.add_argument("--password", help="one password for the four accounts, instead of random ones")

    def handle(self, *args: Any, **options: Any) -> None:
        """Load it, or say why not."""
        try:
            passwords = load_demo(password=options["password"])
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error
        self.stdout.write(_("The demo docket is loaded. Its accounts:"))
        for username, password in passwords.items():
            self.stdout.write(f"  {username:<14} {password}")
