import casework.audit.identifiers
import casework.audit.schema
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        casework.audit.schema.CreateModels(
            models=[
                migrations.CreateModel(
                    name='ChangeSet',
                    fields=[
                        ('id', models.UUIDField(default=casework.audit.identifiers.new_id, editable=False, primary_key=True, serialize=False)),
                        ('actor_id', models.BigIntegerField(null=True, verbose_name="actor's number")),
                        ('actor_name', models.TextField(help_text='The name as it was at the time.', verbose_name='who')),
                        ('actor_role', models.TextField(blank=True, help_text='The roles held at the time.', verbose_name='role')),
                        ('origin', models.CharField(choices=[('form', 'form'), ('import', 'import'), ('api', 'API'), ('command', 'command'), ('migration', 'migration')], max_length=10, verbose_name='through')),
                        ('reason', models.TextField(blank=True, verbose_name='reason')),
                        ('request_id', models.CharField(blank=True, max_length=36, verbose_name='request')),
                        ('at', models.DateTimeField(verbose_name='when')),
                    ],
                    options={
                        'verbose_name': 'change set',
                        'verbose_name_plural': 'change sets',
                        'ordering': ['-at', '-pk'],
                        'indexes': [models.Index(fields=['at'], name='change_set_by_time')],
                        'constraints': [models.CheckConstraint(condition=models.Q(('origin__in', ['form', 'import', 'api', 'command', 'migration'])), name='changeset_origin_valid', violation_error_message='Choose one of the listed values for “origin”.')],
                    },
                ),
                migrations.CreateModel(
                    name='Entry',
                    fields=[
                        ('id', models.UUIDField(default=casework.audit.identifiers.new_id, editable=False, primary_key=True, serialize=False)),
                        ('model', models.CharField(max_length=100, verbose_name='kind of record')),
                        ('object_id', models.BigIntegerField(verbose_name='record')),
                        ('version', models.PositiveIntegerField(verbose_name='version')),
                        ('kind', models.CharField(choices=[('created', 'created'), ('changed', 'changed'), ('deleted', 'deleted')], max_length=10, verbose_name='what became of it')),
                        ('case_id', models.BigIntegerField(null=True, verbose_name='case')),
                        ('values', models.TextField(help_text='Canonical JSON of the row after the act.', verbose_name='values')),
                        ('salt', models.BinaryField(verbose_name='salt')),
                        ('commitment', models.BinaryField(help_text='SHA-256 over the salt and the values.', verbose_name='commitment')),
                        ('change_set', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='entries', to='audit.changeset', verbose_name='change set')),
                    ],
                    options={
                        'verbose_name': 'entry',
                        'verbose_name_plural': 'entries',
                        'ordering': ['-pk'],
                        'indexes': [models.Index(fields=['case_id', 'id'], name='entry_by_case')],
                        'constraints': [models.UniqueConstraint(fields=('model', 'object_id', 'version'), name='entry_version_unique', violation_error_message='A record has one entry for each of its versions.'), models.CheckConstraint(condition=models.Q(('version__gte', 1)), name='entry_version_from_one', violation_error_message='Versions are counted from one.'), models.CheckConstraint(condition=models.Q(models.Q(('version', 1), _negated=True), ('kind', 'created'), _connector='OR'), name='entry_first_version_created', violation_error_message="A record's first entry is its creation."), models.CheckConstraint(condition=models.Q(('kind__in', ['created', 'changed', 'deleted'])), name='entry_kind_valid', violation_error_message='Choose one of the listed values for “kind”.')],
                    },
                ),
            ],
        ),
    ]
