"""``manage.py make_docket``: an invented docket of any size."""

from argparse import ArgumentParser, ArgumentTypeError
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from casework.audit.context import Actor, Origin, change_set
from casework.demo.large_docket import DocketNotEmpty, VocabularyMissing, invent_docket


def at_least_one(text: str) -> int:
    """Read a number of cases."""
    if (number := int(text)) < 1:
        raise ArgumentTypeError(_("Give a number of cases from 1 up."))
    return number


class Command(BaseCommand):
    """Fills an empty database with invented cases, through the ledger like any other."""

    help = "Invent a docket of any size. The same seed invents the same docket."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the options."""
        parser.add_argument("--cases", type=at_least_one, default=100, help="how many cases")
        parser.add_argument("--seed", type=int, default=1, help="from which number everything is drawn")
        parser.add_argument("--add", action="store_true", help="write into a docket that has cases already")

    def handle(self, *args: Any, **options: Any) -> None:
        """Write the docket as one act, telling how far it is."""
        cases, seed = options["cases"], options["seed"]
        reason = _("An invented docket of %(cases)d cases from seed %(seed)d.")
        try:
            with change_set(
                actor=Actor(id=None, name="manage.py make_docket"),
                origin=Origin.COMMAND,
                reason=reason % {"cases": cases, "seed": seed},
            ):
                counts = invent_docket(
                    cases=cases,
                    seed=seed,
                    add=options["add"],
                    report=lambda done: self.stdout.write(f"{done:,} / {cases:,}"),
                )
        except (DocketNotEmpty, VocabularyMissing) as error:
            raise CommandError(str(error)) from error
        for kind, count in counts.items():
            self.stdout.write(f"{count:>10,}  {kind}")
