"""``build_tables``: all tables, the vocabularies, an invented docket, and its mirrors."""

from typing import Any

from django.contrib.auth.models import Group, Permission
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandParser
from django.db import connection

from casework.audit.context import Actor, Origin, change_set
from casework.demo.large_docket import invent_docket
from casework.reference.models import LegalInstrument, LegalProvision, Mechanism, Term
from casework.reference.vocabularies import instrument_rows, mechanism_rows, provision_rows, term_rows
from tests.benchmarks.stock.filling import fill_mirrors


class Command(BaseCommand):
    """Makes ready what is measured."""

    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare the options."""
        parser.add_argument("--cases", type=int, required=True)
        parser.add_argument("--seed", type=int, required=True)

    def handle(self, *args: Any, **options: Any) -> None:
        """Build everything in an empty database."""
        call_command("migrate", run_syncdb=True, verbosity=0, skip_checks=True)
        with change_set(actor=Actor(id=None, name="benchmark"), origin=Origin.COMMAND, reason="a benchmark"):
            load_vocabularies()
            invent_docket(cases=options["cases"], seed=options["seed"])
        let_everyone_use_the_stock()
        fill_mirrors()
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")


def load_vocabularies() -> None:
    """Write what a migration writes into a new installation."""
    Term.objects.bulk_create(Term(**row) for row in term_rows())
    instruments = LegalInstrument.objects.bulk_create(LegalInstrument(**row) for row in instrument_rows())
    by_name = {instrument.short_name: instrument for instrument in instruments}
    LegalProvision.objects.bulk_create(LegalProvision(**row) for row in provision_rows(by_name))
    Mechanism.objects.bulk_create(Mechanism(**row) for row in mechanism_rows())


def let_everyone_use_the_stock() -> None:
    """Give every role the permissions on the mirrors."""
    permissions = Permission.objects.filter(content_type__app_label="stock")
    for group in Group.objects.all():
        group.permissions.add(*permissions)
