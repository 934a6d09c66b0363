"""How many days of detention a period holds, none of a person's counted twice."""

from datetime import date, timedelta

from django.db.models import DateField, F, Max, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce, Greatest, Least

from casework.core.days import DaysBetween
from casework.proceedings.querysets.custody.alone import ALWAYS


def read_counted(spells: QuerySet) -> QuerySet:
    """Give each spell, read with its passages, the days from which on it adds to those of its person.

    Those are ``certain_counted_from`` and ``possible_counted_from``: up to then, a spell of the same person
    that began before covers what this one lasts. Among equals, the one recorded first began before.
    """
    return spells.alias(
        certain_counted_from=_uncovered(spells, "certain"),
        possible_counted_from=_uncovered(spells, "possible"),
    )


def with_days(spells: QuerySet, first: date, last: date) -> QuerySet:
    """Annotate the spells that may have lasted into the period with ``days_least`` and ``days_most``."""
    start = Value(first, DateField())
    end = Value(min(last, date.max - timedelta(days=1)) + timedelta(days=1), DateField())
    return spells.annotate(
        days_least=_days_added("certain", start, end), days_most=_days_added("possible", start, end)
    ).filter(Q(possible_until__gt=start), Q(possible_until__gt=F("possible_from")), possible_from__lt=end)


def _uncovered(spells: QuerySet, sort: str) -> Greatest:
    begins = f"{sort}_from"
    before = Q(**{f"{begins}__lt": OuterRef(begins)}) | Q(
        **{begins: OuterRef(begins), "pk__lt": OuterRef("pk")}
    )
    covered = (
        spells.order_by()
        .filter(before, person=OuterRef("person"))
        .values("person")
        .annotate(until=Max(f"{sort}_until"))
        .values("until")
    )
    return Greatest(F(begins), Coalesce(Subquery(covered), ALWAYS))


def _days_added(sort: str, start: Value, end: Value) -> Greatest:
    """Return how many days of the period a spell lasted that none before it of the same person covers."""
    days = DaysBetween(Greatest(F(f"{sort}_counted_from"), start), Least(F(f"{sort}_until"), end))
    return Greatest(days, Value(0))
