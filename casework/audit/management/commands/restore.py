"""``manage.py restore``: a backup, put back into an empty place."""

from argparse import ArgumentParser
from pathlib import Path
from time import monotonic
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.utils.translation import gettext as _

from casework.audit.backups.ending import ended_in_order
from casework.audit.backups.errors import BackupError
from casework.audit.backups.putting_back import differing_counts, restore_backup
from casework.audit.verification import verify

#: How long it goes on before it is told how far it is.
SECONDS_BETWEEN_SIGNS = 10


class Command(BaseCommand):
    """Restores a backup, counts what is there, and has the ledger verified."""

    help = "Restore a backup where there is neither a database nor a file, and verify the ledger in it."
    # The tables that some of the checks look at come with the backup.
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the backup and the key."""
        parser.add_argument("--from", dest="path", type=Path, required=True, help="the backup")
        parser.add_argument("--key", type=Path, required=True, help="the file of a key that opens it")
        parser.add_argument("--no-verify", action="store_false", dest="verifies", help="leave out the ledger")

    def handle(self, *args: Any, **options: Any) -> None:
        """Restore it, or say why not."""
        self.told_at = monotonic()
        try:
            with ended_in_order():
                manifest = restore_backup(path=options["path"], key=options["key"], tell=self.tell)
        except BackupError as error:
            raise CommandError(str(error)) from error
        if tables := differing_counts(manifest):
            raise CommandError(
                _("Restored, but not as counted when backed up: %(tables)s. Do not work with this.")
                % {"tables": ", ".join(tables)}
            )
        self.stdout.write(
            _("Restored as of %(at)s: %(rows)d rows of %(tables)d tables and %(files)d files, as counted.")
            % {
                "at": manifest.at,
                "rows": sum(manifest.counts.values()),
                "tables": len(manifest.counts),
                "files": len(manifest.files),
            }
        )
        if manifest.missing:
            self.stderr.write(
                _("Files that were missing already when it was made: %(count)d.")
                % {"count": len(manifest.missing)}
            )
        self.check(options["verifies"])

    def check(self, verifies: bool) -> None:
        """Verify the ledger if it is of this release, and say what is left to do."""
        executor = MigrationExecutor(connection)
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            self.stdout.write(_("It is of an earlier release. Say: manage.py migrate, then verify_ledger"))
            return
        if not verifies:
            self.stdout.write(_("Not verified. Say: manage.py migrate --check, then verify_ledger"))
            return
        verdict = verify()
        for discrepancy in verdict.discrepancies:
            self.stderr.write(discrepancy)
        if not verdict.holds:
            raise CommandError(
                _("Restored, but the record does not agree with itself: %(count)d discrepancies.")
                % {"count": len(verdict.discrepancies)}
            )
        self.stdout.write(
            self.style.SUCCESS(_("The record agrees with itself, and no migration is missing."))
        )

    def tell(self, percent: int) -> None:
        """Say how far it is, now and then."""
        if monotonic() - self.told_at >= SECONDS_BETWEEN_SIGNS:
            self.told_at = monotonic()
            self.stdout.write(_("Restoring: %(percent)d %%") % {"percent": percent})
