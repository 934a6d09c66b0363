"""The pages of the legal ledgers, by subject."""

from casework.proceedings.admin.charges import ChargeAdmin
from casework.proceedings.admin.custody import ArrestAdmin, CustodyAdmin
from casework.proceedings.admin.decisions import DecisionAdmin, SentenceComponentAdmin
from casework.proceedings.admin.proceedings import (
    HearingAdmin,
    ProceedingAdmin,
    RepresentationAdmin,
    SafeguardAdmin,
)
from casework.proceedings.admin.restrictions import RestrictionAdmin

__all__ = [
    "ArrestAdmin",
    "ChargeAdmin",
    "CustodyAdmin",
    "DecisionAdmin",
    "HearingAdmin",
    "ProceedingAdmin",
    "RepresentationAdmin",
    "RestrictionAdmin",
    "SafeguardAdmin",
    "SentenceComponentAdmin",
]
