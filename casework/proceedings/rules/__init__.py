"""How the legal ledgers are read for a day: plain functions over dates, by subject."""

from casework.proceedings.rules.awaited import (
    DAYS_BEFORE_END_OF_RESTRICTION,
    DAYS_BEFORE_HEARING,
    end_awaited_on,
    hearing_awaited_on,
)
from casework.proceedings.rules.bans import Ban, end_of_term, in_force, next_end
from casework.proceedings.rules.charges import (
    ChargeFact,
    Matter,
    first_break,
    history_as_at,
    legal_status,
    may_follow,
    status_as_at,
    status_of_matter,
)
from casework.proceedings.rules.custody import (
    Spell,
    current_spell,
    days_held,
    held,
    in_custody,
    leads_into,
    must_overlap,
    stretch,
)
from casework.proceedings.rules.sentences import Term, total_term

__all__ = [
    "DAYS_BEFORE_END_OF_RESTRICTION",
    "DAYS_BEFORE_HEARING",
    "Ban",
    "ChargeFact",
    "Matter",
    "Spell",
    "Term",
    "current_spell",
    "days_held",
    "end_awaited_on",
    "end_of_term",
    "first_break",
    "hearing_awaited_on",
    "held",
    "history_as_at",
    "in_custody",
    "in_force",
    "leads_into",
    "legal_status",
    "may_follow",
    "must_overlap",
    "next_end",
    "status_as_at",
    "status_of_matter",
    "stretch",
    "total_term",
]
