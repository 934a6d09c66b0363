"""Keeping the spans of custody in step with the record."""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import models, transaction
from django.db.models import Q

from casework.audit.choices import Kind
from casework.audit.ledger import ROWS_AT_ONCE, in_rounds
from casework.cases.models import Case, Development
from casework.core.keys import Keys
from casework.proceedings.models import Custody, CustodySpan
from casework.proceedings.querysets import hold_dates, hold_persons

#: What a span holds of its spell.
CONTENTS = [field.name for field in CustodySpan._meta.concrete_fields if not field.primary_key]


@dataclass(frozen=True, slots=True)
class Recount:
    """How many spans there must be, and how many of them held something else or were not there."""

    count: int
    out_of_step: int


def follow_spells(kind: Kind, rows: Sequence[Any]) -> None:
    """Keep the spans of all whose spells are told by these rows: spells, what bounds them, or their cases.

    What is new, or about to go, bounds no spell that stands.
    """
    model = type(rows[0]) if rows else None
    if model is Custody:
        _follow_spells(kind, rows)
    elif kind == Kind.CHANGED and model in _BOUND_BY:
        persons: set[int] = set()
        for some in in_rounds(rows):
            bound = Custody.objects.filter(_BOUND_BY[model]([row.pk for row in some])).order_by()
            persons.update(bound.values_list("person", flat=True).distinct())
        bring_in_step(persons)


def recount_spans() -> Recount:
    """Work out every span anew, write those that are wrong, and tell how many those were.

    Each round is a transaction of its own, so that work can go on meanwhile.
    """
    wrong = 0
    for persons in _rounds_of_persons():
        with transaction.atomic():
            wrong += bring_in_step(persons)
    return Recount(Custody.objects.count(), wrong)


def compare_spans() -> Recount:
    """Work out every span anew, and tell how many are wrong, without writing any."""
    wrong = sum(
        Custody.objects.filter(person__in=persons).out_of_step(Custody.objects.all()).count()
        for persons in _rounds_of_persons()
    )
    return Recount(Custody.objects.count(), wrong)


def bring_in_step(persons: Iterable[int], leaving: Collection[int] = ()) -> int:
    """Write what the spans of these persons' spells must hold; return how many held something else.

    ``leaving`` are the keys of spells that are about to be deleted. The number of queries grows with the
    rounds of ``ROWS_AT_ONCE`` persons, not with the persons or their spells.
    """
    return sum(_bring_round_in_step(some, leaving) for some in in_rounds(sorted(persons)))


def _bring_round_in_step(persons: Sequence[int], leaving: Collection[int]) -> int:
    # Held before their spells are read: of two who write at once, the second sees what the first wrote.
    hold_persons(persons)
    spells = Custody.objects.filter(person__in=persons)
    known = Custody.objects.all()
    if leaving:
        CustodySpan.objects.filter(pk__in=Keys(leaving), person__in=persons).delete()
        spells = known = spells.exclude(pk__in=Keys(leaving))
    wrong = [CustodySpan(**span) for span in spells.out_of_step(known)]
    CustodySpan.objects.bulk_create(
        wrong, update_conflicts=True, unique_fields=["spell"], update_fields=CONTENTS
    )
    return len(wrong)


def _follow_spells(kind: Kind, spells: Sequence[Custody]) -> None:
    persons = {spell.person_id for spell in spells}
    keys = [spell.pk for spell in spells]
    if kind != Kind.CREATED:
        # Whose they were until now.
        standing = CustodySpan.objects.filter(pk__in=Keys(keys)).order_by()
        persons.update(standing.values_list("person", flat=True))
    if kind == Kind.DELETED:
        bring_in_step(persons, leaving=keys)
    else:
        # Of no other spell: who changes what dates those finds them, and waits for their persons.
        hold_dates(Custody.objects.filter(pk__in=Keys(keys)))
        bring_in_step(persons)


def _rounds_of_persons() -> Iterator[list[int]]:
    persons = Custody.objects.order_by("person").values_list("person", flat=True).distinct()
    latest = 0
    while some := list(persons.filter(person__gt=latest)[:ROWS_AT_ONCE]):
        yield some
        latest = some[-1]


_BOUND_BY: dict[type[models.Model], Callable[[Collection[int]], Q]] = {
    Development: lambda keys: Q(began_by__in=keys) | Q(ended_by__in=keys),
    # A spell runs from when its case was opened where nothing is known of its start.
    Case: lambda keys: Q(case__in=keys, began_by__occurred_earliest=None),
}
"""By model, which spells the rows with these keys date."""
