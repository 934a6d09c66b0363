

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0004_let_auditors_restore'),
        ('audit', '0006_create_erasures'),
    ]

    operations = [
        migrations.CreateModel(
            name='SharedValue',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(max_length=250, unique=True, verbose_name='key')),
                ('value', models.JSONField(null=True, verbose_name='value')),
                ('ends_at', models.DateTimeField(db_index=True, verbose_name='ends')),
            ],
            options={
                'verbose_name': 'shared value',
                'verbose_name_plural': 'shared values',
                'ordering': ['-pk'],
                'default_permissions': (),
            },
        ),
        migrations.RemoveConstraint(
            model_name='signin',
            name='signin_outcome_valid',
        ),
        migrations.AlterField(
            model_name='historicalsignin',
            name='outcome',
            field=models.CharField(choices=[('signed_in', 'signed in'), ('refused', 'refused'), ('signed_out', 'signed out'), ('confirmed', 'confirmed again who they are'), ('factor_refused', 'second factor refused'), ('factor_added', 'added a second factor'), ('factor_removed', 'removed a second factor'), ('codes_made', 'made recovery codes')], max_length=20, verbose_name='outcome'),
        ),
        migrations.AlterField(
            model_name='signin',
            name='outcome',
            field=models.CharField(choices=[('signed_in', 'signed in'), ('refused', 'refused'), ('signed_out', 'signed out'), ('confirmed', 'confirmed again who they are'), ('factor_refused', 'second factor refused'), ('factor_added', 'added a second factor'), ('factor_removed', 'removed a second factor'), ('codes_made', 'made recovery codes')], max_length=20, verbose_name='outcome'),
        ),
        migrations.AddConstraint(
            model_name='signin',
            constraint=models.CheckConstraint(condition=models.Q(('outcome__in', ['signed_in', 'refused', 'signed_out', 'confirmed', 'factor_refused', 'factor_added', 'factor_removed', 'codes_made'])), name='signin_outcome_valid', violation_error_message='Choose one of the listed values for “outcome”.'),
        ),
    ]
