"""``manage.py carry_out_run``: what the page of integrity starts."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from casework.audit.models import Run
from casework.audit.runs import carry_out


class Command(BaseCommand):
    """Carries out one run that was asked for, and writes its outcome to it."""

    help = "Carry out a verification or a proof that was asked for on the page of integrity."
    # It is to say what is wrong, not to refuse because something is.
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the run."""
        parser.add_argument("number", type=int, help="the number of the run")

    def handle(self, *args: Any, **options: Any) -> None:
        """Carry it out, unless that was done."""
        run = Run.objects.filter(pk=options["number"], ended_at=None).first()
        if run is None:
            raise CommandError(_("There is no such run to be carried out."))
        carry_out(run)
