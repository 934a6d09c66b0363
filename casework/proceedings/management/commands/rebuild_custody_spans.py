"""``manage.py rebuild_custody_spans``: the summary of all spells of custody worked out anew."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from casework.proceedings.services import compare_spans, recount_spans


class Command(BaseCommand):
    """Recounts the spans and says how many there are and how many were out of step with the record."""

    help = "Work out the spans of custody anew from the record. Nobody has to stop working meanwhile."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take whether anything is to be written."""
        parser.add_argument(
            "--check", action="store_true", help="Change nothing; exit with 1 if any span is out of step."
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Recount them, and tell how they were."""
        recount = compare_spans() if options["check"] else recount_spans()
        told = _("%(count)d spans of custody, %(wrong)d out of step") % {
            "count": recount.count,
            "wrong": recount.out_of_step,
        }
        if options["check"] and recount.out_of_step:
            raise CommandError(told, returncode=1)
        self.stdout.write(told)
