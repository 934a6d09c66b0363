import casework.audit.schema
import django.db.models.deletion
import simple_history.models
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0002_find_versions_by_what_they_name'),
        ('audit', '0001_initial'),
    ]

    operations = [
        casework.audit.schema.CreateModels(
            models=[
                migrations.CreateModel(
                    name='HistoricalSignIn',
                    fields=[
                        ('id', models.BigIntegerField(auto_created=True, blank=True, verbose_name='ID')),
                        ('valid_to', models.DateTimeField(editable=False, null=True, verbose_name='held until')),
                        ('history_user_id', models.BigIntegerField(editable=False, null=True)),
                        ('typed_name', models.CharField(blank=True, help_text='Its beginning, where it was longer.', max_length=60, verbose_name='name typed')),
                        ('outcome', models.CharField(choices=[('signed_in', 'signed in'), ('refused', 'refused'), ('signed_out', 'signed out')], max_length=10, verbose_name='outcome')),
                        ('at', models.DateTimeField(verbose_name='when')),
                        ('history_id', models.BigAutoField(editable=False, primary_key=True, serialize=False)),
                        ('history_date', models.DateTimeField()),
                        ('history_change_reason', models.TextField(null=True)),
                        ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                        ('head', models.ForeignKey(blank=True, db_constraint=False, db_index=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='audit.entry', verbose_name='latest entry')),
                        ('user', models.ForeignKey(blank=True, db_constraint=False, db_index=False, help_text='The account of that name, if there is one.', null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='user')),
                    ],
                    options={
                        'verbose_name': 'historical sign-in',
                        'verbose_name_plural': 'historical sign-ins',
                        'ordering': ('-history_date', '-history_id'),
                        'get_latest_by': ('history_date', 'history_id'),
                        'indexes': [models.Index(fields=['id', 'valid_to'], name='accounts_hi_id_f9834f_idx'), models.Index(fields=['user'], name='accounts_hi_user_id_fa46b4_idx')],
                        'constraints': [models.UniqueConstraint(fields=('head',), name='accounts_signin_history_follows_entry', violation_error_message='Each entry has one version in the history.')],
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name='SignIn',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('typed_name', models.CharField(blank=True, help_text='Its beginning, where it was longer.', max_length=60, verbose_name='name typed')),
                        ('outcome', models.CharField(choices=[('signed_in', 'signed in'), ('refused', 'refused'), ('signed_out', 'signed out')], max_length=10, verbose_name='outcome')),
                        ('at', models.DateTimeField(db_index=True, verbose_name='when')),
                        ('head', models.OneToOneField(blank=True, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='audit.entry', verbose_name='latest entry')),
                        ('user', models.ForeignKey(blank=True, help_text='The account of that name, if there is one.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='sign_ins', to=settings.AUTH_USER_MODEL, verbose_name='user')),
                    ],
                    options={
                        'verbose_name': 'sign-in',
                        'verbose_name_plural': 'sign-ins',
                        'ordering': ['-at', '-pk'],
                        'constraints': [models.CheckConstraint(condition=models.Q(('outcome__in', ['signed_in', 'refused', 'signed_out'])), name='signin_outcome_valid', violation_error_message='Choose one of the listed values for “outcome”.'), models.CheckConstraint(condition=models.Q(('outcome', 'refused'), ('user__isnull', False), _connector='OR'), name='signin_of_somebody_unless_refused', violation_error_message='Nobody signs in or out without an account.')],
                    },
                ),
            ],
        ),
    ]
