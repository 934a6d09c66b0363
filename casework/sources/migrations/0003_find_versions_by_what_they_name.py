from django.db import migrations, models
from django.db.migrations.operations import AddIndex

from casework.audit.schema import AddIndexes


class Migration(migrations.Migration):

    dependencies = [
        ('audit', '0001_initial'),
        ('persons', '0002_find_versions_by_what_they_name'),
        ('reference', '0003_find_versions_by_what_they_name'),
        ('sources', '0002_keep_a_copy_without_metadata'),
    ]

    operations = [
        AddIndexes([
            AddIndex(
                model_name='historicalsource',
                index=models.Index(fields=['kind'], name='sources_his_kind_id_61d857_idx'),
            ),
            AddIndex(
                model_name='historicalsource',
                index=models.Index(fields=['publisher'], name='sources_his_publish_437822_idx'),
            ),
            AddIndex(
                model_name='historicalsourcefile',
                index=models.Index(fields=['source'], name='sources_his_source__f4b340_idx'),
            ),
        ])
    ]
