from django.db import migrations, models
from django.db.migrations.operations import AddIndex

from casework.audit.schema import AddIndexes


class Migration(migrations.Migration):

    dependencies = [
        ('audit', '0001_initial'),
        ('cases', '0005_find_versions_by_what_they_name'),
        ('persons', '0002_find_versions_by_what_they_name'),
        ('proceedings', '0001_initial'),
        ('reference', '0003_find_versions_by_what_they_name'),
    ]

    operations = [
        AddIndexes([
            AddIndex(
                model_name='historicalarrest',
                index=models.Index(fields=['development'], name='proceedings_develop_969b0b_idx'),
            ),
            AddIndex(
                model_name='historicalarrest',
                index=models.Index(fields=['person'], name='proceedings_person__ecbc91_idx'),
            ),
            AddIndex(
                model_name='historicalarrest',
                index=models.Index(fields=['carried_out_by'], name='proceedings_carried_e1d0a5_idx'),
            ),
            AddIndex(
                model_name='historicalarrest',
                index=models.Index(fields=['stated_by'], name='proceedings_stated__137a91_idx'),
            ),
            AddIndex(
                model_name='historicalcharge',
                index=models.Index(fields=['proceeding'], name='proceedings_proceed_24ec29_idx'),
            ),
            AddIndex(
                model_name='historicalcharge',
                index=models.Index(fields=['provision'], name='proceedings_provisi_834656_idx'),
            ),
            AddIndex(
                model_name='historicalcharge',
                index=models.Index(fields=['conduct'], name='proceedings_conduct_2f47a7_idx'),
            ),
            AddIndex(
                model_name='historicalchargeevent',
                index=models.Index(fields=['charge'], name='proceedings_charge__572787_idx'),
            ),
            AddIndex(
                model_name='historicalchargeevent',
                index=models.Index(fields=['development'], name='proceedings_develop_684e14_idx'),
            ),
            AddIndex(
                model_name='historicalcustody',
                index=models.Index(fields=['person'], name='proceedings_person__af305e_idx'),
            ),
            AddIndex(
                model_name='historicalcustody',
                index=models.Index(fields=['case'], name='proceedings_case_id_e662c3_idx'),
            ),
            AddIndex(
                model_name='historicalcustody',
                index=models.Index(fields=['proceeding'], name='proceedings_proceed_a846db_idx'),
            ),
            AddIndex(
                model_name='historicalcustody',
                index=models.Index(fields=['facility'], name='proceedings_facilit_fcca2c_idx'),
            ),
            AddIndex(
                model_name='historicalcustody',
                index=models.Index(fields=['authority'], name='proceedings_authori_d92434_idx'),
            ),
            AddIndex(
                model_name='historicalcustody',
                index=models.Index(fields=['began_by'], name='proceedings_began_b_861b67_idx'),
            ),
            AddIndex(
                model_name='historicalcustody',
                index=models.Index(fields=['ended_by'], name='proceedings_ended_b_359dcc_idx'),
            ),
            AddIndex(
                model_name='historicaldecision',
                index=models.Index(fields=['proceeding'], name='proceedings_proceed_cffe1f_idx'),
            ),
            AddIndex(
                model_name='historicaldecision',
                index=models.Index(fields=['development'], name='proceedings_develop_5df4cc_idx'),
            ),
            AddIndex(
                model_name='historicaldecision',
                index=models.Index(fields=['authority'], name='proceedings_authori_321a95_idx'),
            ),
            AddIndex(
                model_name='historicaldecision',
                index=models.Index(fields=['supersedes'], name='proceedings_superse_6eff86_idx'),
            ),
            AddIndex(
                model_name='historicalhearing',
                index=models.Index(fields=['proceeding'], name='proceedings_proceed_a27628_idx'),
            ),
            AddIndex(
                model_name='historicalhearing',
                index=models.Index(fields=['development'], name='proceedings_develop_3418a8_idx'),
            ),
            AddIndex(
                model_name='historicalproceeding',
                index=models.Index(fields=['case'], name='proceedings_case_id_23fcbf_idx'),
            ),
            AddIndex(
                model_name='historicalproceeding',
                index=models.Index(fields=['defendant'], name='proceedings_defenda_c6d9b7_idx'),
            ),
            AddIndex(
                model_name='historicalproceeding',
                index=models.Index(fields=['court'], name='proceedings_court_i_ecbf98_idx'),
            ),
            AddIndex(
                model_name='historicalproceeding',
                index=models.Index(fields=['previous'], name='proceedings_previou_d160f1_idx'),
            ),
            AddIndex(
                model_name='historicalrepresentation',
                index=models.Index(fields=['proceeding'], name='proceedings_proceed_282f6d_idx'),
            ),
            AddIndex(
                model_name='historicalrepresentation',
                index=models.Index(fields=['person'], name='proceedings_person__c9a826_idx'),
            ),
            AddIndex(
                model_name='historicalrepresentation',
                index=models.Index(fields=['counsel'], name='proceedings_counsel_65e450_idx'),
            ),
            AddIndex(
                model_name='historicalrestriction',
                index=models.Index(fields=['person'], name='proceedings_person__f978b3_idx'),
            ),
            AddIndex(
                model_name='historicalrestriction',
                index=models.Index(fields=['case'], name='proceedings_case_id_631aaa_idx'),
            ),
            AddIndex(
                model_name='historicalrestriction',
                index=models.Index(fields=['component'], name='proceedings_compone_f522e8_idx'),
            ),
            AddIndex(
                model_name='historicalrestriction',
                index=models.Index(fields=['imposed_by'], name='proceedings_imposed_12b6cb_idx'),
            ),
            AddIndex(
                model_name='historicalrestriction',
                index=models.Index(fields=['lifted_by'], name='proceedings_lifted__af6f6e_idx'),
            ),
            AddIndex(
                model_name='historicalrestrictionevent',
                index=models.Index(fields=['restriction'], name='proceedings_restric_7e8da1_idx'),
            ),
            AddIndex(
                model_name='historicalrestrictionevent',
                index=models.Index(fields=['development'], name='proceedings_develop_cf3b5b_idx'),
            ),
            AddIndex(
                model_name='historicalrestrictionscope',
                index=models.Index(fields=['restriction'], name='proceedings_restric_d17ef9_idx'),
            ),
            AddIndex(
                model_name='historicalsafeguard',
                index=models.Index(fields=['proceeding'], name='proceedings_proceed_125d7a_idx'),
            ),
            AddIndex(
                model_name='historicalsafeguard',
                index=models.Index(fields=['development'], name='proceedings_develop_684f99_idx'),
            ),
            AddIndex(
                model_name='historicalsentencecomponent',
                index=models.Index(fields=['decision'], name='proceedings_decisio_c99f06_idx'),
            ),
            AddIndex(
                model_name='historicalsentencecomponent',
                index=models.Index(fields=['person'], name='proceedings_person__1e32d2_idx'),
            ),
        ])
    ]
