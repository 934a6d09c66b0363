"""Whatever follows the ledger is told of every write, in the transaction of the write."""

import pytest
from django.db import transaction

from casework.audit import ledger
from casework.audit.choices import Kind
from casework.cases.models import Situation
from tests.factories.cases import SituationFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def told(monkeypatch):
    """Follow the ledger, noting what became of which rows and whether they stood in the database."""
    heard = []

    def follow(kind, rows):
        keys = [row.pk for row in rows]
        standing = Situation.objects.filter(pk__in=keys, name__in=[row.name for row in rows]).count()
        heard.append((kind, [row.name for row in rows], standing))

    monkeypatch.setattr(ledger, "followers", [follow])
    return heard


class TestFollowers:
    def test_are_told_of_a_row_created_changed_and_deleted(self, told):
        situation = SituationFactory(name="Protests")
        situation.name = "January protests"
        situation.save()
        situation.delete()

        assert told == [
            (Kind.CREATED, ["Protests"], 1),
            (Kind.CHANGED, ["January protests"], 1),
            (Kind.DELETED, ["January protests"], 1),
        ]

    def test_are_told_of_rows_written_in_sets(self, told):
        rows = Situation.objects.bulk_create(SituationFactory.build_batch(2))
        for row in rows:
            row.description = "Seen by many."
        Situation.objects.bulk_update(rows, ["description"])
        Situation.objects.all().delete()

        assert [(kind, len(names), standing) for kind, names, standing in told] == [
            (Kind.CREATED, 2, 2),
            (Kind.CHANGED, 2, 2),
            (Kind.DELETED, 2, 2),
        ]

    def test_take_the_write_down_with_them_when_they_fail(self, monkeypatch):
        def fail(kind, rows):
            raise RuntimeError

        monkeypatch.setattr(ledger, "followers", [fail])

        with pytest.raises(RuntimeError), transaction.atomic():
            SituationFactory()

        assert not Situation.objects.exists()
