import uuid

from django.db import migrations, models

import casework.audit.encrypted


class Migration(migrations.Migration):

    dependencies = [
        ('audit', '0007_create_encryption_keys'),
        ('cases', '0005_find_versions_by_what_they_name'),
    ]

    operations = [
        # Without a default at first: Django would give the same to every row that stands.
        *(
            migrations.AddField(model, 'cipher_id', models.UUIDField(editable=False, null=True))
            for model in ('development', 'historicaldevelopment')
        ),
        migrations.AlterField('development', 'cipher_id', models.UUIDField(default=uuid.uuid4, editable=False, null=True, unique=True)),
        migrations.AlterField('historicaldevelopment', 'cipher_id', models.UUIDField(default=uuid.uuid4, editable=False, null=True)),
        *(
            migrations.AlterField(
                model,
                'narrative',
                casework.audit.encrypted.EncryptedTextField(blank=True, owner='case', verbose_name='narrative', when='is_kept_secret'),
            )
            for model in ('development', 'historicaldevelopment')
        ),
    ]
