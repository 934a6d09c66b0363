import uuid

from django.db import migrations, models

import casework.audit.encrypted


class Migration(migrations.Migration):

    dependencies = [
        ('audit', '0007_create_encryption_keys'),
        ('sources', '0003_find_versions_by_what_they_name'),
    ]

    operations = [
        # Without a default at first: Django would give the same to every row that stands.
        *(
            migrations.AddField(model, 'cipher_id', models.UUIDField(editable=False, null=True))
            for model in ('source', 'historicalsource')
        ),
        migrations.AlterField('source', 'cipher_id', models.UUIDField(default=uuid.uuid4, editable=False, null=True, unique=True)),
        migrations.AlterField('historicalsource', 'cipher_id', models.UUIDField(default=uuid.uuid4, editable=False, null=True)),
        *(
            migrations.AddField(
                model,
                'informant',
                casework.audit.encrypted.EncryptedTextField(blank=True, default='', help_text='Of a restricted source: who must not be named, and how they know. Kept encrypted, and not found by the search.', max_length=500, verbose_name='who told us'),
                preserve_default=False,
            )
            for model in ('source', 'historicalsource')
        ),
        *(
            migrations.AlterField(
                model,
                'title',
                models.CharField(help_text='As published. For a conversation or a letter: what about; who it was goes below.', max_length=500, verbose_name='title'),
            )
            for model in ('source', 'historicalsource')
        ),
        migrations.AddConstraint(
            model_name='source',
            constraint=models.CheckConstraint(condition=models.Q(('informant', ''), ('confidentiality', 'restricted'), _connector='OR'), name='source_names_informants_only_if_restricted', violation_error_message='Restrict the source before you write down who told us.'),
        ),
    ]
