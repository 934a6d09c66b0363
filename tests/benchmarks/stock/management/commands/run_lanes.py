"""``run_lanes``: saves, bulk writes and pages, lane by lane."""

import json
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from casework.accounts.models import User
from tests.benchmarks.bulk import Bulk
from tests.benchmarks.pages import Pages
from tests.benchmarks.saving import Saving

#: A save takes so little time that more rounds cost nothing.
SAVES_IN_A_ROUND = 4


class Command(BaseCommand):
    """Measures, and writes the lines of the table into a file."""

    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare the options."""
        parser.add_argument("--rounds", type=int, required=True)
        parser.add_argument("--rows", type=int, required=True)
        parser.add_argument("--into", type=Path, required=True)

    def handle(self, *args: Any, **options: Any) -> None:
        """Run all lanes as a colleague of the invented docket."""
        user = User.objects.order_by("pk")[0]
        rounds = options["rounds"]
        lanes = (
            Saving(user).measures(rounds * SAVES_IN_A_ROUND),
            Bulk(user, options["rows"]).measures(max(1, rounds // 3)),
            Pages(user).measures(max(1, rounds // 2)),
        )
        lines = []
        for measures in lanes:
            for measure in measures:
                self.stderr.write(measure.subject)
                lines.append(measure.as_dict())
        options["into"].write_text(json.dumps(lines))
