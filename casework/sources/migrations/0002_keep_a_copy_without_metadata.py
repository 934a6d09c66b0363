import casework.sources.storage
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('audit', '0001_initial'),
        ('sources', '0001_initial'),
    ]

    operations = [
        migrations.AddField(
            model_name='historicalsourcefile',
            name='clean_copy',
            field=models.TextField(blank=True, editable=False, max_length=200, verbose_name='copy without metadata'),
        ),
        migrations.AddField(
            model_name='historicalsourcefile',
            name='clean_sha256',
            field=models.CharField(blank=True, editable=False, help_text='The fingerprint of what is served, and so of what was passed on.', max_length=64, verbose_name='SHA-256 of the copy without metadata'),
        ),
        migrations.AddField(
            model_name='sourcefile',
            name='clean_copy',
            field=models.FileField(blank=True, editable=False, max_length=200, storage=casework.sources.storage.PrivateStorage, upload_to=casework.sources.storage.new_file_name, verbose_name='copy without metadata'),
        ),
        migrations.AddField(
            model_name='sourcefile',
            name='clean_sha256',
            field=models.CharField(blank=True, editable=False, help_text='The fingerprint of what is served, and so of what was passed on.', max_length=64, verbose_name='SHA-256 of the copy without metadata'),
        ),
        migrations.AddConstraint(
            model_name='sourcefile',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('clean_copy', ''), ('clean_sha256', '')), models.Q(('clean_copy__gt', ''), ('clean_sha256__gt', '')), _connector='OR'), name='sourcefile_clean_copy_with_fingerprint', violation_error_message='A copy without metadata is kept together with its fingerprint.'),
        ),
    ]
