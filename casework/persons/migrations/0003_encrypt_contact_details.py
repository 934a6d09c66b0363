import uuid

from django.db import migrations, models

import casework.audit.encrypted


class Migration(migrations.Migration):

    dependencies = [
        ('audit', '0007_create_encryption_keys'),
        ('persons', '0002_find_versions_by_what_they_name'),
    ]

    operations = [
        migrations.RemoveConstraint('contactdetail', 'contactdetail_once'),
        # Without a default at first: Django would give the same to every row that stands.
        *(
            migrations.AddField(model, 'cipher_id', models.UUIDField(editable=False, null=True))
            for model in ('contactdetail', 'historicalcontactdetail')
        ),
        migrations.AlterField('contactdetail', 'cipher_id', models.UUIDField(default=uuid.uuid4, editable=False, null=True, unique=True)),
        migrations.AlterField('historicalcontactdetail', 'cipher_id', models.UUIDField(default=uuid.uuid4, editable=False, null=True)),
        *(
            migrations.AlterField(
                model,
                'value',
                casework.audit.encrypted.EncryptedTextField(help_text="Seen by who recorded it, by the teams of the person's cases, by directors and auditors.", max_length=250, owner='person', verbose_name='number or address'),
            )
            for model in ('contactdetail', 'historicalcontactdetail')
        ),
        *(
            migrations.AlterField(
                model,
                'notes',
                casework.audit.encrypted.EncryptedTextField(blank=True, help_text='Whose it is, when it is safe to use, in what language.', max_length=250, owner='person', verbose_name='notes'),
            )
            for model in ('contactdetail', 'historicalcontactdetail')
        ),
    ]
