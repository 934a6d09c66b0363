"""The migration that loads the vocabularies leaves all of them in the tables, each with its trace."""

from importlib import import_module

import pytest
from django.apps import apps
from django.db import connection

from casework.audit.choices import Kind, Origin
from casework.audit.models import Entry
from casework.reference.models import LegalInstrument, LegalProvision, Mechanism, Term
from casework.reference.vocabularies import instrument_rows, mechanism_rows, provision_rows, term_rows

NAME = "reference.0002_load_vocabularies"
load_vocabularies = import_module("casework.reference.migrations.0002_load_vocabularies").load_vocabularies


@pytest.fixture
def loaded(db):
    """The tables as the migration leaves them, also where the tests run without migrations."""
    if not Term.objects.exists():
        load_vocabularies(apps, connection.SchemaEditorClass(connection))


@pytest.mark.usefixtures("loaded")
class TestLoadVocabularies:
    @pytest.mark.parametrize(
        ("model", "rows"),
        [(Term, term_rows()), (LegalInstrument, instrument_rows()), (Mechanism, mechanism_rows())],
    )
    def test_writes_every_row_as_it_is_listed(self, model, rows):
        for row in rows:
            assert model.objects.filter(**row).count() == 1

    def test_puts_every_provision_under_its_instrument(self):
        instruments = {instrument.short_name: instrument for instrument in LegalInstrument.objects.all()}

        for row in provision_rows(instruments):
            assert LegalProvision.objects.filter(**row).count() == 1

    @pytest.mark.parametrize("model", [Term, LegalInstrument, LegalProvision, Mechanism])
    def test_leaves_an_entry_under_its_own_name_for_every_row(self, model):
        entries = Entry.objects.filter(
            model=model._meta.label_lower,
            kind=Kind.CREATED,
            change_set__origin=Origin.MIGRATION,
            change_set__actor_name__contains=NAME,
        ).exclude(change_set__reason="")

        assert entries.count() == model.objects.count()
        assert model.history.count() == model.objects.count()
