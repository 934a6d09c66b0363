"""``manage.py verify_ledger``: does every row still agree with its history, its entries and their seals?"""

import tempfile
import zipfile
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from casework.audit.sealing.verify import Failure, examine_folder
from casework.audit.verification import verify


class Command(BaseCommand):
    """Compare live rows, typed history, ledger and seals; exit 0 with counts, or 1 with each discrepancy."""

    help = "Check that live rows, history, ledger and seals agree and that every guard stands."
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the database to check, or a proof."""
        parser.add_argument("--database", default="default", help="The database to check.")
        parser.add_argument("--proof", type=Path, metavar="ZIP", help="Check this proof, and no database.")

    def handle(self, *args: Any, **options: Any) -> None:
        """Print the verdict."""
        if options["proof"]:
            self.examine(options["proof"])
        else:
            self.compare(options["database"])

    def compare(self, database: str) -> None:
        """Look at the database."""
        verdict = verify(database)
        for discrepancy in verdict.discrepancies:
            self.stderr.write(discrepancy)
        counts = ", ".join(f"{count} {name}" for name, count in sorted(verdict.counts.items()))
        if not verdict.holds:
            raise CommandError(
                f"{len(verdict.discrepancies)} discrepancies. Compared: {counts}.", returncode=1
            )
        self.stdout.write(self.style.SUCCESS(f"The record agrees with itself: {counts}."))

    def examine(self, proof: Path) -> None:
        """Run the verifier over a proof: ours, as the one that comes with it may be anybody's."""
        with tempfile.TemporaryDirectory() as folder:
            try:
                with zipfile.ZipFile(proof) as archive:
                    archive.extractall(folder)
                proven = examine_folder(folder)
            except (Failure, OSError, zipfile.BadZipFile) as error:
                raise CommandError(f"The proof fails. {error}", returncode=1) from error
        self.stdout.write(self.style.SUCCESS("\n".join(["The proof holds.", *proven])))
