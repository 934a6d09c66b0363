"""The pages on which advocacy is edited."""

from casework.advocacy.admin.actions import ActionAdmin, ActionTargetAdmin, ClockAdmin
from casework.advocacy.admin.demands import DemandAdmin
from casework.advocacy.admin.opinions import OpinionAdmin
from casework.advocacy.admin.responses import ImpactAdmin, ResponseAdmin
from casework.advocacy.admin.statements import DesignationAdmin, StatementAdmin

__all__ = [
    "ActionAdmin",
    "ActionTargetAdmin",
    "ClockAdmin",
    "DemandAdmin",
    "DesignationAdmin",
    "ImpactAdmin",
    "OpinionAdmin",
    "ResponseAdmin",
    "StatementAdmin",
]
