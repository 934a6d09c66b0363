"""What can be done to many cases at once."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from casework.cases.choices import CaseStatus, Priority
from casework.cases.models import Case
from casework.cases.services import add_to_team, hand_over_case, move_case, prioritise_case
from casework.workspace.lists.acting import BulkAction, BulkForm, ColleagueField


class HandOverForm(BulkForm):
    """Who is to lead the cases."""

    to = ColleagueField("change_case", label=_("New lead"))


class JoinForm(BulkForm):
    """Who is to join the teams."""

    colleague = ColleagueField("view_case", label=_("Colleague"))


class PriorityForm(BulkForm):
    """How soon the cases want attention."""

    priority = forms.TypedChoiceField(choices=Priority.choices, coerce=int, label=_("Priority"))


class StatusForm(BulkForm):
    """To which stage of the work the cases move; each is closed by itself, with its outcome."""

    status = forms.ChoiceField(
        choices=[choice for choice in CaseStatus.choices if choice[0] != CaseStatus.CLOSED], label=_("Status")
    )


def _hand_over(case: Case, filled_in: dict[str, Any]) -> None:
    hand_over_case(case=case, to=filled_in["to"])


def _join(case: Case, filled_in: dict[str, Any]) -> None:
    add_to_team(case=case, user=filled_in["colleague"])


def _prioritise(case: Case, filled_in: dict[str, Any]) -> None:
    prioritise_case(case=case, priority=filled_in["priority"])


def _move(case: Case, filled_in: dict[str, Any]) -> None:
    move_case(case=case, status=filled_in["status"])


CASE_ACTIONS = (
    BulkAction("hand_over", _("Hand over"), "cases.change_case", HandOverForm, _hand_over),
    BulkAction("join", _("Add a colleague to the team"), "cases.add_casestaff", JoinForm, _join),
    BulkAction("prioritise", _("Set the priority"), "cases.change_case", PriorityForm, _prioritise),
    BulkAction("move", _("Move to a status"), "cases.change_case", StatusForm, _move),
)
