import casework.audit.schema
import django.db.models.deletion
import simple_history.models
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('audit', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        casework.audit.schema.CreateModels([
            migrations.CreateModel(
                name='SavedFilter',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('name', models.CharField(max_length=80, verbose_name='name')),
                    ('page', models.CharField(choices=[('case_list', 'cases'), ('person_list', 'persons'), ('organisation_list', 'organisations'), ('source_list', 'sources'), ('proceeding_list', 'proceedings'), ('advocacy_list', 'advocacy'), ('task_list', 'tasks')], max_length=20, verbose_name='list')),
                    ('query', models.TextField(blank=True, help_text='What follows the question mark in the address of the list.', verbose_name='filter')),
                    ('is_shared', models.BooleanField(default=False, help_text='Everyone who may open the list then sees its name and what it asks for.', verbose_name='shared')),
                    ('head', models.OneToOneField(blank=True, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='audit.entry', verbose_name='latest entry')),
                    ('owner', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='saved_filters', to=settings.AUTH_USER_MODEL, verbose_name='owner')),
                ],
                options={
                    'verbose_name': 'saved filter',
                    'verbose_name_plural': 'saved filters',
                    'ordering': ['name', '-pk'],
                    'constraints': [models.CheckConstraint(condition=models.Q(('page__in', ['case_list', 'person_list', 'organisation_list', 'source_list', 'proceeding_list', 'advocacy_list', 'task_list'])), name='savedfilter_page_valid', violation_error_message='Choose one of the listed values for “page”.'), models.CheckConstraint(condition=models.Q(('name', ''), _negated=True), name='savedfilter_named', violation_error_message='Give the filter a name.'), models.UniqueConstraint(fields=('owner', 'page', 'name'), name='savedfilter_name_once', violation_error_message='You already have a filter of this name for this list.')],
                },
            ),
            migrations.CreateModel(
                name='PinnedFilter',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('head', models.OneToOneField(blank=True, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='audit.entry', verbose_name='latest entry')),
                    ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='pinned_filters', to=settings.AUTH_USER_MODEL, verbose_name='user')),
                    ('saved_filter', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='pins', to='workspace.savedfilter', verbose_name='filter')),
                ],
                options={
                    'verbose_name': 'pinned filter',
                    'verbose_name_plural': 'pinned filters',
                    'ordering': ['-pk'],
                    'constraints': [models.UniqueConstraint(fields=('user', 'saved_filter'), name='pinnedfilter_once', violation_error_message='This filter is pinned already.')],
                },
            ),
            migrations.CreateModel(
                name='HistoricalPinnedFilter',
                fields=[
                    ('id', models.BigIntegerField(auto_created=True, blank=True, verbose_name='ID')),
                    ('valid_to', models.DateTimeField(editable=False, null=True, verbose_name='held until')),
                    ('history_user_id', models.BigIntegerField(editable=False, null=True)),
                    ('history_id', models.BigAutoField(editable=False, primary_key=True, serialize=False)),
                    ('history_date', models.DateTimeField()),
                    ('history_change_reason', models.TextField(null=True)),
                    ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                    ('head', models.ForeignKey(blank=True, db_constraint=False, db_index=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='audit.entry', verbose_name='latest entry')),
                    ('user', models.ForeignKey(blank=True, db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='user')),
                    ('saved_filter', models.ForeignKey(blank=True, db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='workspace.savedfilter', verbose_name='filter')),
                ],
                options={
                    'verbose_name': 'historical pinned filter',
                    'verbose_name_plural': 'historical pinned filters',
                    'ordering': ('-history_date', '-history_id'),
                    'get_latest_by': ('history_date', 'history_id'),
                    'indexes': [models.Index(fields=['id', 'valid_to'], name='workspace_h_id_184284_idx')],
                    'constraints': [models.UniqueConstraint(fields=('head',), name='workspace_pinnedfilter_history_follows_entry', violation_error_message='Each entry has one version in the history.')],
                },
                bases=(simple_history.models.HistoricalChanges, models.Model),
            ),
            migrations.CreateModel(
                name='HistoricalSavedFilter',
                fields=[
                    ('id', models.BigIntegerField(auto_created=True, blank=True, verbose_name='ID')),
                    ('valid_to', models.DateTimeField(editable=False, null=True, verbose_name='held until')),
                    ('history_user_id', models.BigIntegerField(editable=False, null=True)),
                    ('name', models.CharField(max_length=80, verbose_name='name')),
                    ('page', models.CharField(choices=[('case_list', 'cases'), ('person_list', 'persons'), ('organisation_list', 'organisations'), ('source_list', 'sources'), ('proceeding_list', 'proceedings'), ('advocacy_list', 'advocacy'), ('task_list', 'tasks')], max_length=20, verbose_name='list')),
                    ('query', models.TextField(blank=True, help_text='What follows the question mark in the address of the list.', verbose_name='filter')),
                    ('is_shared', models.BooleanField(default=False, help_text='Everyone who may open the list then sees its name and what it asks for.', verbose_name='shared')),
                    ('history_id', models.BigAutoField(editable=False, primary_key=True, serialize=False)),
                    ('history_date', models.DateTimeField()),
                    ('history_change_reason', models.TextField(null=True)),
                    ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                    ('head', models.ForeignKey(blank=True, db_constraint=False, db_index=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='audit.entry', verbose_name='latest entry')),
                    ('owner', models.ForeignKey(blank=True, db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='owner')),
                ],
                options={
                    'verbose_name': 'historical saved filter',
                    'verbose_name_plural': 'historical saved filters',
                    'ordering': ('-history_date', '-history_id'),
                    'get_latest_by': ('history_date', 'history_id'),
                    'indexes': [models.Index(fields=['id', 'valid_to'], name='workspace_h_id_46a969_idx')],
                    'constraints': [models.UniqueConstraint(fields=('head',), name='workspace_savedfilter_history_follows_entry', violation_error_message='Each entry has one version in the history.')],
                },
                bases=(simple_history.models.HistoricalChanges, models.Model),
            ),
            migrations.CreateModel(
                name='ListColumns',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('page', models.CharField(choices=[('case_list', 'cases'), ('person_list', 'persons'), ('organisation_list', 'organisations'), ('source_list', 'sources'), ('proceeding_list', 'proceedings'), ('advocacy_list', 'advocacy'), ('task_list', 'tasks')], max_length=20, verbose_name='list')),
                    ('names', models.JSONField(verbose_name='columns')),
                    ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='list_columns', to=settings.AUTH_USER_MODEL, verbose_name='user')),
                ],
                options={
                    'verbose_name': 'columns of a list',
                    'verbose_name_plural': 'columns of lists',
                    'ordering': ['-pk'],
                    'constraints': [models.CheckConstraint(condition=models.Q(('page__in', ['case_list', 'person_list', 'organisation_list', 'source_list', 'proceeding_list', 'advocacy_list', 'task_list'])), name='listcolumns_page_valid', violation_error_message='Choose one of the listed values for “page”.'), models.UniqueConstraint(fields=('user', 'page'), name='listcolumns_once', violation_error_message='The columns of this list are chosen already.')],
                },
            ),
        ]),
    ]
