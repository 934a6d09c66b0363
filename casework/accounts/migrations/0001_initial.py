import casework.audit.schema
import django.core.validators
import django.db.models.deletion
import django.db.models.functions.text
import re
import simple_history.models
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('audit', '0001_initial'),
        ('auth', '0012_alter_user_first_name_max_length'),
    ]

    operations = [
        casework.audit.schema.CreateModels(
            models=[
                migrations.CreateModel(
                    name='User',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('password', models.CharField(max_length=128, verbose_name='password')),
                        ('username', models.CharField(error_messages={'unique': 'Another account already has this username.'}, help_text='What the person signs in with: lower-case letters, digits, dots, hyphens, underscores.', max_length=60, unique=True, validators=[django.core.validators.RegexValidator(re.compile('^[a-z0-9](?:[a-z0-9._-]*[a-z0-9])?\\Z'), 'Use lower-case letters without accents, digits, and dots, hyphens or underscores between them.')], verbose_name='username')),
                        ('full_name', models.CharField(help_text='As colleagues and the change history name the person.', max_length=200, verbose_name='full name')),
                        ('email', models.EmailField(blank=True, help_text='A work address; seen by administrators, directors and auditors.', max_length=254, verbose_name='e-mail address')),
                        ('is_active', models.BooleanField(default=True, help_text='Take the mark away when somebody leaves: they can no longer sign in, and what they did keeps their name.', verbose_name='active')),
                        ('password_version', models.PositiveIntegerField(default=0, editable=False, help_text='Goes up by one with each new password, so that the history tells of it without keeping it.', verbose_name='password version')),
                        ('head', models.OneToOneField(blank=True, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='audit.entry', verbose_name='latest entry')),
                        ('groups', models.ManyToManyField(blank=True, related_name='user_set', related_query_name='user', through='accounts.RoleGrant', to='auth.group', verbose_name='roles')),
                    ],
                    options={
                        'verbose_name': 'user',
                        'verbose_name_plural': 'users',
                        'ordering': ['full_name', 'username', '-pk'],
                        'permissions': [('name_user', 'Can choose a colleague by name')],
                        'constraints': [models.CheckConstraint(condition=models.Q(('username', django.db.models.functions.text.Lower('username')), models.Q(('username', ''), _negated=True)), name='user_username_lower_case', violation_error_message='A username is written in lower case.'), models.UniqueConstraint(django.db.models.functions.text.Lower('email'), condition=models.Q(('email', ''), _negated=True), name='user_email_unique', violation_error_message='Another account already has this e-mail address.')],
                    },
                ),
                migrations.CreateModel(
                    name='RoleGrant',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('head', models.OneToOneField(blank=True, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='audit.entry', verbose_name='latest entry')),
                        ('role', models.ForeignKey(help_text='What the person may see and do. Somebody may hold several roles.', on_delete=django.db.models.deletion.PROTECT, related_name='role_grants', to='auth.group', verbose_name='role')),
                        ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='role_grants', to=settings.AUTH_USER_MODEL, verbose_name='user')),
                    ],
                    options={
                        'verbose_name': 'role granted',
                        'verbose_name_plural': 'roles granted',
                        'ordering': ['user__full_name', 'role__name', '-pk'],
                        'constraints': [models.UniqueConstraint(fields=('user', 'role'), name='role_grant_once', violation_error_message='This person already holds this role.')],
                    },
                ),
                migrations.CreateModel(
                    name='HistoricalRoleGrant',
                    fields=[
                        ('id', models.BigIntegerField(auto_created=True, blank=True, verbose_name='ID')),
                        ('valid_to', models.DateTimeField(editable=False, null=True, verbose_name='held until')),
                        ('history_user_id', models.BigIntegerField(editable=False, null=True)),
                        ('history_id', models.BigAutoField(editable=False, primary_key=True, serialize=False)),
                        ('history_date', models.DateTimeField()),
                        ('history_change_reason', models.TextField(null=True)),
                        ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                        ('head', models.ForeignKey(blank=True, db_constraint=False, db_index=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='audit.entry', verbose_name='latest entry')),
                        ('role', models.ForeignKey(blank=True, db_constraint=False, db_index=False, help_text='What the person may see and do. Somebody may hold several roles.', null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='auth.group', verbose_name='role')),
                        ('user', models.ForeignKey(blank=True, db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='user')),
                    ],
                    options={
                        'verbose_name': 'historical role granted',
                        'verbose_name_plural': 'historical roles granted',
                        'ordering': ('-history_date', '-history_id'),
                        'get_latest_by': ('history_date', 'history_id'),
                        'indexes': [models.Index(fields=['id', 'valid_to'], name='accounts_hi_id_051a32_idx')],
                        'constraints': [models.UniqueConstraint(fields=('head',), name='accounts_rolegrant_history_follows_entry', violation_error_message='Each entry has one version in the history.')],
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name='HistoricalUser',
                    fields=[
                        ('id', models.BigIntegerField(auto_created=True, blank=True, verbose_name='ID')),
                        ('valid_to', models.DateTimeField(editable=False, null=True, verbose_name='held until')),
                        ('history_user_id', models.BigIntegerField(editable=False, null=True)),
                        ('username', models.CharField(error_messages={'unique': 'Another account already has this username.'}, help_text='What the person signs in with: lower-case letters, digits, dots, hyphens, underscores.', max_length=60, validators=[django.core.validators.RegexValidator(re.compile('^[a-z0-9](?:[a-z0-9._-]*[a-z0-9])?\\Z'), 'Use lower-case letters without accents, digits, and dots, hyphens or underscores between them.')], verbose_name='username')),
                        ('full_name', models.CharField(help_text='As colleagues and the change history name the person.', max_length=200, verbose_name='full name')),
                        ('email', models.EmailField(blank=True, help_text='A work address; seen by administrators, directors and auditors.', max_length=254, verbose_name='e-mail address')),
                        ('is_active', models.BooleanField(default=True, help_text='Take the mark away when somebody leaves: they can no longer sign in, and what they did keeps their name.', verbose_name='active')),
                        ('password_version', models.PositiveIntegerField(default=0, editable=False, help_text='Goes up by one with each new password, so that the history tells of it without keeping it.', verbose_name='password version')),
                        ('history_id', models.BigAutoField(editable=False, primary_key=True, serialize=False)),
                        ('history_date', models.DateTimeField()),
                        ('history_change_reason', models.TextField(null=True)),
                        ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                        ('head', models.ForeignKey(blank=True, db_constraint=False, db_index=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='audit.entry', verbose_name='latest entry')),
                    ],
                    options={
                        'verbose_name': 'historical user',
                        'verbose_name_plural': 'historical users',
                        'ordering': ('-history_date', '-history_id'),
                        'get_latest_by': ('history_date', 'history_id'),
                        'indexes': [models.Index(fields=['id', 'valid_to'], name='accounts_hi_id_42aef8_idx')],
                        'constraints': [models.UniqueConstraint(fields=('head',), name='accounts_user_history_follows_entry', violation_error_message='Each entry has one version in the history.')],
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
            ],
        ),
    ]
