"""Actions and their clocks, demands, responses, statements, designations and opinions."""

from casework.advocacy.models.actions import Action, ActionCase, ActionTarget, Clock
from casework.advocacy.models.demands import ActionDemand, Demand, DemandEvent
from casework.advocacy.models.opinions import Opinion, OpinionCategory, OpinionFollowUp, OpinionProvision
from casework.advocacy.models.responses import Impact, Response
from casework.advocacy.models.statements import Designation, Statement

__all__ = [
    "Action",
    "ActionCase",
    "ActionDemand",
    "ActionTarget",
    "Clock",
    "Demand",
    "DemandEvent",
    "Designation",
    "Impact",
    "Opinion",
    "OpinionCategory",
    "OpinionFollowUp",
    "OpinionProvision",
    "Response",
    "Statement",
]
