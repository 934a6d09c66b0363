"""What can be done to many tasks at once."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from casework.cases.models import Task
from casework.cases.services import complete_task, reassign_task, reschedule_task
from casework.workspace.lists.acting import BulkAction, BulkForm, ColleagueField


class DayField(forms.DateField):
    """One day, asked for as the browser does."""

    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class ReassignForm(BulkForm):
    """Who is to do the tasks."""

    to = ColleagueField("change_task", label=_("Assign to"))


class CompleteForm(BulkForm):
    """When the tasks were done."""

    done_on = DayField(label=_("Done on"))


class RescheduleForm(BulkForm):
    """By when the tasks are to be done."""

    due_on = DayField(label=_("New due day"))


def _reassign(task: Task, filled_in: dict[str, Any]) -> None:
    reassign_task(task=task, to=filled_in["to"])


def _complete(task: Task, filled_in: dict[str, Any]) -> None:
    complete_task(task=task, done_on=filled_in["done_on"], done_by=filled_in["user"])


def _reschedule(task: Task, filled_in: dict[str, Any]) -> None:
    reschedule_task(task=task, due_on=filled_in["due_on"])


TASK_ACTIONS = (
    BulkAction("reassign", _("Reassign"), "cases.change_task", ReassignForm, _reassign),
    BulkAction("complete", _("Mark as done"), "cases.change_task", CompleteForm, _complete),
    BulkAction("reschedule", _("Move the due day"), "cases.change_task", RescheduleForm, _reschedule),
)
