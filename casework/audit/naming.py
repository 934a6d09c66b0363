"""Naming records as people know them, many at once: those that stand, and those that are gone."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any

from django.apps import apps
from django.db import models
from django.utils.translation import gettext_lazy as _

from casework.audit.choices import Kind
from casework.audit.history import links_of
from casework.audit.models import AuditedModel, Entry
from casework.audit.reading import row_from_entry

#: A record as the ledger knows it: the label of its model, and its number.
Key = tuple[str, int]

NOT_VISIBLE = _("a record you may not see")
ERASED_RECORD = _("an erased record")
#: How far a name reaches from link to link: what became of a charge names its charge, provision and law.
REACH = 3


class Unnamed:
    """Stands in a name for a record that cannot be named, whatever the name would say of it."""

    def __init__(self, words: Any = NOT_VISIBLE) -> None:
        self._words = words

    def __str__(self) -> str:
        return str(self._words)

    def __getattr__(self, name: str) -> "Unnamed":
        if name.startswith("_"):
            raise AttributeError(name)
        return self


class Names:
    """The names of these records, as far as the reader may know of them.

    However many there are, each kind of record is asked for a few times: once at each distance from them.
    """

    def __init__(self, wanted: Iterable[Key], *, user: Any) -> None:
        self.user = user
        self.rows: dict[Key, models.Model] = {}
        self._asked: set[Key] = set()
        self._erased: set[Key] = set()
        keys = set(wanted)
        for _distance in range(REACH + 1):
            if not keys:
                break
            self._load(keys)
            keys = {key for key in self._links_of(keys) if key not in self._asked}
        for row in self.rows.values():
            self._connect(row)

    def __contains__(self, key: Key) -> bool:
        """Whether the reader may know of the record."""
        return key in self.rows

    def __getitem__(self, key: Key) -> str:
        """Return what the record is called."""
        if key in self._erased:
            return str(ERASED_RECORD)
        row = self.rows.get(key)
        return str(NOT_VISIBLE) if row is None else str(row) or f"{row._meta.verbose_name} {row.pk}"

    def _load(self, keys: Collection[Key]) -> None:
        self._asked |= set(keys)
        gone: list[Key] = []
        for label, numbers in by_model(keys).items():
            model = apps.get_model(label)
            known = _visible(model, self.user).filter(pk__in=numbers)
            self.rows |= {(label, row.pk): row for row in known}
            unknown = numbers.difference(row.pk for row in known)
            gone += [(label, number) for number in _gone(model, unknown, self.user)]
        for entry in latest_entries(gone, kind=Kind.DELETED):
            row = row_from_entry(apps.get_model(entry.model), entry)
            self.rows[entry.model, entry.object_id] = row
            if entry.is_erased:
                self._erased.add((entry.model, entry.object_id))

    def _links_of(self, keys: Iterable[Key]) -> Iterator[Key]:
        for key in keys:
            if row := self.rows.get(key):
                for link in links_of(type(row)):
                    if (number := getattr(row, link.attname)) is not None:
                        yield link.related_model._meta.label_lower, number

    def _connect(self, row: models.Model) -> None:
        for link in links_of(type(row)):
            key = (link.related_model._meta.label_lower, getattr(row, link.attname))
            if key in self._erased:
                link.set_cached_value(row, Unnamed(ERASED_RECORD))
            elif key in self._asked:
                link.set_cached_value(row, self.rows.get(key) or Unnamed())


def known_of(records: Mapping[str, Collection[int]], *, user: Any) -> dict[str, set[int]]:
    """Return those of the records of which the reader may know, whether they stand or are gone."""
    known: dict[str, set[int]] = {}
    for label, numbers in records.items():
        model = apps.get_model(label)
        standing = set(_visible(model, user).filter(pk__in=numbers).values_list("pk", flat=True))
        known[label] = standing | _gone(model, set(numbers) - standing, user)
    return known


def by_model(keys: Iterable[Key]) -> dict[str, set[int]]:
    """Return the numbers of the records by the label of their model."""
    numbers: dict[str, set[int]] = defaultdict(set)
    for label, number in keys:
        numbers[label].add(number)
    return numbers


def latest_entries(keys: Iterable[Key], **conditions: Any) -> models.QuerySet[Entry]:
    """Return the entry of each record after which none came, of those that fulfil the conditions."""
    wanted = models.Q(pk__in=[])
    for label, numbers in by_model(keys).items():
        wanted |= models.Q(model=label, object_id__in=numbers)
    later = Entry.objects.filter(
        model=models.OuterRef("model"),
        object_id=models.OuterRef("object_id"),
        version__gt=models.OuterRef("version"),
    )
    return Entry.objects.filter(wanted, ~models.Exists(later), **conditions).order_by()


def _gone(model: type[models.Model], numbers: set[int], user: Any) -> set[int]:
    """Return those of which no row is left, where the reader may know of such."""
    if not numbers or not issubclass(model, AuditedModel) or not model.objects.tells_of_gone(user):
        return set()
    return numbers.difference(model._base_manager.filter(pk__in=numbers).values_list("pk", flat=True))


def _visible(model: type[models.Model], user: Any) -> models.QuerySet:
    rows = model._default_manager.all()
    return rows.visible_to(user) if hasattr(rows, "visible_to") else rows
