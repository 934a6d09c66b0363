from django.conf import settings
from django.db import migrations, models
from django.db.migrations.operations import AddIndex

from casework.audit.schema import AddIndexes


class Migration(migrations.Migration):

    dependencies = [
        ('advocacy', '0001_initial'),
        ('audit', '0001_initial'),
        ('cases', '0005_find_versions_by_what_they_name'),
        ('persons', '0002_find_versions_by_what_they_name'),
        ('proceedings', '0002_find_versions_by_what_they_name'),
        ('reference', '0003_find_versions_by_what_they_name'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        AddIndexes([
            AddIndex(
                model_name='historicalaction',
                index=models.Index(fields=['lead'], name='advocacy_hi_lead_id_3f2bd9_idx'),
            ),
            AddIndex(
                model_name='historicalaction',
                index=models.Index(fields=['mechanism'], name='advocacy_hi_mechani_0caa5a_idx'),
            ),
            AddIndex(
                model_name='historicalactioncase',
                index=models.Index(fields=['action'], name='advocacy_hi_action__646fa9_idx'),
            ),
            AddIndex(
                model_name='historicalactioncase',
                index=models.Index(fields=['case'], name='advocacy_hi_case_id_a21590_idx'),
            ),
            AddIndex(
                model_name='historicalactioncase',
                index=models.Index(fields=['development'], name='advocacy_hi_develop_8c4bf8_idx'),
            ),
            AddIndex(
                model_name='historicalactiondemand',
                index=models.Index(fields=['action'], name='advocacy_hi_action__a6e778_idx'),
            ),
            AddIndex(
                model_name='historicalactiondemand',
                index=models.Index(fields=['demand'], name='advocacy_hi_demand__656aea_idx'),
            ),
            AddIndex(
                model_name='historicalactiontarget',
                index=models.Index(fields=['action'], name='advocacy_hi_action__e04c21_idx'),
            ),
            AddIndex(
                model_name='historicalactiontarget',
                index=models.Index(fields=['organisation'], name='advocacy_hi_organis_877318_idx'),
            ),
            AddIndex(
                model_name='historicalactiontarget',
                index=models.Index(fields=['person'], name='advocacy_hi_person__c6ad30_idx'),
            ),
            AddIndex(
                model_name='historicalclock',
                index=models.Index(fields=['action'], name='advocacy_hi_action__0ea422_idx'),
            ),
            AddIndex(
                model_name='historicalclock',
                index=models.Index(fields=['target'], name='advocacy_hi_target__cf248c_idx'),
            ),
            AddIndex(
                model_name='historicalclock',
                index=models.Index(fields=['mechanism'], name='advocacy_hi_mechani_5d30a8_idx'),
            ),
            AddIndex(
                model_name='historicalclock',
                index=models.Index(fields=['stopped_by'], name='advocacy_hi_stopped_aef980_idx'),
            ),
            AddIndex(
                model_name='historicalclock',
                index=models.Index(fields=['ended_by'], name='advocacy_hi_ended_b_8488c2_idx'),
            ),
            AddIndex(
                model_name='historicaldemand',
                index=models.Index(fields=['case'], name='advocacy_hi_case_id_1949c4_idx'),
            ),
            AddIndex(
                model_name='historicaldemand',
                index=models.Index(fields=['about_decision'], name='advocacy_hi_about_d_5cb7f9_idx'),
            ),
            AddIndex(
                model_name='historicaldemand',
                index=models.Index(fields=['about_charge'], name='advocacy_hi_about_c_5fe60e_idx'),
            ),
            AddIndex(
                model_name='historicaldemand',
                index=models.Index(fields=['about_custody'], name='advocacy_hi_about_c_373d12_idx'),
            ),
            AddIndex(
                model_name='historicaldemand',
                index=models.Index(fields=['about_restriction'], name='advocacy_hi_about_r_7a2926_idx'),
            ),
            AddIndex(
                model_name='historicaldemand',
                index=models.Index(fields=['beneficiary'], name='advocacy_hi_benefic_6e9b49_idx'),
            ),
            AddIndex(
                model_name='historicaldemandevent',
                index=models.Index(fields=['demand'], name='advocacy_hi_demand__25a4a3_idx'),
            ),
            AddIndex(
                model_name='historicaldemandevent',
                index=models.Index(fields=['development'], name='advocacy_hi_develop_6b1e78_idx'),
            ),
            AddIndex(
                model_name='historicaldesignation',
                index=models.Index(fields=['person'], name='advocacy_hi_person__28b67a_idx'),
            ),
            AddIndex(
                model_name='historicaldesignation',
                index=models.Index(fields=['designated_by'], name='advocacy_hi_designa_14dc84_idx'),
            ),
            AddIndex(
                model_name='historicaldesignation',
                index=models.Index(fields=['development'], name='advocacy_hi_develop_a3b9c8_idx'),
            ),
            AddIndex(
                model_name='historicaldesignation',
                index=models.Index(fields=['withdrawn_by'], name='advocacy_hi_withdra_fd1392_idx'),
            ),
            AddIndex(
                model_name='historicalimpact',
                index=models.Index(fields=['action'], name='advocacy_hi_action__edf61a_idx'),
            ),
            AddIndex(
                model_name='historicalimpact',
                index=models.Index(fields=['demand'], name='advocacy_hi_demand__fc9016_idx'),
            ),
            AddIndex(
                model_name='historicalopinion',
                index=models.Index(fields=['action'], name='advocacy_hi_action__7b5154_idx'),
            ),
            AddIndex(
                model_name='historicalopinioncategory',
                index=models.Index(fields=['opinion'], name='advocacy_hi_opinion_492384_idx'),
            ),
            AddIndex(
                model_name='historicalopinionfollowup',
                index=models.Index(fields=['opinion'], name='advocacy_hi_opinion_1dcc13_idx'),
            ),
            AddIndex(
                model_name='historicalopinionprovision',
                index=models.Index(fields=['opinion'], name='advocacy_hi_opinion_dc1f3f_idx'),
            ),
            AddIndex(
                model_name='historicalopinionprovision',
                index=models.Index(fields=['provision'], name='advocacy_hi_provisi_35b4bd_idx'),
            ),
            AddIndex(
                model_name='historicalresponse',
                index=models.Index(fields=['target'], name='advocacy_hi_target__826c9e_idx'),
            ),
            AddIndex(
                model_name='historicalresponse',
                index=models.Index(fields=['development'], name='advocacy_hi_develop_9eeea1_idx'),
            ),
            AddIndex(
                model_name='historicalresponse',
                index=models.Index(fields=['kind'], name='advocacy_hi_kind_id_3ff5c7_idx'),
            ),
            AddIndex(
                model_name='historicalstatement',
                index=models.Index(fields=['development'], name='advocacy_hi_develop_1f4ad1_idx'),
            ),
            AddIndex(
                model_name='historicalstatement',
                index=models.Index(fields=['issued_by'], name='advocacy_hi_issued__70ed48_idx'),
            ),
            AddIndex(
                model_name='historicalstatement',
                index=models.Index(fields=['said_by'], name='advocacy_hi_said_by_af2398_idx'),
            ),
            AddIndex(
                model_name='historicalstatement',
                index=models.Index(fields=['on_behalf_of'], name='advocacy_hi_on_beha_4f151b_idx'),
            ),
            AddIndex(
                model_name='historicalstatement',
                index=models.Index(fields=['about_decision'], name='advocacy_hi_about_d_ca8b63_idx'),
            ),
            AddIndex(
                model_name='historicalstatement',
                index=models.Index(fields=['about_charge'], name='advocacy_hi_about_c_698452_idx'),
            ),
        ])
    ]
