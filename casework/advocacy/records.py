"""What was ever recorded of the actions of a case, which belong to no case alone."""

from collections.abc import Collection

from django.db.models import Q

from casework.advocacy.models import (
    Action,
    ActionCase,
    ActionDemand,
    ActionTarget,
    Clock,
    Impact,
    Opinion,
    OpinionCategory,
    OpinionFollowUp,
    OpinionProvision,
)
from casework.audit.subjects import Records, entries_of, naming

PARTS = (ActionCase, ActionDemand, ActionTarget, Clock, Impact, Opinion)
PARTS_OF_ACTION = [model._meta.get_field("action") for model in PARTS]
PARTS_OF_OPINION = [
    model._meta.get_field("opinion") for model in (OpinionCategory, OpinionProvision, OpinionFollowUp)
]


def records_of_actions(cases: Collection[int]) -> Records:
    """Return the actions that ever served one of the cases, and their parts."""
    actions = set(ActionCase.history.filter(case__in=cases).order_by().values_list("action_id", flat=True))
    parts = naming(PARTS_OF_ACTION, actions)
    of_opinions = naming(PARTS_OF_OPINION, parts.get(Opinion._meta.label_lower, ()))
    return {Action._meta.label_lower: actions, **parts, **of_opinions}


def entries_of_actions(case: int) -> Q:
    """Return what is true of the entries of these records."""
    return entries_of(records_of_actions([case]))
