from django.db import migrations, models
from django.db.migrations.operations import AddIndex

from casework.audit.schema import AddIndexes


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0001_initial'),
        ('audit', '0001_initial'),
        ('auth', '0012_alter_user_first_name_max_length'),
    ]

    operations = [
        AddIndexes([
            AddIndex(
                model_name='historicalrolegrant',
                index=models.Index(fields=['user'], name='accounts_hi_user_id_029192_idx'),
            ),
            AddIndex(
                model_name='historicalrolegrant',
                index=models.Index(fields=['role'], name='accounts_hi_role_id_18029a_idx'),
            ),
        ])
    ]
