"""The index follows every write: it holds what it would hold if it were made anew."""

from collections.abc import Iterator
from itertools import chain

import pytest
from django.db import connection, transaction

from casework.advocacy.models import Action
from casework.audit.models import AuditedModel
from casework.cases.choices import CaseStatus, Outcome
from casework.cases.models import Case, Development
from casework.core.partial_dates import PartialDate
from casework.persons.models import Organisation, Person, PersonName
from casework.persons.services import merge_persons, unmerge_persons
from casework.search.models import SearchDocument
from casework.search.services import rebuild_index
from casework.search.subjects import SUBJECTS
from casework.sources.models import Source
from tests.access.matters import factory_of
from tests.factories.advocacy import ActionFactory
from tests.factories.cases import CaseFactory, DevelopmentFactory
from tests.factories.persons import OrganisationFactory, PersonFactory, PersonNameFactory
from tests.factories.sources import SourceFactory

pytestmark = pytest.mark.django_db

#: A field of each followed model by which something is found.
FOUND_BY: dict[type[AuditedModel], str] = {
    Action: "title",
    Case: "summary",
    Development: "narrative",
    Organisation: "native_name",
    Person: "name",
    PersonName: "name",
    Source: "author",
}


def index():
    """Return all that the index holds, by the kind and number of the record."""
    names = [field.name for field in SearchDocument._meta.concrete_fields if not field.primary_key]
    return {(row["kind"], row["object_id"]): row for row in SearchDocument.objects.values(*names)}


def index_made_anew():
    """Return what the index holds once it is made from nothing."""
    SearchDocument.objects.all().delete()
    for _rebuilt in rebuild_index():
        pass
    return index()


def writes_of_every_kind() -> Iterator[str]:
    """Write rows of every followed model one by one and in sets, and tell of each write."""
    for model, field in FOUND_BY.items():
        rows = factory_of(model).create_batch(2)
        yield f"{model.__name__}: created"
        setattr(rows[0], field, "Жанболат")
        rows[0].save()
        yield f"{model.__name__}: changed"
        for row in rows:
            row.delete()
        yield f"{model.__name__}: deleted"
        model.objects.bulk_create(rows)
        yield f"{model.__name__}: created in a set"
        for row in rows:
            setattr(row, field, "Мамай")
        model.objects.bulk_update(rows, [field])
        yield f"{model.__name__}: changed in a set"
        model.objects.filter(pk__in=[row.pk for row in rows]).delete()
        yield f"{model.__name__}: deleted in a set"


def writes_that_move_names() -> Iterator[str]:
    """Let names pass from one person to another, and tell of each write."""
    one, other = PersonFactory(name="Zhanbolat Mamay"), PersonFactory(name="Bolat Atabayev")
    alias = PersonNameFactory(person=one, name="Жанболат Мамай")
    yield "given"
    alias.person = other
    alias.save()
    yield "moved"
    alias.name, alias.person = "Жано", one
    alias.save(update_fields=["name"])
    yield "changed, and moved in memory alone"
    names = [PersonNameFactory(person=one, name="Janbolat"), PersonNameFactory(person=other, name="Болат")]
    yield "given to both"
    for row, person in zip(names, (other, one), strict=True):
        row.person = person
    PersonName.objects.bulk_update(names, ["person"])
    yield "exchanged in a set"
    merge_persons(kept=one, merged=other)
    yield "moved by a merge"
    one.refresh_from_db()
    one.name = "Zhanbolat"
    one.save()
    yield "changed since"
    other.refresh_from_db()
    unmerge_persons(merged=other)
    yield "moved back"


def writes_of_publishers() -> Iterator[str]:
    """Let sources have one publisher and another, whose names change, and tell of each write."""
    publishers = [OrganisationFactory(name="Vremya"), OrganisationFactory(name="Azattyq")]
    sources = [SourceFactory(publisher=publisher) for publisher in publishers]
    yield "published"
    publishers[0].name = "Время недели"
    publishers[0].save()
    yield "publisher renamed"
    for row in publishers:
        row.name = f"{row.name} weekly"
    Organisation.objects.bulk_update(publishers, ["name"])
    yield "publishers renamed in a set"
    sources[0].publisher = publishers[1]
    sources[0].save()
    yield "published by the other"
    for row in sources:
        row.publisher = None
    Source.objects.bulk_update(sources, ["publisher"])
    yield "published by nobody known"


def writes_that_bear_on_the_order() -> Iterator[str]:
    """Change the days of records and whether they are closed, and tell of each write."""
    case, development, source, action = CaseFactory(), DevelopmentFactory(), SourceFactory(), ActionFactory()
    yield "written down"
    case.status, case.closed_on, case.closing_outcome = CaseStatus.CLOSED, case.opened_on, Outcome.RELEASED
    case.save()
    yield "closed"
    development.occurred = PartialDate.read("2021")
    development.save()
    yield "happened earlier"
    source.published = PartialDate.read("2022")
    source.save()
    yield "published"
    action.planned_on = case.closed_on
    action.save()
    yield "planned"


WRITES = [writes_of_every_kind, writes_that_move_names, writes_of_publishers, writes_that_bear_on_the_order]


class TestFollowing:
    def test_is_tried_with_every_followed_model(self):
        assert set(FOUND_BY) == {model for subject in SUBJECTS.values() for model in subject.followed()}

    @pytest.mark.parametrize("writes", WRITES, ids=lambda writes: writes.__name__)
    def test_equals_making_it_anew_after_every_write(self, writes):
        before = index()
        for write in writes():
            followed = index()
            assert followed != before, write
            assert followed == index_made_anew(), write
            before = followed

    @pytest.mark.skipif("connection.vendor != 'sqlite'")
    def test_reaches_what_the_engine_keeps_beside_the_table(self):
        with connection.cursor() as cursor:
            for _write in chain.from_iterable(writes() for writes in WRITES):
                for table in ("search_words", "search_names"):
                    cursor.execute(f"INSERT INTO {table} ({table}, rank) VALUES ('integrity-check', 1)")

    def test_leaves_one_of_two_who_were_merged(self, titles):
        kept, merged = PersonFactory(name="Zhanbolat Mamay"), PersonFactory(name="Жано Мамай")

        merge_persons(kept=kept, merged=merged)
        assert titles("Zhano") == titles("mamay") == ["Zhanbolat Mamay"]

        merged.refresh_from_db()
        unmerge_persons(merged=merged)
        assert titles("Zhano") == ["Жано Мамай"]

    def test_is_undone_with_the_write(self):
        alias, other = PersonNameFactory(), PersonFactory()
        before = index()

        with transaction.atomic():
            alias.name = "Жанболат Мамай"
            alias.save()
            other.delete()
            CaseFactory()
            assert index() != before
            transaction.set_rollback(True)

        assert index() == before
