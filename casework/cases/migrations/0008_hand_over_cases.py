from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ('cases', '0007_open_cases_in_an_emergency'),
    ]

    operations = [
        migrations.AlterModelOptions(
            name='case',
            options={'ordering': ['-opened_on', '-pk'], 'permissions': [('view_every_case', 'Can see restricted cases without being on their team'), ('hand_over_cases', 'Can hand over the cases of a colleague who leaves')], 'verbose_name': 'case', 'verbose_name_plural': 'cases'},
        ),
    ]
