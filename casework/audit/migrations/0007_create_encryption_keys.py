import uuid

import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('audit', '0006_create_erasures'),
    ]

    operations = [
        migrations.CreateModel(
            name='EncryptionKey',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('owner', models.CharField(help_text='Kind and number of a record.', max_length=100, unique=True, verbose_name='belongs to')),
                ('wrapped', models.TextField(help_text='As nobody reads it without the key file.', verbose_name='key')),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='made')),
            ],
            options={
                'verbose_name': 'encryption key',
                'verbose_name_plural': 'encryption keys',
                'ordering': ['-created_at', '-pk'],
                'default_permissions': (),
            },
        ),
    ]
