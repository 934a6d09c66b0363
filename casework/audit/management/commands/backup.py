"""``manage.py backup``: the whole record and its files, in a file that only keys kept elsewhere can open."""

from argparse import ArgumentParser
from datetime import UTC
from pathlib import Path
from time import monotonic
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from casework.audit.backups.ending import ended_in_order
from casework.audit.backups.errors import BackupError
from casework.audit.backups.making import make_backup

#: How long what is done goes on before it is told how far it is.
SECONDS_BETWEEN_SIGNS = 10
#: So many of the files that are missing are named.
NAMED = 10


class Command(BaseCommand):
    """Writes a backup of all there is, and exits with 1 if the record names files that are not there."""

    help = "Back up the database and the files, encrypted to each of BACKUP_RECIPIENTS."
    # What is not as it should be is backed up all the same.
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the place."""
        parser.add_argument(
            "--to",
            type=Path,
            required=True,
            help="a folder, or a file that is new; in a folder it is casework-YYYY-MM-DDTHHMMZ.tar.age",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Make it, or say why not."""
        self.told_at = monotonic()
        try:
            with ended_in_order():
                backup = make_backup(to=options["to"], at=timezone.now().astimezone(UTC), tell=self.tell)
        except BackupError as error:
            raise CommandError(str(error)) from error
        manifest = backup.manifest
        self.stdout.write(
            _("%(path)s holds %(rows)d rows of %(tables)d tables and %(files)d files.")
            % {
                "path": backup.path,
                "rows": sum(manifest.counts.values()),
                "tables": len(manifest.counts),
                "files": len(manifest.files),
            }
        )
        self.stdout.write(f"SHA-256 {backup.sha256}")
        if manifest.missing:
            words = ngettext(
                "The backup is made, but %(count)d file that the record names is missing: %(names)s.",
                "The backup is made, but %(count)d files that the record names are missing: %(names)s.",
                len(manifest.missing),
            )
            named = [*manifest.missing[:NAMED], *(["…"] if len(manifest.missing) > NAMED else [])]
            raise CommandError(words % {"count": len(manifest.missing), "names": ", ".join(named)})

    def tell(self, what: str, percent: int) -> None:
        """Say how far it is, now and then."""
        if monotonic() - self.told_at >= SECONDS_BETWEEN_SIGNS:
            self.told_at = monotonic()
            self.stdout.write(f"{what}: {percent} %")
