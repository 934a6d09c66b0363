"""Load the terms, laws and mechanisms that a new installation starts with."""

from django.db import migrations

from casework.audit.migration import record
from casework.reference.vocabularies import instrument_rows, mechanism_rows, provision_rows, term_rows


def load_vocabularies(apps, schema_editor):
    with record(
        apps,
        schema_editor,
        name="reference.0002_load_vocabularies",
        reason="The terms, laws and mechanisms that a new installation starts with.",
    ) as recorder:
        recorder.create(apps.get_model("reference", "Term"), term_rows())
        instruments = recorder.create(apps.get_model("reference", "LegalInstrument"), instrument_rows())
        by_short_name = {instrument.short_name: instrument for instrument in instruments}
        recorder.create(apps.get_model("reference", "LegalProvision"), provision_rows(by_short_name))
        recorder.create(apps.get_model("reference", "Mechanism"), mechanism_rows())


class Migration(migrations.Migration):
    dependencies = [("reference", "0001_initial")]

    operations = [migrations.RunPython(load_vocabularies, migrations.RunPython.noop)]
