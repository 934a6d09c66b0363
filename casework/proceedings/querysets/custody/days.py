"""How many days of detention a period holds, none of a person's counted twice."""

from datetime import date, timedelta

from django.db.models import DateField, F, Max, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce, Greatest, Least

from casework.core.days import DaysBetween
from casework.proceedings.querysets.custody.passages import read_with_passages


def with_days(spells: QuerySet, first: date, last: date) -> QuerySet:
    """Annotate the spells that may have lasted into the period with ``days_least`` and ``days_most``."""
    start = Value(first, DateField())
    end = Value(min(last, date.max - timedelta(days=1)) + timedelta(days=1), DateField())
    read = read_with_passages(spells, spells).alias(
        certain_start=Least(Greatest(F("certain_from"), start), end),
        certain_end=Least(F("certain_until"), end),
        possible_start=Least(Greatest(F("possible_from"), start), end),
        possible_end=Least(F("possible_until"), end),
    )
    return read.annotate(
        days_least=_days_added(read, "certain", start), days_most=_days_added(read, "possible", start)
    ).filter(possible_from__lt=end, possible_until__gt=Greatest(F("possible_from"), start))


def _days_added(spells: QuerySet, sort: str, start: Value) -> Greatest:
    """Return on how many days a spell lasted that none before it of the same person covers."""
    begins, ends = f"{sort}_start", f"{sort}_end"
    before = Q(**{f"{begins}__lt": OuterRef(begins)}) | Q(
        **{begins: OuterRef(begins), "pk__lt": OuterRef("pk")}
    )
    covered = (
        spells.order_by()
        .filter(before, person=OuterRef("person"))
        .values("person")
        .annotate(until=Max(ends))
        .values("until")
    )
    reached = Greatest(F(begins), Coalesce(Subquery(covered), start))
    return Greatest(DaysBetween(reached, F(ends)), Value(0))
