import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('audit', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Checkpoint',
            fields=[
                ('number', models.BigIntegerField(help_text='Counted from one.', primary_key=True, serialize=False, verbose_name='number')),
                ('size', models.BigIntegerField(verbose_name='entries sealed')),
                ('root', models.BinaryField(help_text='The hash of the tree.', verbose_name='root')),
                ('frontier', models.BinaryField(help_text='The hashes of the perfect subtrees from which the tree grows on.', verbose_name='frontier')),
                ('note', models.TextField(help_text='The signed statement, as it is given to others.', verbose_name='note')),
                ('key', models.TextField(help_text='The key by which the signature is verified.', verbose_name='public key')),
                ('at', models.DateTimeField(verbose_name='when')),
            ],
            options={
                'verbose_name': 'checkpoint',
                'verbose_name_plural': 'checkpoints',
                'ordering': ['-pk'],
                'default_permissions': (),
                'constraints': [models.CheckConstraint(condition=models.Q(('number__gte', 1)), name='checkpoint_numbered_from_one', violation_error_message='Checkpoints are counted from one.'), models.CheckConstraint(condition=models.Q(('size__gte', 0)), name='checkpoint_size_not_negative', violation_error_message='A tree cannot hold fewer entries than none.')],
            },
        ),
        migrations.CreateModel(
            name='SealedEntry',
            fields=[
                ('position', models.BigIntegerField(help_text='Counted from zero.', primary_key=True, serialize=False, verbose_name='position')),
                ('leaf', models.BinaryField(help_text='SHA-256 of what the entry says, without its values.', verbose_name='leaf')),
                ('entry', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='sealed', to='audit.entry', verbose_name='entry')),
            ],
            options={
                'verbose_name': 'sealed entry',
                'verbose_name_plural': 'sealed entries',
                'ordering': ['-pk'],
                'default_permissions': (),
                'constraints': [models.CheckConstraint(condition=models.Q(('position__gte', 0)), name='sealedentry_position_from_zero', violation_error_message='Positions are counted from zero.')],
            },
        ),
    ]
