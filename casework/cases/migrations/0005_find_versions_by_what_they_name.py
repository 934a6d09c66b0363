from django.conf import settings
from django.db import migrations, models
from django.db.migrations.operations import AddIndex

from casework.audit.schema import AddIndexes


class Migration(migrations.Migration):

    dependencies = [
        ('audit', '0001_initial'),
        ('cases', '0004_ask_for_the_cause_of_a_task_not_by_hand'),
        ('persons', '0002_find_versions_by_what_they_name'),
        ('reference', '0003_find_versions_by_what_they_name'),
        ('sources', '0003_find_versions_by_what_they_name'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        AddIndexes([
            AddIndex(
                model_name='historicalcase',
                index=models.Index(fields=['lead'], name='cases_histo_lead_id_2a6c78_idx'),
            ),
            AddIndex(
                model_name='historicalcaseparty',
                index=models.Index(fields=['case'], name='cases_histo_case_id_b51101_idx'),
            ),
            AddIndex(
                model_name='historicalcaseparty',
                index=models.Index(fields=['person'], name='cases_histo_person__ca7e1d_idx'),
            ),
            AddIndex(
                model_name='historicalcasesituation',
                index=models.Index(fields=['case'], name='cases_histo_case_id_2161ab_idx'),
            ),
            AddIndex(
                model_name='historicalcasesituation',
                index=models.Index(fields=['situation'], name='cases_histo_situati_ab8ff1_idx'),
            ),
            AddIndex(
                model_name='historicalcasestaff',
                index=models.Index(fields=['case'], name='cases_histo_case_id_539656_idx'),
            ),
            AddIndex(
                model_name='historicalcasestaff',
                index=models.Index(fields=['user'], name='cases_histo_user_id_f86783_idx'),
            ),
            AddIndex(
                model_name='historicalcitation',
                index=models.Index(fields=['development'], name='cases_histo_develop_b6cea3_idx'),
            ),
            AddIndex(
                model_name='historicalcitation',
                index=models.Index(fields=['person'], name='cases_histo_person__0564c7_idx'),
            ),
            AddIndex(
                model_name='historicalcitation',
                index=models.Index(fields=['person_name'], name='cases_histo_person__bce416_idx'),
            ),
            AddIndex(
                model_name='historicalcitation',
                index=models.Index(fields=['nationality'], name='cases_histo_nationa_9cc213_idx'),
            ),
            AddIndex(
                model_name='historicalcitation',
                index=models.Index(fields=['occupation'], name='cases_histo_occupat_769a34_idx'),
            ),
            AddIndex(
                model_name='historicalcitation',
                index=models.Index(fields=['affiliation'], name='cases_histo_affilia_3dd532_idx'),
            ),
            AddIndex(
                model_name='historicalcitation',
                index=models.Index(fields=['source'], name='cases_histo_source__586898_idx'),
            ),
            AddIndex(
                model_name='historicalconsent',
                index=models.Index(fields=['case'], name='cases_histo_case_id_43b191_idx'),
            ),
            AddIndex(
                model_name='historicalconsent',
                index=models.Index(fields=['person'], name='cases_histo_person__7d38d7_idx'),
            ),
            AddIndex(
                model_name='historicalconsent',
                index=models.Index(fields=['document'], name='cases_histo_documen_15d118_idx'),
            ),
            AddIndex(
                model_name='historicaldevelopment',
                index=models.Index(fields=['case'], name='cases_histo_case_id_a0a017_idx'),
            ),
            AddIndex(
                model_name='historicaldevelopment',
                index=models.Index(fields=['follows'], name='cases_histo_follows_8c736a_idx'),
            ),
            AddIndex(
                model_name='historicaldevelopmentperson',
                index=models.Index(fields=['development'], name='cases_histo_develop_253506_idx'),
            ),
            AddIndex(
                model_name='historicaldevelopmentperson',
                index=models.Index(fields=['person'], name='cases_histo_person__a64f20_idx'),
            ),
            AddIndex(
                model_name='historicalperpetrator',
                index=models.Index(fields=['violation'], name='cases_histo_violati_baea6c_idx'),
            ),
            AddIndex(
                model_name='historicalperpetrator',
                index=models.Index(fields=['person'], name='cases_histo_person__b3e4ee_idx'),
            ),
            AddIndex(
                model_name='historicalperpetrator',
                index=models.Index(fields=['organisation'], name='cases_histo_organis_44c702_idx'),
            ),
            AddIndex(
                model_name='historicalperpetrator',
                index=models.Index(fields=['involvement'], name='cases_histo_involve_e64195_idx'),
            ),
            AddIndex(
                model_name='historicaltask',
                index=models.Index(fields=['case'], name='cases_histo_case_id_270d0f_idx'),
            ),
            AddIndex(
                model_name='historicaltask',
                index=models.Index(fields=['assignee'], name='cases_histo_assigne_eb581a_idx'),
            ),
            AddIndex(
                model_name='historicaltask',
                index=models.Index(fields=['done_by'], name='cases_histo_done_by_6d13bf_idx'),
            ),
            AddIndex(
                model_name='historicalviolation',
                index=models.Index(fields=['development'], name='cases_histo_develop_4bbb0e_idx'),
            ),
            AddIndex(
                model_name='historicalviolation',
                index=models.Index(fields=['type'], name='cases_histo_type_id_a43ad2_idx'),
            ),
            AddIndex(
                model_name='historicalviolation',
                index=models.Index(fields=['victim_person'], name='cases_histo_victim__0aee95_idx'),
            ),
            AddIndex(
                model_name='historicalviolation',
                index=models.Index(fields=['victim_organisation'], name='cases_histo_victim__1ae7e2_idx'),
            ),
            AddIndex(
                model_name='historicalviolationprovision',
                index=models.Index(fields=['violation'], name='cases_histo_violati_a6e3d6_idx'),
            ),
            AddIndex(
                model_name='historicalviolationprovision',
                index=models.Index(fields=['provision'], name='cases_histo_provisi_28e2b2_idx'),
            ),
        ])
    ]
