"""What acts did, told as people would: each record by its name, with its parts, in labels and words."""

import dataclasses
import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.apps import apps
from django.contrib import admin
from django.contrib.auth import get_permission_codename
from django.db.models import Count, Exists, F, Model, OuterRef, Q, Subquery, Window
from django.db.models.functions import RowNumber
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from casework.audit.choices import Kind
from casework.audit.history import links_of
from casework.audit.models import AuditedModel, ChangeSet, Entry, Erasure
from casework.audit.models.entries import ERASED
from casework.audit.naming import Key, Names
from casework.audit.reading import FieldChange, LinkNames, changes_between

ERASED_VALUE = _("erased")
#: Entries told of one act where many acts are told; its own page tells the rest.
TOLD_OF_AN_ACT = 12


@dataclasses.dataclass(frozen=True)
class Telling:
    """What became of one record in one act, and of its parts in the same act.

    It ``is_past`` where it tells of what is no more, in values that can still be read.
    """

    entry: Entry
    kind: str
    name: str
    address: str
    changes: Sequence[FieldChange]
    is_past: bool
    parts: list["Telling"] = dataclasses.field(default_factory=list)

    @property
    def is_restorable(self) -> bool:
        """Whether what it tells of may be put back."""
        return self.is_past and self._model.is_restorable

    @property
    def is_erasable(self) -> bool:
        """Whether what it tells of may be erased."""
        return self.is_past and self._model.is_erasable

    @property
    def _model(self) -> type[AuditedModel]:
        return apps.get_model(self.entry.model)


@dataclasses.dataclass(frozen=True)
class Story:
    """One act and what it did; ``left_out`` is how many of its entries are told on its own page only."""

    act: ChangeSet
    tellings: Sequence[Telling]
    left_out: int


def tell(
    acts: Sequence[ChangeSet], *, user: Any, about: Q | None = None, most: int = TOLD_OF_AN_ACT
) -> list[Story]:
    """Return the story of each act, of what it is ``about`` only where that is given.

    What the reader may not know of is left out, and an act of which nothing is left has no story. The number
    of queries depends on how many kinds of record occur, never on how many acts or entries there are.
    """
    entries = _entries(acts, about or Q(), most)
    keys = {(entry.model, entry.object_id) for entry in entries}
    names = Names(keys | set(_named_by(entries)), user=user)
    told: dict[Any, list[Telling]] = defaultdict(list)
    shown: dict[Any, int] = defaultdict(int)
    counted: dict[Any, int] = {}
    for entry in entries:
        shown[entry.change_set_id] += 1
        counted[entry.change_set_id] = entry.of_act
        if (entry.model, entry.object_id) in names:
            told[entry.change_set_id].append(_told(entry, names))
    return [
        Story(act, with_parts(told[act.pk]), counted[act.pk] - shown[act.pk]) for act in acts if told[act.pk]
    ]


def tell_entries(entries: Sequence[Entry], *, user: Any) -> list[Telling]:
    """Return what each entry did, those left out that the reader may not know of."""
    keys = {(entry.model, entry.object_id) for entry in entries}
    names = Names(keys | set(_named_by(entries)), user=user)
    return [_told(entry, names) for entry in entries if (entry.model, entry.object_id) in names]


def with_neighbours(entries: Any) -> Any:
    """Return the entries with ``before``, the values that each followed, and whether it ``is_latest``."""
    record = Entry.objects.filter(model=OuterRef("model"), object_id=OuterRef("object_id"))
    return entries.annotate(
        before=Subquery(record.filter(version=OuterRef("version") - 1).values("values")[:1]),
        is_latest=~Exists(record.filter(version__gt=OuterRef("version"))),
    )


