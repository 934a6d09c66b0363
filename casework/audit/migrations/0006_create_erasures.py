import django.db.models.deletion
import simple_history.models
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('audit', '0005_let_auditors_restore'),
    ]

    operations = [
        migrations.CreateModel(
            name='Erasure',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('ground', models.TextField(help_text='Whose wish or which law demands it. This stays: name nobody here.', verbose_name='ground')),
                ('decision', models.CharField(blank=True, choices=[('consented', 'consented to and erased'), ('refused', 'refused'), ('withdrawn', 'withdrawn')], max_length=10, verbose_name='decision')),
                ('head', models.OneToOneField(blank=True, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='audit.entry', verbose_name='latest entry')),
            ],
            options={
                'verbose_name': 'erasure',
                'verbose_name_plural': 'erasures',
                'ordering': ['-pk'],
                'permissions': [('erase_record', 'Can ask for an erasure, and consent to that of another')],
                'constraints': [models.CheckConstraint(condition=models.Q(('ground', ''), _negated=True), name='erasure_has_ground', violation_error_message='Say on what ground it is to be erased.'), models.CheckConstraint(condition=models.Q(('decision__in', ['consented', 'refused', 'withdrawn', ''])), name='erasure_decision_valid', violation_error_message='Choose one of the listed values for “decision”.')],
            },
        ),
        migrations.CreateModel(
            name='ErasedRecord',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('model', models.CharField(max_length=100, verbose_name='kind of record')),
                ('object_id', models.BigIntegerField(verbose_name='record')),
                ('up_to_version', models.PositiveIntegerField(verbose_name='up to version')),
                ('head', models.OneToOneField(blank=True, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='audit.entry', verbose_name='latest entry')),
                ('erasure', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='records', to='audit.erasure', verbose_name='erasure')),
            ],
            options={
                'verbose_name': 'record to be erased',
                'verbose_name_plural': 'records to be erased',
                'ordering': ['erasure', 'model', 'object_id', '-pk'],
                'constraints': [models.UniqueConstraint(fields=('erasure', 'model', 'object_id'), name='erasedrecord_once_per_erasure', violation_error_message='This record is part of the request already.')],
            },
        ),
        migrations.CreateModel(
            name='HistoricalErasedRecord',
            fields=[
                ('id', models.BigIntegerField(auto_created=True, blank=True, verbose_name='ID')),
                ('valid_to', models.DateTimeField(editable=False, null=True, verbose_name='held until')),
                ('history_user_id', models.BigIntegerField(editable=False, null=True)),
                ('model', models.CharField(max_length=100, verbose_name='kind of record')),
                ('object_id', models.BigIntegerField(verbose_name='record')),
                ('up_to_version', models.PositiveIntegerField(verbose_name='up to version')),
                ('history_id', models.BigAutoField(editable=False, primary_key=True, serialize=False)),
                ('history_date', models.DateTimeField()),
                ('history_change_reason', models.TextField(null=True)),
                ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                ('erasure', models.ForeignKey(blank=True, db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='audit.erasure', verbose_name='erasure')),
                ('head', models.ForeignKey(blank=True, db_constraint=False, db_index=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='audit.entry', verbose_name='latest entry')),
            ],
            options={
                'verbose_name': 'historical record to be erased',
                'verbose_name_plural': 'historical records to be erased',
                'ordering': ('-history_date', '-history_id'),
                'get_latest_by': ('history_date', 'history_id'),
                'indexes': [models.Index(fields=['id', 'valid_to'], name='audit_histo_id_dd24d2_idx'), models.Index(fields=['erasure'], name='audit_histo_erasure_0896d4_idx')],
                'constraints': [models.UniqueConstraint(fields=('head',), name='audit_erasedrecord_history_follows_entry', violation_error_message='Each entry has one version in the history.')],
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name='HistoricalErasure',
            fields=[
                ('id', models.BigIntegerField(auto_created=True, blank=True, verbose_name='ID')),
                ('valid_to', models.DateTimeField(editable=False, null=True, verbose_name='held until')),
                ('history_user_id', models.BigIntegerField(editable=False, null=True)),
                ('ground', models.TextField(help_text='Whose wish or which law demands it. This stays: name nobody here.', verbose_name='ground')),
                ('decision', models.CharField(blank=True, choices=[('consented', 'consented to and erased'), ('refused', 'refused'), ('withdrawn', 'withdrawn')], max_length=10, verbose_name='decision')),
                ('history_id', models.BigAutoField(editable=False, primary_key=True, serialize=False)),
                ('history_date', models.DateTimeField()),
                ('history_change_reason', models.TextField(null=True)),
                ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                ('head', models.ForeignKey(blank=True, db_constraint=False, db_index=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='audit.entry', verbose_name='latest entry')),
            ],
            options={
                'verbose_name': 'historical erasure',
                'verbose_name_plural': 'historical erasures',
                'ordering': ('-history_date', '-history_id'),
                'get_latest_by': ('history_date', 'history_id'),
                'indexes': [models.Index(fields=['id', 'valid_to'], name='audit_histo_id_5c558a_idx')],
                'constraints': [models.UniqueConstraint(fields=('head',), name='audit_erasure_history_follows_entry', violation_error_message='Each entry has one version in the history.')],
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
    ]
