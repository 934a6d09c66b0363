"""``manage.py verify_ledger``: does every row still agree with its history and its entries?"""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from casework.audit.verification import verify


class Command(BaseCommand):
    """Compare live rows, typed history and ledger; exit 0 with counts, or 1 with each discrepancy."""

    help = "Check that live rows, history and ledger agree and that every guard stands."
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the database to check."""
        parser.add_argument("--database", default="default", help="The database to check.")

    def handle(self, *args: Any, **options: Any) -> None:
        """Print the verdict."""
        verdict = verify(options["database"])
        for discrepancy in verdict.discrepancies:
            self.stderr.write(discrepancy)
        counts = ", ".join(f"{count} {name}" for name, count in sorted(verdict.counts.items()))
        if not verdict.holds:
            raise CommandError(
                f"{len(verdict.discrepancies)} discrepancies. Compared: {counts}.", returncode=1
            )
        self.stdout.write(self.style.SUCCESS(f"The record agrees with itself: {counts}."))
