"""What can be found: by which words each kind of record is, and what tells one from its namesakes."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar

from django.db.models import Prefetch, QuerySet
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from casework.advocacy.models import Action
from casework.audit.choices import Kind
from casework.audit.models import AuditedModel
from casework.cases.models import Case, Development
from casework.core.partial_dates import PartialDate
from casework.persons.choices import NameKind
from casework.persons.models import Organisation, Person
from casework.sources.models import Source

#: Keys of rows that are being deleted and stand in the database still, by their model.
Leaving = Mapping[type[AuditedModel], Collection[int]]


@dataclass(frozen=True, slots=True)
class Text:
    """What the index learns of one record."""

    #: What the record is called by, in full.
    names: Sequence[str] = ()
    #: Names that are found by their sound as well.
    spoken_names: Sequence[str] = ()
    heading: str = ""
    body: Sequence[str] = ()
    day: date | None = None
    is_closed: bool = False


class Subject:
    """One kind of record that can be found."""

    model: ClassVar[type[AuditedModel]]
    #: The parts whose words count as the record's own, by their name on the record.
    parts: ClassVar[tuple[str, ...]] = ()
    #: The records that it names in its own words, by its foreign keys to them.
    names_others: ClassVar[tuple[str, ...]] = ()
    #: What must be at hand to tell a record from its namesakes.
    shown_with: ClassVar[tuple[str, ...]] = ()

    @property
    def kind(self) -> str:
        """The name under which the index keeps such records."""
        return self.model._meta.label_lower

    def text_of(self, record: Any) -> Text:
        """Return what the record is found by."""
        raise NotImplementedError

    def title_of(self, record: Any) -> str:
        """Return what the record is called."""
        return str(record)

    def facts_of(self, record: Any) -> Iterator[Any]:
        """Yield what tells the record from its namesakes; what is not known of it is empty."""
        raise NotImplementedError

    def found(self) -> QuerySet:
        """Return the records that can be found at all."""
        return self.model._base_manager.all()

    def read(self, keys: Iterable[int], leaving: Leaving) -> QuerySet:
        """Return those of these records that can be found, as they are without the rows that are leaving."""
        parts = [
            Prefetch(part, model._base_manager.exclude(pk__in=leaving.get(model, ())).order_by("pk"))
            for part in self.parts
            for model in [self._model_at(part)]
        ]
        return (
            self.found()
            .filter(pk__in=keys)
            .exclude(pk__in=leaving.get(self.model, ()))
            .prefetch_related(*parts, *self.names_others)
            .order_by("pk")
        )

    def followed(self) -> Iterator[type[AuditedModel]]:
        """Yield the models whose rows bear on what such records are found by."""
        yield self.model
        for name in (*self.parts, *self.names_others):
            yield self._model_at(name)

    def touched_by(self, kind: Kind, rows: Sequence[AuditedModel]) -> set[int]:
        """Return the keys of the records on which a write to these rows bears."""
        model, keys = type(rows[0]), [row.pk for row in rows]
        touched = set(keys) if model is self.model else set()
        for part in self.parts:
            if model is self._model_at(part):
                # A part may have been another's before: the history tells whose it ever was.
                owner = self.model._meta.get_field(part).remote_field.attname
                past = model.history.filter(pk__in=[]) if kind == Kind.CREATED else model.history
                touched |= {getattr(row, owner) for row in rows}
                touched |= set(past.filter(id__in=keys).values_list(owner, flat=True))
        for name in self.names_others:
            if model is self._model_at(name) and kind == Kind.CHANGED:
                touched |= set(self.found().filter(**{f"{name}__in": keys}).values_list("pk", flat=True))
        return touched

    def _model_at(self, name: str) -> type[AuditedModel]:
        return self.model._meta.get_field(name).related_model


class CaseSubject(Subject):
    """Cases, by reference, title and summary."""

    model = Case

    def text_of(self, record: Case) -> Text:
        return Text(
            names=[record.reference, record.title],
            body=[record.summary],
            day=record.opened_on,
            is_closed=record.is_closed,
        )

    def title_of(self, record: Case) -> str:
        return record.title

    def facts_of(self, record: Case) -> Iterator[Any]:
        yield from (record.reference, record.country.name, record.get_status_display())


class PersonSubject(Subject):
    """Persons, by all their names; those merged into another stand for nobody."""

    model = Person
    parts = ("names",)
    shown_with = ("names", "nationalities")

    def found(self) -> QuerySet:
        return Person.objects.unmerged()

    def text_of(self, record: Person) -> Text:
        names = [record.name, *(row.name for row in record.names.all())]
        return Text(names=names, spoken_names=names)

    def facts_of(self, record: Person) -> Iterator[Any]:
        yield from (row.name for row in record.names.all() if row.kind == NameKind.NATIVE)
        yield _("born %(day)s") % {"day": record.birth} if record.birth else ""
        yield ", ".join(dict.fromkeys(str(row.country.name) for row in record.nationalities.all()))


class OrganisationSubject(Subject):
    """Organisations, by name in either language and by place."""

    model = Organisation

    def text_of(self, record: Organisation) -> Text:
        return Text(names=[record.name, record.native_name], body=[record.place])

    def facts_of(self, record: Organisation) -> Iterator[Any]:
        yield from (record.native_name, record.get_kind_display(), record.place, record.country.name)


class DevelopmentSubject(Subject):
    """Developments, by headline, place and narrative, unless that is kept secret."""

    model = Development
    shown_with = ("case",)

    def text_of(self, record: Development) -> Text:
        narrative = "" if record.is_kept_secret else record.narrative
        return Text(heading=record.headline, body=[record.place, narrative], day=latest_day(record.occurred))

    def title_of(self, record: Development) -> str:
        return record.headline

    def facts_of(self, record: Development) -> Iterator[Any]:
        yield from (record.occurred, record.case, record.place)


class SourceSubject(Subject):
    """Sources, by title, author and publisher."""

    model = Source
    names_others = ("publisher",)
    shown_with = ("kind", "publisher")

    def text_of(self, record: Source) -> Text:
        publisher = record.publisher.name if record.publisher else ""
        return Text(heading=record.title, body=[record.author, publisher], day=latest_day(record.published))

    def facts_of(self, record: Source) -> Iterator[Any]:
        yield from (record.kind, record.author, record.publisher or "", record.published)


class ActionSubject(Subject):
    """Actions of advocacy, by title and by the reference that was given to them."""

    model = Action

    def text_of(self, record: Action) -> Text:
        return Text(names=[record.title, record.reference_given], day=record.planned_on)

    def facts_of(self, record: Action) -> Iterator[Any]:
        yield from (record.get_kind_display(), record.get_status_display(), record.reference_given)
        yield date_format(record.planned_on) if record.planned_on else ""


def latest_day(when: PartialDate) -> date | None:
    """Return the latest day that it can have been, as far as one is known."""
    return when.latest or when.earliest


SUBJECTS: dict[str, Subject] = {
    subject.kind: subject
    for subject in (
        CaseSubject(),
        PersonSubject(),
        OrganisationSubject(),
        DevelopmentSubject(),
        SourceSubject(),
        ActionSubject(),
    )
}
