"""Days that the database counts, on both engines."""

from datetime import date

import pytest
from django.db.models import DateField, Value

from casework.cases.models import Development
from casework.core.days import DaysBetween, counted_on
from tests.factories.cases import DevelopmentFactory
from tests.proceedings.dates import when

pytestmark = pytest.mark.django_db


class TestCountedOn:
    @pytest.mark.parametrize(
        ("told", "day"),
        [
            ("2022-03-12", date(2022, 3, 12)),
            ("2022-03", date(2022, 3, 1)),
            ("2022-03-12/..", date(2022, 3, 12)),
            ("../2022-03-12", date(2022, 3, 12)),
            ("", None),
        ],
    )
    def test_is_the_earliest_day_or_else_the_latest(self, told, day):
        DevelopmentFactory(occurred=when(told))

        assert Development.objects.annotate(day=counted_on("occurred")).get().day == day


class TestDaysBetween:
    @pytest.mark.parametrize(
        ("start", "end"),
        [
            (date(2022, 2, 25), date(2022, 3, 12)),
            (date(2022, 3, 12), date(2022, 2, 25)),
            (date(2024, 2, 28), date(2024, 3, 1)),
            (date.min, date.max),
        ],
    )
    def test_counts_from_one_day_to_the_other(self, start, end):
        DevelopmentFactory()
        days = DaysBetween(Value(start, DateField()), Value(end, DateField()))

        assert Development.objects.annotate(days=days).get().days == (end - start).days
