"""What can be asked of arrests and of custody, by subject."""

from casework.proceedings.querysets.custody.arrests import ArrestQuerySet
from casework.proceedings.querysets.custody.holding import hold_dates, hold_persons
from casework.proceedings.querysets.custody.spells import CustodyQuerySet

__all__ = ["ArrestQuerySet", "CustodyQuerySet", "hold_dates", "hold_persons"]
