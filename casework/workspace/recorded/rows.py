"""What was recorded of a case at a moment, and of all that its file draws on."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from django.db import models

from casework.advocacy.records import records_of_actions
from casework.audit.guards import audited_models
from casework.audit.history import links_of
from casework.audit.models import AuditedModel, Entry
from casework.audit.models.entries import ERASED
from casework.audit.naming import by_model, known_of
from casework.audit.subjects import Records, naming
from casework.cases.choices import PartyRole
from casework.cases.models import CaseParty
from casework.persons.models import (
    Affiliation,
    Organisation,
    OrganisationStatus,
    Person,
    PersonName,
    PersonNationality,
    PersonOccupation,
    Relationship,
)
from casework.sources.models import Source, SourceFile

#: The values of one version, by the name of the column's attribute, and the number of its entry.
Version = Mapping[str, Any]

#: What belongs to persons, organisations and sources, by the link that says to which.
PARTS: Mapping[type[AuditedModel], Collection[Any]] = {
    Person: [
        model._meta.get_field("person")
        for model in (PersonName, PersonNationality, PersonOccupation, Affiliation, Relationship)
    ],
    Organisation: [OrganisationStatus._meta.get_field("organisation")],
    Source: [SourceFile._meta.get_field("source")],
}


class Recorded(NamedTuple):
    """What was recorded, by model; whether some of it was erased since, and cannot be shown."""

    rows: Mapping[type[AuditedModel], Sequence[Version]]
    lacks_erased: bool


def rows_of_case(case: int, *, by: datetime, user: Any) -> Recorded:
    """Return what was recorded by the moment, as far as the reader may know of it today.

    With the case come the other cases of its clients, on which depends where these stand. The number of
    queries depends on how many kinds of record there are, not on how many records.
    """
    found = _Found(by)
    found.load(_of_cases([case]))
    parties = found.rows[CaseParty].values()
    clients = [party["person_id"] for party in parties if party["role"] == PartyRole.CLIENT]
    others = CaseParty.history.known_on(by).filter(person__in=clients).values_list("case_id", flat=True)
    found.load(_of_cases(set(others) - {case}))
    found.follow_links()
    for model, links in PARTS.items():
        found.load(naming(links, list(found.rows[model])))
    found.follow_links()
    lacks = (
        found.leave_out_dangling()
        or Entry.objects.filter(case_id=case, values=ERASED, change_set__at__lte=by).exists()
    )
    records = {model._meta.label_lower: list(rows) for model, rows in found.rows.items()}
    known = known_of(records, user=user)
    rows = {
        model: [version for number, version in rows.items() if number in known[model._meta.label_lower]]
        for model, rows in found.rows.items()
    }
    return Recorded(rows, lacks)


def _of_cases(cases: Collection[int]) -> Records:
    """Return every record that ever belonged to one of the cases, or to an action for it."""
    entries = Entry.objects.filter(case_id__in=cases).order_by()
    records = by_model(entries.values_list("model", "object_id").distinct())
    for label, numbers in records_of_actions(cases).items():
        records.setdefault(label, set()).update(numbers)
    return records


class _Found:
    """The versions found so far, by model and number, of those recorded by a moment."""

    def __init__(self, by: datetime) -> None:
        self.by = by
        self.rows: dict[type[AuditedModel], dict[int, Version]] = defaultdict(dict)
        self._asked: set[tuple[str, int]] = set()
        self._models = {model._meta.label_lower: model for model in audited_models()}

    def load(self, records: Records) -> set[type[AuditedModel]]:
        """Find the versions of these records; return the models of which some are new."""
        new = set()
        for label, numbers in records.items():
            wanted = [number for number in numbers if (label, number) not in self._asked]
            if wanted and label in self._models:
                self._asked |= {(label, number) for number in wanted}
                self._load(self._models[label], wanted)
                new.add(self._models[label])
        return new

    def _load(self, model: type[AuditedModel], numbers: Collection[int]) -> None:
        columns = [field.attname for field in model.history.model._meta.concrete_fields]
        kept = [field.attname for field in model._meta.concrete_fields if field.attname in columns]
        versions = model.history.known_on(self.by).filter(id__in=numbers).order_by().values(*kept)
        self.rows[model] |= {version["id"]: version for version in versions}

    def follow_links(self) -> None:
        """Find whatever the versions name, and what that names in turn."""
        fresh: Iterable[type[AuditedModel]] = list(self.rows)
        while fresh:
            fresh = self.load(by_model(self._named_by(fresh)))

    def leave_out_dangling(self) -> bool:
        """Leave out what names a record whose values are erased; say whether there was such.

        Where a link may be empty the rest of the row still shows.
        """
        found_any = False
        while dangling := list(self._dangling()):
            found_any = True
            for model, number, link in dangling:
                if link.null and (version := self.rows[model].get(number)):
                    self.rows[model][number] = {**version, link.attname: None}
                else:
                    self.rows[model].pop(number, None)
        return found_any

    def _dangling(self) -> Iterator[tuple[type[AuditedModel], int, models.ForeignKey]]:
        for model, versions in self.rows.items():
            for link in links_of(model):
                if not issubclass(link.related_model, AuditedModel):
                    continue
                for number, version in versions.items():
                    named = version[link.attname]
                    if named is not None and named not in self.rows.get(link.related_model, {}):
                        yield model, number, link

    def _named_by(self, some: Iterable[type[AuditedModel]]) -> Iterable[tuple[str, int]]:
        for model in some:
            for link in links_of(model):
                label = link.related_model._meta.label_lower
                for version in self.rows[model].values():
                    if (number := version[link.attname]) is not None:
                        yield label, number
