import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('persons', '0002_find_versions_by_what_they_name'),
        ('proceedings', '0002_find_versions_by_what_they_name'),
    ]

    operations = [
        migrations.CreateModel(
            name='CustodySpan',
            fields=[
                ('spell', models.OneToOneField(on_delete=django.db.models.deletion.DO_NOTHING, primary_key=True, related_name='span', serialize=False, to='proceedings.custody', verbose_name='spell of custody')),
                ('alone_certain_from', models.DateField(help_text='As the spell tells it without any other.', verbose_name='certainly from, by itself')),
                ('alone_certain_until', models.DateField(verbose_name='certainly until, by itself')),
                ('alone_possible_from', models.DateField(verbose_name='possibly from, by itself')),
                ('alone_possible_until', models.DateField(verbose_name='possibly until, by itself')),
                ('starts', models.DateField(help_text='Of two in which the person may be, the one that starts later is current.', verbose_name='starts')),
                ('certain_from', models.DateField(help_text='Read together with the spells that pass into it and out of it.', verbose_name='certainly from')),
                ('certain_until', models.DateField(verbose_name='certainly until')),
                ('possible_from', models.DateField(verbose_name='possibly from')),
                ('possible_until', models.DateField(verbose_name='possibly until')),
                ('certain_counted_from', models.DateField(help_text='Up to then, spells that began before count them.', verbose_name='certain days count from')),
                ('possible_counted_from', models.DateField(verbose_name='possible days count from')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.DO_NOTHING, related_name='custody_spans', to='persons.person', verbose_name='person')),
            ],
            options={
                'verbose_name': 'span of custody',
                'verbose_name_plural': 'spans of custody',
                'ordering': ['-pk'],
                'abstract': False,
                'default_permissions': (),
            },
        ),
    ]
