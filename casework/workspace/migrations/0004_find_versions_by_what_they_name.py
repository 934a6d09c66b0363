from django.conf import settings
from django.db import migrations, models
from django.db.migrations.operations import AddIndex

from casework.audit.schema import AddIndexes


class Migration(migrations.Migration):

    dependencies = [
        ('audit', '0001_initial'),
        ('workspace', '0003_create_calendar_feeds'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        AddIndexes([
            AddIndex(
                model_name='historicalcalendarfeed',
                index=models.Index(fields=['user'], name='workspace_h_user_id_efb65e_idx'),
            ),
            AddIndex(
                model_name='historicalpinnedfilter',
                index=models.Index(fields=['user'], name='workspace_h_user_id_928e42_idx'),
            ),
            AddIndex(
                model_name='historicalpinnedfilter',
                index=models.Index(fields=['saved_filter'], name='workspace_h_saved_f_e19ca5_idx'),
            ),
            AddIndex(
                model_name='historicalsavedfilter',
                index=models.Index(fields=['owner'], name='workspace_h_owner_i_e3e74b_idx'),
            ),
        ])
    ]
