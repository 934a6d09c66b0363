from django.db import migrations, models
from django.db.migrations.operations import AddIndex

from casework.audit.schema import AddIndexes


class Migration(migrations.Migration):

    dependencies = [
        ('audit', '0001_initial'),
        ('persons', '0001_initial'),
        ('reference', '0003_find_versions_by_what_they_name'),
    ]

    operations = [
        AddIndexes([
            AddIndex(
                model_name='historicalaffiliation',
                index=models.Index(fields=['person'], name='persons_his_person__9fb24b_idx'),
            ),
            AddIndex(
                model_name='historicalaffiliation',
                index=models.Index(fields=['organisation'], name='persons_his_organis_f676ce_idx'),
            ),
            AddIndex(
                model_name='historicalaffiliation',
                index=models.Index(fields=['role'], name='persons_his_role_id_a6ae49_idx'),
            ),
            AddIndex(
                model_name='historicalcontactdetail',
                index=models.Index(fields=['person'], name='persons_his_person__0f78b3_idx'),
            ),
            AddIndex(
                model_name='historicaldistinctpersons',
                index=models.Index(fields=['first'], name='persons_his_first_i_f38d18_idx'),
            ),
            AddIndex(
                model_name='historicaldistinctpersons',
                index=models.Index(fields=['second'], name='persons_his_second__8bc537_idx'),
            ),
            AddIndex(
                model_name='historicalmergedrow',
                index=models.Index(fields=['merge'], name='persons_his_merge_i_1e8de1_idx'),
            ),
            AddIndex(
                model_name='historicalorganisation',
                index=models.Index(fields=['parent'], name='persons_his_parent__27b8ce_idx'),
            ),
            AddIndex(
                model_name='historicalorganisationstatus',
                index=models.Index(fields=['organisation'], name='persons_his_organis_18a4f9_idx'),
            ),
            AddIndex(
                model_name='historicalorganisationstatus',
                index=models.Index(fields=['decided_by'], name='persons_his_decided_5673f5_idx'),
            ),
            AddIndex(
                model_name='historicalperson',
                index=models.Index(fields=['merged_into'], name='persons_his_merged__95886c_idx'),
            ),
            AddIndex(
                model_name='historicalpersonmerge',
                index=models.Index(fields=['kept'], name='persons_his_kept_id_a0c7f0_idx'),
            ),
            AddIndex(
                model_name='historicalpersonmerge',
                index=models.Index(fields=['merged'], name='persons_his_merged__279a0b_idx'),
            ),
            AddIndex(
                model_name='historicalpersonname',
                index=models.Index(fields=['person'], name='persons_his_person__0807f2_idx'),
            ),
            AddIndex(
                model_name='historicalpersonnationality',
                index=models.Index(fields=['person'], name='persons_his_person__4c51ef_idx'),
            ),
            AddIndex(
                model_name='historicalpersonoccupation',
                index=models.Index(fields=['person'], name='persons_his_person__446365_idx'),
            ),
            AddIndex(
                model_name='historicalpersonoccupation',
                index=models.Index(fields=['occupation'], name='persons_his_occupat_643d5e_idx'),
            ),
            AddIndex(
                model_name='historicalrelationship',
                index=models.Index(fields=['person'], name='persons_his_person__9e661c_idx'),
            ),
            AddIndex(
                model_name='historicalrelationship',
                index=models.Index(fields=['other_person'], name='persons_his_other_p_218252_idx'),
            ),
            AddIndex(
                model_name='historicalrelationship',
                index=models.Index(fields=['kind'], name='persons_his_kind_id_42700a_idx'),
            ),
        ])
    ]
