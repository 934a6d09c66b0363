"""Spells read each by itself, as ``rules.Spell`` reads them."""

from datetime import date

from django.db.models import Case, DateField, F, Q, QuerySet, Value, When
from django.db.models.functions import Coalesce

ALWAYS = Value(date.min, DateField())
"""In place of a day that is open towards the past."""

NEVER = Value(date.max, DateField())
"""In place of a day that is open towards the future."""


def read_alone(spells: QuerySet) -> QuerySet:
    """Give each spell the days from and until which it holds its person, whatever other spells tell.

    Those are ``alone_certain_from`` and ``alone_certain_until``, ``alone_possible_from`` and
    ``alone_possible_until``, none of them ever empty; the last day of each is not part of it. Of two spells
    that a person may be in, that is the current one which ``starts`` later.
    """
    runs = Q(ended_by=None)
    opened = F("case__opened_on")
    return spells.alias(
        alone_certain_from=Coalesce(
            "began_by__occurred_latest",
            Case(When(runs, began_by__occurred_earliest=None, then=opened)),
            NEVER,
        ),
        alone_certain_until=Case(
            When(runs, then=NEVER), default=Coalesce("ended_by__occurred_earliest", ALWAYS)
        ),
        alone_possible_from=Coalesce("began_by__occurred_earliest", ALWAYS),
        alone_possible_until=Coalesce("ended_by__occurred_latest", NEVER),
        starts=Coalesce(
            "began_by__occurred_earliest",
            "began_by__occurred_latest",
            Case(When(runs, then=opened)),
            ALWAYS,
        ),
    )
