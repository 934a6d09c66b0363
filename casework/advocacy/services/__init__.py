"""What happens in advocacy, each as one step that is whole or refused in words."""

from casework.advocacy.services.actions import (
    ActionIsOver,
    ActionServesNoCase,
    DayOfSendingUnknown,
    DemandOfAnotherCase,
    add_demand,
    cancel_action,
    carry_out_action,
    check_demands,
    object_to_closing,
    plan_action,
    start_action,
    start_clock,
    start_clocks,
)
from casework.advocacy.services.demands import (
    DemandNotMade,
    NotAnAnswer,
    answer_demand,
    log_demand_event,
    make_demand,
)
from casework.advocacy.services.entering import (
    AdvocacyRefused,
    DevelopmentOfAnotherCase,
    DevelopmentUnclear,
)
from casework.advocacy.services.following import follow_cases_of_actions, follow_clocks
from casework.advocacy.services.opinions import end_clocks, log_follow_up, record_opinion
from casework.advocacy.services.responses import (
    ActionNotCarriedOut,
    CaseUnclear,
    assess_impact,
    log_response,
    settle_clocks,
)
from casework.advocacy.services.statements import (
    DesignationAlreadyWithdrawn,
    NothingWasSaid,
    Point,
    designate,
    make_statement,
    withdraw_designation,
)

__all__ = [
    "ActionIsOver",
    "ActionNotCarriedOut",
    "ActionServesNoCase",
    "AdvocacyRefused",
    "CaseUnclear",
    "DayOfSendingUnknown",
    "DemandNotMade",
    "DemandOfAnotherCase",
    "DesignationAlreadyWithdrawn",
    "DevelopmentOfAnotherCase",
    "DevelopmentUnclear",
    "NotAnAnswer",
    "NothingWasSaid",
    "Point",
    "add_demand",
    "answer_demand",
    "assess_impact",
    "cancel_action",
    "carry_out_action",
    "check_demands",
    "designate",
    "end_clocks",
    "follow_cases_of_actions",
    "follow_clocks",
    "log_demand_event",
    "log_follow_up",
    "log_response",
    "make_demand",
    "make_statement",
    "object_to_closing",
    "plan_action",
    "record_opinion",
    "settle_clocks",
    "start_action",
    "start_clock",
    "start_clocks",
    "withdraw_designation",
]
