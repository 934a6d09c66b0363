"""Tasks recorded before they made themselves were written down by hand, whatever they name as their origin."""

from django.db import migrations

from casework.audit.migration import record


def mark_as_by_hand(apps, schema_editor):
    task_model = apps.get_model("cases", "Task")
    task_model.case_lookup = "case"
    tasks = list(task_model._base_manager.exclude(origin="hand"))
    for task in tasks:
        task.origin = "hand"
    with record(
        apps,
        schema_editor,
        name="cases.0003_mark_earlier_tasks_as_by_hand",
        reason="Tasks that hearings, clocks and restrictions give rise to are made by themselves from now on.",
    ) as recorder:
        recorder.change(task_model, tasks, ["origin"])


class Migration(migrations.Migration):
    dependencies = [("audit", "0001_initial"), ("cases", "0002_tell_what_gave_rise_to_a_task")]

    operations = [migrations.RunPython(mark_as_by_hand, migrations.RunPython.noop)]
