"""Prepares the demo docket, if there is no docket yet, and serves it on this machine."""

import socket
from argparse import ArgumentParser
from contextlib import suppress
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.core.servers.basehttp import get_internal_wsgi_application, run
from django.utils.translation import gettext as _

from casework.audit.sealing.sealer import create_key, seal_entries
from casework.core.encryption import create_key_file
from casework.demo.services import is_docket_empty

ADDRESS = "127.0.0.1"


class Command(BaseCommand):
    """Makes the tables, loads the demo into an empty docket, and serves it to this machine alone."""

    help = "Prepare the demo docket and serve it on this machine; what is there already is kept."
    # The tables that some of the checks look at are made here.
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the options."""
        parser.add_argument("--port", type=int, default=8000, help="where it is served; 8000 without it")
        parser.add_argument(
            "--no-serve", action="store_false", dest="serves", help="prepare the docket and stop"
        )
        parser.add_argument("--password", help="one password for the four accounts, instead of random ones")

    def handle(self, *args: Any, **options: Any) -> None:
        """Prepare, say where to look and as whom, and serve."""
        port = options["port"]
        if options["serves"]:
            check_port(port)
        self.prepare(options["password"])
        if options["serves"]:
            self.stdout.write(
                _("Open http://%(address)s:%(port)d. Ctrl+C ends it.") % {"address": ADDRESS, "port": port}
            )
            self.stdout.flush()
            serve(port)

    def prepare(self, password: str | None) -> None:
        """Bring the tables up to date and, if they are empty, fill them and seal what they hold."""
        Path(settings.DATA_DIR).mkdir(mode=0o700, parents=True, exist_ok=True)
        if not Path(settings.ENCRYPTION_KEY_FILE).exists():
            create_key_file(Path(settings.ENCRYPTION_KEY_FILE))
        call_command("migrate", interactive=False, verbosity=0)
        if is_docket_empty():
            self.stdout.write(_("Loading the demo docket …"))
            self.stdout.flush()
            call_command("load_demo", password=password, stdout=self.stdout)
            if not Path(settings.SEALING_KEY_FILE).exists():
                create_key()
            seal_entries()
        else:
            self.stdout.write(_("The docket is as you left it, and so are its passwords."))
            self.stdout.write(_("For a forgotten one: manage.py changepassword USERNAME"))


def check_port(port: int) -> None:
    """Refuse a port on which nothing can be served, before anything else is done."""
    try:
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind((ADDRESS, port))
    except (OSError, OverflowError) as error:
        raise CommandError(
            _("Nothing can be served on port %(port)d: %(why)s. Choose another with --port.")
            % {"port": port, "why": getattr(error, "strerror", None) or error}
        ) from error


def serve(port: int) -> None:
    """Serve the application to this machine until somebody interrupts."""
    with suppress(KeyboardInterrupt):
        run(ADDRESS, port, get_internal_wsgi_application(), threading=True)
