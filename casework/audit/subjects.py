"""By what the ledger can be narrowed to all that concerns one record, whatever kinds of record that takes."""

import functools
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field

from django.db.models import ForeignKey, Model, Q, Value

from casework.audit.guards import audited_models
from casework.audit.history import links_of

#: Records as the ledger knows them: their numbers, by the label of their model.
Records = Mapping[str, Collection[int]]


@dataclass(frozen=True)
class Subject:
    """One kind of record: how a reader chooses one, and which entries concern it.

    ``link`` is a field that leads to such a record, by which it is found as one types. What a subject above
    knows to concern the record as well, it appends to ``further``, as a condition given the record's number.
    """

    name: str
    link: ForeignKey
    concerning: Callable[[int], Q]
    further: list[Callable[[int], Q]] = field(default_factory=list)

    def entries(self, number: int) -> Q:
        """Return what is true of the entries that concern the record with this number."""
        return functools.reduce(Q.__or__, (ask(number) for ask in self.further), self.concerning(number))


subjects: dict[str, Subject] = {}
"""The subjects by name; whoever knows such records adds its own in ``AppConfig.ready``."""


def naming(links: Iterable[ForeignKey], numbers: Collection[int]) -> Records:
    """Return the records of which one version or another led by one of the links to one of these numbers."""
    asked = [
        link.model.history.filter(**{f"{link.name}__in": numbers})
        .order_by()
        .values_list(Value(link.model._meta.label_lower), "id")
        for link in links
    ]
    found: dict[str, set[int]] = defaultdict(set)
    for label, number in asked[0].union(*asked[1:]):
        found[label].add(number)
    return found


def entries_of(records: Records) -> Q:
    """Return what is true of the entries of these records."""
    conditions = (Q(model=label, object_id__in=sorted(numbers)) for label, numbers in records.items())
    return functools.reduce(Q.__or__, conditions, Q(pk__in=[]))


def links_to(model: type[Model]) -> list[ForeignKey]:
    """Return every link by which an audited record leads to one of the model."""
    return [link for row in audited_models() for link in links_of(row) if link.related_model is model]


def entries_naming(model: type[Model], number: int) -> Q:
    """Return what is true of every entry of a record and of all that ever named it."""
    named = naming(links_to(model), [number])
    return Q(model=model._meta.label_lower, object_id=number) | entries_of(named)
