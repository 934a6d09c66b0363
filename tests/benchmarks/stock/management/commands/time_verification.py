"""``time_verification``: the verifier, beside reading and hashing every entry by the driver alone."""

import hashlib
import json
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection

from casework.audit.models import Entry
from casework.audit.verification import Verdict, verify
from tests.benchmarks.driver import Driver
from tests.benchmarks.rounds import Measure, seconds

ROWS_AT_ONCE = 2000


class Command(BaseCommand):
    """Measures in a process of its own, so that its peak of memory is its own."""

    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare the options."""
        parser.add_argument("--into", type=Path, required=True)

    def handle(self, *args: Any, **options: Any) -> None:
        """Verify once; the record must hold after all that the lanes wrote."""
        verdicts: list[Verdict] = []
        taken = {"ours": [seconds(lambda: verdicts.append(verify()))], "driver": [seconds(read_and_hash)]}
        verdict = verdicts[0]
        if not verdict.holds:
            raise CommandError("The record does not hold:\n" + "\n".join(verdict.discrepancies[:20]))
        count = Entry.objects.count()
        line = Measure.of(f"verify {count:,} entries", taken, rows=count)
        options["into"].write_text(json.dumps([line.as_dict()]))


def read_and_hash() -> None:
    """Read every entry and compute its commitment."""
    driver = Driver()
    columns = ", ".join(map(connection.ops.quote_name, ("values", "salt", "commitment")))
    cursor = driver.connection.cursor()
    cursor.execute(f"SELECT {columns} FROM {Entry._meta.db_table}")
    while rows := cursor.fetchmany(ROWS_AT_ONCE):
        for text, salt, commitment in rows:
            if hashlib.sha256(bytes(salt) + text.encode()).digest() != bytes(commitment):
                raise CommandError("An entry does not match its commitment.")
