from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('audit', '0003_create_reads'),
    ]

    operations = [
        migrations.CreateModel(
            name='Run',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('verification', 'verification'), ('proof', 'proof'), ('sweep', 'sweep')], max_length=12, verbose_name='what for')),
                ('actor_id', models.BigIntegerField(null=True, verbose_name='number of who asked')),
                ('actor_name', models.TextField(help_text='The name as it was at the time.', verbose_name='who asked')),
                ('cases', models.JSONField(default=list, help_text='The numbers of the cases to be proven.', verbose_name='cases')),
                ('begun_at', models.DateTimeField(verbose_name='begun')),
                ('alive_at', models.DateTimeField(verbose_name='latest sign of life')),
                ('ended_at', models.DateTimeField(null=True, verbose_name='ended')),
                ('progress', models.PositiveSmallIntegerField(default=0, verbose_name='percent done')),
                ('holds', models.BooleanField(default=False, help_text='Whether it ended well.', verbose_name='holds')),
                ('counts', models.JSONField(default=dict, verbose_name='counts')),
                ('discrepancies', models.JSONField(default=list, verbose_name='discrepancies')),
            ],
            options={
                'verbose_name': 'run',
                'verbose_name_plural': 'runs',
                'ordering': ['-begun_at', '-pk'],
                'default_permissions': (),
                'constraints': [models.CheckConstraint(condition=models.Q(('kind__in', ['verification', 'proof', 'sweep'])), name='run_kind_valid', violation_error_message='Choose one of the listed values for “kind”.'), models.CheckConstraint(condition=models.Q(('progress__lte', 100)), name='run_progress_in_percent', violation_error_message='Progress is counted in percent.')],
            },
        ),
    ]
