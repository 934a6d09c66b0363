"""What can be asked of the legal ledgers, by subject."""

from casework.proceedings.querysets.charges import ChargeEventQuerySet, ChargeQuerySet
from casework.proceedings.querysets.custody import (
    ArrestQuerySet,
    CustodyQuerySet,
    hold_dates,
    hold_persons,
)
from casework.proceedings.querysets.proceedings import (
    DecisionQuerySet,
    HearingQuerySet,
    ProceedingQuerySet,
    RepresentationQuerySet,
    SafeguardQuerySet,
    SentenceComponentQuerySet,
)
from casework.proceedings.querysets.restrictions import (
    RestrictionEventQuerySet,
    RestrictionQuerySet,
    RestrictionScopeQuerySet,
)
from casework.proceedings.querysets.standing import Standing, statuses_of

__all__ = [
    "ArrestQuerySet",
    "ChargeEventQuerySet",
    "ChargeQuerySet",
    "CustodyQuerySet",
    "DecisionQuerySet",
    "HearingQuerySet",
    "ProceedingQuerySet",
    "RepresentationQuerySet",
    "RestrictionEventQuerySet",
    "RestrictionQuerySet",
    "RestrictionScopeQuerySet",
    "SafeguardQuerySet",
    "SentenceComponentQuerySet",
    "Standing",
    "hold_dates",
    "hold_persons",
    "statuses_of",
]
