from django.db import migrations, models
from django.db.migrations.operations import AddIndex

from casework.audit.schema import AddIndexes


class Migration(migrations.Migration):

    dependencies = [
        ('audit', '0001_initial'),
        ('reference', '0002_load_vocabularies'),
    ]

    operations = [
        AddIndexes([
            AddIndex(
                model_name='historicallegalprovision',
                index=models.Index(fields=['instrument'], name='reference_h_instrum_90be3d_idx'),
            ),
        ])
    ]
