"""When persons lost their liberty and when they had it back: the database tells it as the rules do."""

from datetime import date

from django.db.models import BooleanField, Case, Exists, F, OuterRef, Q, QuerySet, Value, When

from casework.core.days import counted_on
from casework.proceedings.choices import EndGround


def takings(spells: QuerySet, first: date, last: date) -> QuerySet:
    """Return the spells that began in the period and into which none of the spells leads."""
    leading = _next_to(spells, "began_by", "ended_by", in_wrong_order=Q(pk__gt=OuterRef("pk")))
    return _counted(spells, "began_by", first, last).filter(~Exists(leading))


def releases(spells: QuerySet, first: date, last: date) -> QuerySet:
    """Return the spells that ended in the period, though not by death, and lead into none of the spells."""
    led_into = _next_to(spells, "ended_by", "began_by", in_wrong_order=Q(pk__lt=OuterRef("pk")))
    rows = _counted(spells, "ended_by", first, last)
    return rows.exclude(end_ground=EndGround.DIED).filter(~Exists(led_into))


def _counted(spells: QuerySet, by: str, first: date, last: date) -> QuerySet:
    rows = spells.annotate(counted_on=counted_on(f"{by}__occurred"))
    return rows.filter(counted_on__gte=first, counted_on__lte=last)


def _next_to(spells: QuerySet, near: str, far: str, *, in_wrong_order: Q) -> QuerySet:
    """Return the spells of the same person whose far bound is the near bound of the spell outside."""
    others = spells.order_by().filter(person=OuterRef("person")).exclude(pk=OuterRef("pk"))
    of_the_same_day = Q(
        began_by__occurred_edtf=F("ended_by__occurred_edtf"),
        ended_by__occurred_edtf=OuterRef(f"{far}__occurred_edtf"),
    )
    return others.alias(
        in_wrong_order=Case(
            When(of_the_same_day & in_wrong_order, then=Value(True)),
            default=Value(False),
            output_field=BooleanField(),
        )
    ).filter(
        Q(**{far: OuterRef(near)})
        | Q(
            **{
                f"{far}__occurred_edtf": OuterRef(f"{near}__occurred_edtf"),
                f"{far}__occurred_edtf__regex": "^[^~?%]+$",
                f"{far}__occurred_latest": F(f"{far}__occurred_earliest"),
            },
            in_wrong_order=False,
        )
    )
