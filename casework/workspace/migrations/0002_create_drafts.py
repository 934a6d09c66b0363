import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0001_initial"),
        ("workspace", "0001_create_saved_filters"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Draft",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "values",
                    models.JSONField(
                        help_text="By the names of the controls.", verbose_name="what was typed"
                    ),
                ),
                ("updated_at", models.DateTimeField(verbose_name="kept")),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="drafts",
                        to="cases.case",
                        verbose_name="case",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="drafts",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="user",
                    ),
                ),
            ],
            options={
                "verbose_name": "draft",
                "verbose_name_plural": "drafts",
                "ordering": ["-updated_at", "-pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("user", "case"),
                        name="draft_one_per_person_and_case",
                        violation_error_message="There is a draft of yours for this case already.",
                    )
                ],
            },
        ),
    ]
