"""The tables of the legal ledgers, by subject; import models from here."""

from casework.proceedings.models.charges import Charge, ChargeEvent
from casework.proceedings.models.custody import Arrest, Custody, CustodySpan
from casework.proceedings.models.decisions import Decision, SentenceComponent
from casework.proceedings.models.hearings import Hearing
from casework.proceedings.models.proceedings import Proceeding, Safeguard
from casework.proceedings.models.representation import Representation
from casework.proceedings.models.restrictions import Restriction, RestrictionEvent, RestrictionScope

__all__ = [
    "Arrest",
    "Charge",
    "ChargeEvent",
    "Custody",
    "CustodySpan",
    "Decision",
    "Hearing",
    "Proceeding",
    "Representation",
    "Restriction",
    "RestrictionEvent",
    "RestrictionScope",
    "Safeguard",
    "SentenceComponent",
]
