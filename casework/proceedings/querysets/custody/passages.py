"""Spells read together with those that pass into them and out of them, as ``rules.in_custody`` reads them."""

from collections.abc import Iterable, Iterator
from itertools import chain

from django.db.models import Case, F, FilteredRelation, Q, QuerySet, When
from django.db.models.functions import Coalesce, Greatest, Least

from casework.proceedings.querysets.custody.alone import ALWAYS, NEVER

PASSAGES = 3
"""Over how many passages a spell is read together with others: so many into it, and so many out of it.

A person whom only a longer chain of undated passages shows to have been held counts as possibly held.
"""


def read_with_passages(spells: QuerySet, known: QuerySet) -> QuerySet:
    """Give each spell the days from and until which it tells of its person being held.

    Those are ``certain_from`` and ``certain_until``, ``possible_from`` and ``possible_until``, none of them
    ever empty; the last day of each is not part of it. Only spells among those known are read with another.
    """
    before = dict(_passages("before", "began_by__custody_ended", known))
    after = dict(_passages("after", "ended_by__custody_begun", known))
    began = _paths("began_by__occurred", before)
    ended = _paths("ended_by__occurred", after)
    runs = Q(ended_by=None)
    for name in after:
        runs |= Q(**{f"{name}__isnull": False, f"{name}__ended_by": None})
    vouched = When(runs, began_by__occurred_earliest=None, before_1=None, then=F("case__opened_on"))
    rows = spells
    for name, relation in chain(before.items(), after.items()):
        rows = rows.alias(**{name: relation})
    return rows.alias(
        certain_from=Coalesce("began_by__occurred_latest", Case(vouched), NEVER),
        certain_until=Case(
            When(runs, then=NEVER),
            default=Greatest(*(Coalesce(f"{path}_earliest", ALWAYS) for path in ended)),
        ),
    ).alias(
        possible_from=Least(
            Greatest(*(Coalesce(f"{path}_earliest", ALWAYS) for path in began)), F("certain_from")
        ),
        possible_until=Greatest(
            Least(*(Coalesce(f"{path}_latest", NEVER) for path in ended)), F("certain_until")
        ),
    )


def _passages(name: str, passage: str, known: QuerySet) -> Iterator[tuple[str, FilteredRelation]]:
    path = passage
    for number in range(1, PASSAGES + 1):
        yield (
            f"{name}_{number}",
            FilteredRelation(path, condition=Q(**{f"{path}__person": F("person")}) & _is_among(known, path)),
        )
        path = f"{name}_{number}__{passage}"


def _is_among(known: QuerySet, path: str) -> Q:
    if not known.query.has_filters():
        return Q()
    # Django takes a queryset here for one that may refer to the rows around it, but not a bare query. Said
    # plainly, without denying it twice, SQLite would try every known key on every row to be joined.
    keys = known.order_by().values("pk").query
    return ~Q(~Q(**{f"{path}__in": keys}))


def _paths(field: str, names: Iterable[str]) -> list[str]:
    return [field, *(f"{name}__{field}" for name in names)]
