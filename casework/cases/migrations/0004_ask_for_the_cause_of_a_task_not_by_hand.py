from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0003_mark_earlier_tasks_as_by_hand"),
    ]

    operations = [
        migrations.AddConstraint(
            model_name="task",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("cause__isnull", True), ("origin", "hand")),
                    models.Q(models.Q(("origin", "hand"), _negated=True), ("cause__isnull", False)),
                    _connector="OR",
                ),
                name="task_has_cause_unless_by_hand",
                violation_error_message="A task has a cause, unless somebody wrote it down by hand.",
            ),
        ),
        migrations.AddConstraint(
            model_name="task",
            constraint=models.UniqueConstraint(
                fields=("origin", "cause"),
                name="task_once_for_each_cause",
                violation_error_message="This already gave rise to a task.",
            ),
        ),
    ]
