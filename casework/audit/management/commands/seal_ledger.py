"""``manage.py seal_ledger``: seal what is not sealed yet, once or from time to time."""

import signal
from argparse import ArgumentParser, ArgumentTypeError
from threading import Event
from time import monotonic
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError, connection
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from casework.audit.sealing.errors import SealingError
from casework.audit.sealing.sealer import entries_not_sealed, latest_checkpoint, seal_entries

#: How often the one that keeps going looks whether enough has gathered.
SECONDS_BETWEEN_LOOKS = 5


def at_least_one(text: str) -> int:
    """Read a number of entries or minutes."""
    if (number := int(text)) < 1:
        raise ArgumentTypeError(_("Give a number from 1 up."))
    return number


class Command(BaseCommand):
    """Seals every entry that is committed by now; with ``--keep-going``, whenever enough has gathered."""

    help = "Seal the entries of the ledger that are not sealed yet, and sign a checkpoint over all of them."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the options."""
        parser.add_argument("--keep-going", action="store_true", help="seal again and again, until SIGTERM")
        parser.add_argument(
            "--entries",
            type=at_least_one,
            default=200,
            help="when so many entries have gathered; 200 without it",
        )
        parser.add_argument(
            "--minutes", type=at_least_one, default=10, help="or when the last seal is so old; 10 without it"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Seal, and say what was sealed."""
        try:
            self.seal()
        except SealingError as error:
            raise CommandError(str(error)) from error
        if options["keep_going"]:
            self.keep_going(options["entries"], options["minutes"] * 60)

    def seal(self) -> None:
        """Seal once."""
        count = seal_entries()
        if not count:
            self.stdout.write(_("Everything is sealed already."))
            return
        words = ngettext(
            "%(count)d entry is sealed: %(latest)s.", "%(count)d entries are sealed: %(latest)s.", count
        )
        self.stdout.write(words % {"count": count, "latest": latest_checkpoint()})

    def keep_going(self, entries: int, seconds: float) -> None:
        """Seal whenever so many entries or so many seconds have gathered, until told to end."""
        ending = Event()
        for ends in (signal.SIGTERM, signal.SIGINT):
            signal.signal(ends, lambda *_caught: ending.set())
        sealed_at = monotonic()
        while not ending.wait(SECONDS_BETWEEN_LOOKS):
            try:
                waiting = entries_not_sealed()
                if waiting >= entries or (waiting and monotonic() - sealed_at >= seconds):
                    self.seal()
                    sealed_at = monotonic()
            # Whoever runs it reads why; it goes on, as the key or the database may come back.
            except SealingError as error:
                self.stderr.write(str(error))
            except DatabaseError as error:
                self.stderr.write(str(error))
                connection.close()
