"""What happens in law, by subject; each service is one atomic step and refuses in words."""

from casework.proceedings.services.charges import (
    ChargeCannotChange,
    check_order,
    file_charge,
    log_charge_event,
)
from casework.proceedings.services.custody import (
    AlreadyEnded,
    NotInCustody,
    begin_custody,
    end_custody,
    log_arrest,
    log_custody_change,
    release,
)
from casework.proceedings.services.decisions import ChargeElsewhere, Ruling, SentencePart, log_decision
from casework.proceedings.services.following import follow_hearings, follow_restrictions
from casework.proceedings.services.happenings import Circumstances, DevelopmentUnclear, PlacedCircumstances
from casework.proceedings.services.hearings import (
    HearingSettled,
    call_off_hearing,
    hold_hearing,
    log_hearing,
    schedule_hearing,
)
from casework.proceedings.services.proceedings import (
    ProceedingCannotClose,
    ProceedingNotClosed,
    appoint_counsel,
    check_charges_settled,
    close_proceeding,
    end_representation,
    proceedings_are_closed,
    record_safeguard,
    reopen_proceeding,
    start_proceeding,
)
from casework.proceedings.services.restrictions import (
    AlreadyLifted,
    ForbidsNothing,
    impose_restriction,
    interpret_restriction,
    lift_restriction,
    log_breach,
)
from casework.proceedings.services.spans import Recount, compare_spans, follow_spells, recount_spans

__all__ = [
    "AlreadyEnded",
    "AlreadyLifted",
    "ChargeCannotChange",
    "ChargeElsewhere",
    "Circumstances",
    "DevelopmentUnclear",
    "ForbidsNothing",
    "HearingSettled",
    "NotInCustody",
    "PlacedCircumstances",
    "ProceedingCannotClose",
    "ProceedingNotClosed",
    "Recount",
    "Ruling",
    "SentencePart",
    "appoint_counsel",
    "begin_custody",
    "call_off_hearing",
    "check_charges_settled",
    "check_order",
    "close_proceeding",
    "compare_spans",
    "end_custody",
    "end_representation",
    "file_charge",
    "follow_hearings",
    "follow_restrictions",
    "follow_spells",
    "hold_hearing",
    "impose_restriction",
    "interpret_restriction",
    "lift_restriction",
    "log_arrest",
    "log_breach",
    "log_charge_event",
    "log_custody_change",
    "log_decision",
    "log_hearing",
    "proceedings_are_closed",
    "record_safeguard",
    "recount_spans",
    "release",
    "reopen_proceeding",
    "schedule_hearing",
    "start_proceeding",
]
