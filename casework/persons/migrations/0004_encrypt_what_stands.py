from django.db import migrations

from casework.audit.migration import record


def encrypt_contact_details(apps, schema_editor):
    model = apps.get_model("persons", "ContactDetail")
    with record(
        apps, schema_editor, name="persons.0004", reason="How to reach people is kept encrypted from now on."
    ) as recorder:
        recorder.change(model, list(model._base_manager.order_by("pk")), ["value", "notes"])


class Migration(migrations.Migration):

    dependencies = [
        ('persons', '0003_encrypt_contact_details'),
    ]

    operations = [migrations.RunPython(encrypt_contact_details, migrations.RunPython.noop)]
