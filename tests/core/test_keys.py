import pytest
from django.contrib.auth.models import Permission
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.test.utils import CaptureQueriesContext

from casework.core.keys import Keys, as_key

pytestmark = pytest.mark.django_db

#: More than SQLite takes parameters, wherever it was built.
MANY = range(10_000_000, 10_400_000)


class TestAsKey:
    @pytest.mark.parametrize(("text", "key"), [("7", 7), ("007", 7), ("9" * 15, 10**15 - 1)])
    def test_reads_a_number(self, text, key):
        assert as_key(text) == key

    @pytest.mark.parametrize("text", [None, "", "-1", "1.0", "x", "٣", "1" * 16])
    def test_reads_nothing_else(self, text):
        assert as_key(text) is None


class TestKeys:
    def test_pick_the_rows_they_number(self):
        first, second, *_others = Permission.objects.order_by("pk")

        assert set(Permission.objects.filter(pk__in=Keys([first.pk, second.pk]))) == {first, second}

    def test_pick_none_where_there_are_none(self):
        assert not Permission.objects.filter(pk__in=Keys()).exists()

    def test_leave_out_the_rows_they_number(self):
        first, *others = Permission.objects.order_by("pk")

        assert list(Permission.objects.exclude(pk__in=Keys([first.pk])).order_by("pk")) == others

    def test_leave_out_none_where_there_are_none(self):
        assert Permission.objects.exclude(pk__in=Keys()).count() == Permission.objects.count()

    def test_follow_relations(self):
        kind = ContentType.objects.get_for_model(Permission)

        found = Permission.objects.filter(content_type__in=Keys([kind.pk]))

        assert set(found) == set(Permission.objects.filter(content_type=kind))
        assert not found.exclude(content_type__in=Keys([kind.pk])).exists()

    def test_may_be_many_and_stand_in_many_places(self):
        keys = Keys([*MANY, Permission.objects.first().pk])

        found = Permission.objects.filter(pk__in=keys).exclude(content_type__in=Keys(MANY))
        again = Permission.objects.filter(pk__in=found.filter(pk__in=keys).values("pk"))

        assert again.count() == 1

    def test_are_carried_as_one_parameter(self):
        with CaptureQueriesContext(connection) as few:
            list(Permission.objects.filter(pk__in=Keys(MANY[:1])))
        with CaptureQueriesContext(connection) as many:
            list(Permission.objects.filter(pk__in=Keys(MANY[:1000])))

        shapes = [[word[:8] for word in run[0]["sql"].split()] for run in (few, many)]
        assert len(shapes[0]) == len(shapes[1])