def _entries(acts: Sequence[ChangeSet], about: Q, most: int) -> list[Entry]:
    of_acts = Entry.objects.filter(about, change_set__in=[act.pk for act in acts])
    counted = of_acts.annotate(
        place=Window(RowNumber(), partition_by=F("change_set"), order_by=F("pk").asc()),
        of_act=Window(Count("pk"), partition_by=F("change_set")),
    )
    return list(with_neighbours(counted).filter(place__lte=most).order_by("pk"))


def _versions(entry: Any) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return what was recorded before and after, of which creation and deletion have one only."""
    before = json.loads(entry.before) if entry.before and entry.kind != Kind.CREATED else {}
    return before, ({} if entry.kind == Kind.DELETED else entry.read())


def _named_by(entries: Iterable[Entry]) -> Iterable[Key]:
    for entry in entries:
        yield from linked_by(apps.get_model(entry.model), _versions(entry))


def linked_by(model: type[Model], versions: Iterable[Mapping[str, Any]]) -> Iterable[Key]:
    """Yield each record that one of the recorded versions of a row names."""
    for values in versions:
        for link in links_of(model):
            if (number := values.get(link.name)) is not None:
                yield link.related_model._meta.label_lower, number


def link_names(model: type[Model], versions: Iterable[Mapping[str, Any]], names: Names) -> LinkNames:
    """Return what these records are called, by the field that names them and their number."""
    return {
        (link.name, number): names[link.related_model._meta.label_lower, number]
        for values in versions
        for link in links_of(model)
        if (number := values.get(link.name)) is not None
    }


def _told(entry: Any, names: Names) -> Telling:
    model = apps.get_model(entry.model)
    versions = _versions(entry)
    return Telling(
        entry=entry,
        kind=str(model._meta.verbose_name),
        name=names[entry.model, entry.object_id],
        address=history_address(entry.model, entry.object_id, user=names.user),
        is_past=not entry.is_erased and (entry.kind == Kind.DELETED or not entry.is_latest),
        changes=_changes(entry, changes_between(model, *versions, link_names(model, versions, names))),
    )


def _changes(entry: Any, found: Sequence[FieldChange]) -> Sequence[FieldChange]:
    """Return what can still be told of the changes once values before or after them are erased."""
    if entry.is_erased:
        return []
    if entry.kind == Kind.CHANGED and entry.before == ERASED:
        return [dataclasses.replace(change, before=str(ERASED_VALUE), pieces=()) for change in found]
    return found


def history_address(label: str, number: int, *, user: Any) -> str:
    """Return where the reader may open the history of a record.

    Of an erasure that is its own page. Empty where it is told with that of its whole, and where such records
    are not the reader's to open.
    """
    model = apps.get_model(label)
    if model is Erasure:
        return reverse("audit:erasure", args=[number])
    may_view = get_permission_codename("view", model._meta)
    if not admin.site.is_registered(model) or not user.has_perm(f"{model._meta.app_label}.{may_view}"):
        return ""
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_history", args=[number])


def with_parts(tellings: Sequence[Telling]) -> list[Telling]:
    """Put each record below the one that it names, where the same act tells of both."""
    by_key = {(telling.entry.model, telling.entry.object_id): telling for telling in tellings}
    roots: list[Telling] = []
    for telling in tellings:
        whole = _whole_of(telling, by_key)
        (whole.parts if whole else roots).append(telling)
    return roots


def _whole_of(telling: Telling, by_key: dict[Key, Telling]) -> Telling | None:
    """Return the telling at the root of what this record hangs on, if that is another one."""
    passed, whole = {id(telling)}, telling
    while (above := _named_in(whole, by_key)) is not None:
        if id(above) in passed:
            return None
        passed.add(id(above))
        whole = above
    return None if whole is telling else whole


def _named_in(telling: Telling, by_key: dict[Key, Telling]) -> Telling | None:
    values = telling.entry.read()
    for link in links_of(apps.get_model(telling.entry.model)):
        above = by_key.get((link.related_model._meta.label_lower, values.get(link.name) or 0))
        if above is not None and above is not telling:
            return above
    return None
