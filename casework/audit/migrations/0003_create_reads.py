import casework.audit.identifiers
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('audit', '0002_create_seals'),
    ]

    operations = [
        migrations.CreateModel(
            name='Read',
            fields=[
                ('id', models.UUIDField(default=casework.audit.identifiers.new_id, editable=False, primary_key=True, serialize=False)),
                ('actor_id', models.BigIntegerField(null=True, verbose_name="reader's number")),
                ('actor_name', models.TextField(help_text='The name as it was at the time.', verbose_name='who')),
                ('actor_role', models.TextField(blank=True, help_text='The roles held at the time.', verbose_name='role')),
                ('at', models.DateTimeField(verbose_name='when')),
                ('how', models.CharField(choices=[('opened', 'opened'), ('searched', 'searched'), ('exported', 'exported'), ('printed', 'printed'), ('audited', 'read in the audit')], max_length=10, verbose_name='how')),
                ('model', models.CharField(blank=True, max_length=100, verbose_name='kind of record')),
                ('object_id', models.BigIntegerField(null=True, verbose_name='record')),
                ('case_id', models.BigIntegerField(null=True, verbose_name='case')),
                ('words', models.TextField(blank=True, help_text='The words searched for, or the address with its filters.', verbose_name='asked for')),
                ('rows', models.PositiveIntegerField(default=1, help_text='How many records were shown.', verbose_name='rows')),
                ('is_restricted', models.BooleanField(default=False, help_text='Whether something restricted was among them.', verbose_name='restricted')),
                ('request_id', models.CharField(blank=True, max_length=36, verbose_name='request')),
            ],
            options={
                'verbose_name': 'read',
                'verbose_name_plural': 'reads',
                'ordering': ['-at', '-pk'],
                'default_permissions': (),
                'indexes': [models.Index(fields=['at', 'id'], name='read_by_time'), models.Index(fields=['actor_id', 'at'], name='read_by_person'), models.Index(fields=['case_id', 'at'], name='read_by_case')],
                'constraints': [models.CheckConstraint(condition=models.Q(('how__in', ['opened', 'searched', 'exported', 'printed', 'audited'])), name='read_how_valid', violation_error_message='Choose one of the listed values for “how”.')],
            },
        ),
    ]
