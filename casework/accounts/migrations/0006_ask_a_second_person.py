import django.db.models.deletion
import simple_history.models
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0005_record_second_factors'),
        ('audit', '0006_create_erasures'),
    ]

    operations = [
        migrations.CreateModel(
            name='Countersignature',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('open_case', 'open a restricted case to all staff'), ('grant_role', 'give somebody a role'), ('export', 'export many records')], max_length=12, verbose_name='what is asked for')),
                ('object_id', models.BigIntegerField(blank=True, help_text='The number of the case or account it is about.', null=True, verbose_name='record')),
                ('words', models.TextField(blank=True, help_text='The role, or the address of the list to be exported.', verbose_name='further')),
                ('rows', models.PositiveIntegerField(blank=True, null=True, verbose_name='rows')),
                ('asked_at', models.DateTimeField(verbose_name='asked')),
                ('lapses_at', models.DateTimeField(verbose_name='lapses')),
                ('decision', models.CharField(blank=True, choices=[('signed', 'agreed to'), ('refused', 'refused'), ('withdrawn', 'withdrawn')], max_length=10, verbose_name='decision')),
                ('decided_at', models.DateTimeField(blank=True, null=True, verbose_name='decided')),
                ('used_at', models.DateTimeField(blank=True, null=True, verbose_name='used')),
                ('asked_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='countersignatures_asked', to=settings.AUTH_USER_MODEL, verbose_name='asked by')),
                ('decided_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='countersignatures_decided', to=settings.AUTH_USER_MODEL, verbose_name='decided by')),
                ('head', models.OneToOneField(blank=True, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='audit.entry', verbose_name='latest entry')),
            ],
            options={
                'verbose_name': 'request for a second person',
                'verbose_name_plural': 'requests for a second person',
                'ordering': ['-asked_at', '-pk'],
                'permissions': [('countersign', 'Can agree to what a colleague does not do alone')],
                'indexes': [models.Index(fields=['decision', 'lapses_at'], name='countersignature_waiting')],
                'constraints': [models.CheckConstraint(condition=models.Q(('kind__in', ['open_case', 'grant_role', 'export'])), name='countersignature_kind_valid', violation_error_message='Choose one of the listed values for “kind”.'), models.CheckConstraint(condition=models.Q(('decision__in', ['signed', 'refused', 'withdrawn', ''])), name='countersignature_decision_valid', violation_error_message='Choose one of the listed values for “decision”.'), models.CheckConstraint(condition=models.Q(models.Q(('decided_at__isnull', True), ('decided_by__isnull', True), ('decision', '')), models.Q(('decided_at__isnull', False), ('decided_by', models.F('asked_by')), ('decision', 'withdrawn')), models.Q(models.Q(('decided_by', models.F('asked_by')), _negated=True), ('decided_at__isnull', False), ('decided_by__isnull', False), ('decision__in', ['signed', 'refused'])), _connector='OR'), name='countersignature_decided_by_another', violation_error_message='Another person than the one who asked must decide.'), models.CheckConstraint(condition=models.Q(('decided_at', None), ('decision', 'withdrawn'), ('decided_at__lt', models.F('lapses_at')), _connector='OR'), name='countersignature_decided_before_it_lapses', violation_error_message='What nobody answered in time has lapsed: ask for it anew.'), models.CheckConstraint(condition=models.Q(('used_at', None), models.Q(('decision', 'signed'), ('used_at__gte', models.F('decided_at'))), _connector='OR'), name='countersignature_used_once_agreed_to', violation_error_message='What was not agreed to cannot be used.')],
            },
        ),
        migrations.CreateModel(
            name='HistoricalCountersignature',
            fields=[
                ('id', models.BigIntegerField(auto_created=True, blank=True, verbose_name='ID')),
                ('valid_to', models.DateTimeField(editable=False, null=True, verbose_name='held until')),
                ('history_user_id', models.BigIntegerField(editable=False, null=True)),
                ('kind', models.CharField(choices=[('open_case', 'open a restricted case to all staff'), ('grant_role', 'give somebody a role'), ('export', 'export many records')], max_length=12, verbose_name='what is asked for')),
                ('object_id', models.BigIntegerField(blank=True, help_text='The number of the case or account it is about.', null=True, verbose_name='record')),
                ('words', models.TextField(blank=True, help_text='The role, or the address of the list to be exported.', verbose_name='further')),
                ('rows', models.PositiveIntegerField(blank=True, null=True, verbose_name='rows')),
                ('asked_at', models.DateTimeField(verbose_name='asked')),
                ('lapses_at', models.DateTimeField(verbose_name='lapses')),
                ('decision', models.CharField(blank=True, choices=[('signed', 'agreed to'), ('refused', 'refused'), ('withdrawn', 'withdrawn')], max_length=10, verbose_name='decision')),
                ('decided_at', models.DateTimeField(blank=True, null=True, verbose_name='decided')),
                ('used_at', models.DateTimeField(blank=True, null=True, verbose_name='used')),
                ('history_id', models.BigAutoField(editable=False, primary_key=True, serialize=False)),
                ('history_date', models.DateTimeField()),
                ('history_change_reason', models.TextField(null=True)),
                ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                ('asked_by', models.ForeignKey(blank=True, db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='asked by')),
                ('decided_by', models.ForeignKey(blank=True, db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='decided by')),
                ('head', models.ForeignKey(blank=True, db_constraint=False, db_index=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='audit.entry', verbose_name='latest entry')),
            ],
            options={
                'verbose_name': 'historical request for a second person',
                'verbose_name_plural': 'historical requests for a second person',
                'ordering': ('-history_date', '-history_id'),
                'get_latest_by': ('history_date', 'history_id'),
                'indexes': [models.Index(fields=['id', 'valid_to'], name='accounts_hi_id_26ab53_idx'), models.Index(fields=['asked_by'], name='accounts_hi_asked_b_ab80a5_idx'), models.Index(fields=['decided_by'], name='accounts_hi_decided_a26662_idx')],
                'constraints': [models.UniqueConstraint(fields=('head',), name='accounts_countersignature_history_follows_entry', violation_error_message='Each entry has one version in the history.')],
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
    ]
