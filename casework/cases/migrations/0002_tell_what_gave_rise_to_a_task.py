from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0001_initial"),
    ]

    operations = [
        migrations.AddField(
            model_name="historicaltask",
            name="cause",
            field=models.PositiveBigIntegerField(
                blank=True,
                editable=False,
                help_text="The number of the hearing, clock or restriction that gave rise to it.",
                null=True,
                verbose_name="cause",
            ),
        ),
        migrations.AddField(
            model_name="task",
            name="cause",
            field=models.PositiveBigIntegerField(
                blank=True,
                editable=False,
                help_text="The number of the hearing, clock or restriction that gave rise to it.",
                null=True,
                verbose_name="cause",
            ),
        ),
    ]
