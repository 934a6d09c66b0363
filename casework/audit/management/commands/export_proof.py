"""``manage.py export_proof``: what proves to an outsider that nothing sealed was altered or removed."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from casework.audit.private_files import for_its_owner
from casework.audit.sealing.errors import SealingError
from casework.audit.sealing.exports import find_cases, write_proof
from casework.audit.sealing.sealer import entries_not_sealed


class Command(BaseCommand):
    """Writes a ZIP with the tree, its checkpoints, and the entries of the cases named."""

    help = "Write the proof of the ledger, with the entries of the cases named; of none, without --case."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the options."""
        parser.add_argument("--output", type=Path, required=True, help="the ZIP to write")
        chosen = parser.add_mutually_exclusive_group()
        chosen.add_argument(
            "--case", dest="cases", action="append", default=[], help="the reference of a case"
        )
        chosen.add_argument("--all-cases", action="store_true", help="the entries of every case")

    def handle(self, *args: Any, **options: Any) -> None:
        """Write it to a new file that its owner alone can read, or say why not."""
        output: Path = options["output"]
        cases = None if options["all_cases"] else [number_of(reference) for reference in options["cases"]]
        try:
            with open(output, "xb", opener=for_its_owner) as file:
                contents = write_proof(file=file, cases=cases)
        except SealingError as error:
            output.unlink()
            raise CommandError(str(error)) from error
        except OSError as error:
            raise CommandError(
                _("%(path)s cannot be written: %(why)s.") % {"path": output, "why": error.strerror}
            ) from error
        self.stdout.write(
            _("%(path)s proves %(latest)s, and shows %(count)d of them.")
            % {"path": output, "latest": contents.checkpoint, "count": contents.entries}
        )
        if waiting := entries_not_sealed():
            self.stdout.write(_("Not sealed yet, and not in it: %(count)d entries.") % {"count": waiting})


def number_of(reference: str) -> int:
    """Return the number of the case with this reference."""
    for find in find_cases:
        if (number := find(reference)) is not None:
            return number
    raise CommandError(_("There is no case %(reference)s.") % {"reference": reference})
