import casework.core.constraints
import django.db.models.deletion
import simple_history.models
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('audit', '0006_create_erasures'),
        ('cases', '0006_keep_internal_notes_encrypted'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='EmergencyAccess',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('opened_at', models.DateTimeField(verbose_name='opened')),
                ('ends_at', models.DateTimeField(verbose_name='open until')),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='emergencies', to='cases.case', verbose_name='case')),
                ('head', models.OneToOneField(blank=True, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='audit.entry', verbose_name='latest entry')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='emergencies', to=settings.AUTH_USER_MODEL, verbose_name='colleague')),
            ],
            options={
                'verbose_name': 'opening in an emergency',
                'verbose_name_plural': 'openings in an emergency',
                'ordering': ['-opened_at', '-pk'],
                'permissions': [('open_in_emergency', 'Can open a restricted case of another team for an hour'), ('end_emergency', 'Can end what a colleague opened in an emergency')],
                'indexes': [models.Index(fields=['user', 'ends_at'], name='emergencyaccess_running')],
                'constraints': [models.CheckConstraint(condition=models.Q(('ends_at__gte', models.F('opened_at'))), name='emergencyaccess_ends_not_before_opened', violation_error_message='What was opened cannot end before that.'), models.CheckConstraint(condition=models.Q(('ends_at__lte', casework.core.constraints.AnHourAfter(models.F('opened_at')))), name='emergencyaccess_ends_within_the_hour', violation_error_message='An opening in an emergency lasts an hour at most.')],
            },
        ),
        migrations.CreateModel(
            name='HistoricalEmergencyAccess',
            fields=[
                ('id', models.BigIntegerField(auto_created=True, blank=True, verbose_name='ID')),
                ('valid_to', models.DateTimeField(editable=False, null=True, verbose_name='held until')),
                ('history_user_id', models.BigIntegerField(editable=False, null=True)),
                ('opened_at', models.DateTimeField(verbose_name='opened')),
                ('ends_at', models.DateTimeField(verbose_name='open until')),
                ('history_id', models.BigAutoField(editable=False, primary_key=True, serialize=False)),
                ('history_date', models.DateTimeField()),
                ('history_change_reason', models.TextField(null=True)),
                ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                ('case', models.ForeignKey(blank=True, db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='cases.case', verbose_name='case')),
                ('head', models.ForeignKey(blank=True, db_constraint=False, db_index=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='audit.entry', verbose_name='latest entry')),
                ('user', models.ForeignKey(blank=True, db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='colleague')),
            ],
            options={
                'verbose_name': 'historical opening in an emergency',
                'verbose_name_plural': 'historical openings in an emergency',
                'ordering': ('-history_date', '-history_id'),
                'get_latest_by': ('history_date', 'history_id'),
                'indexes': [models.Index(fields=['id', 'valid_to'], name='cases_histo_id_61f602_idx'), models.Index(fields=['case'], name='cases_histo_case_id_2f002d_idx'), models.Index(fields=['user'], name='cases_histo_user_id_1111ed_idx')],
                'constraints': [models.UniqueConstraint(fields=('head',), name='cases_emergencyaccess_history_follows_entry', violation_error_message='Each entry has one version in the history.')],
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
    ]
