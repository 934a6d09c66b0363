"""What processes count together is kept as JSON in the database, for as long as it is said."""

from datetime import timedelta

import pytest
import time_machine
from django.core.cache import cache
from django.db import connection

from casework.accounts.models import SharedValue

pytestmark = pytest.mark.django_db


@pytest.fixture
def clock():
    """A clock that the test moves."""
    with time_machine.travel("2026-03-01T12:00:00Z", tick=False) as moved:
        yield moved


class TestSharedCache:
    @pytest.mark.parametrize("value", [None, True, "y", 7, [1.5, 2.5], {"a": [1]}])
    def test_gives_back_what_it_was_given(self, value):
        cache.set("name", value)

        assert cache.get("name", "nothing") == value
        assert cache.get("another") is None

    def test_keeps_the_latest(self):
        cache.set("name", 1)
        cache.set("name", 2)

        assert cache.get("name") == 2
        assert SharedValue.objects.count() == 1

    def test_forgets_in_time(self, clock):
        cache.set("name", 1, timeout=60)
        cache.set("for good", 1, timeout=None)
        clock.shift(timedelta(seconds=59))
        assert cache.get("name") == 1
        clock.shift(timedelta(seconds=1))
        assert cache.get("name") is None
        clock.shift(timedelta(days=3650))
        assert cache.get("for good") == 1

    def test_adds_only_where_nothing_is(self, clock):
        assert cache.add("name", 1, timeout=60)
        assert not cache.add("name", 2, timeout=60)
        assert cache.get("name") == 1
        clock.shift(timedelta(seconds=60))
        assert cache.add("name", 3, timeout=60)
        assert cache.get("name") == 3

    def test_clears_what_is_over_as_something_is_added(self, clock):
        for number in range(5):
            cache.set(f"old {number}", number, timeout=60)
        clock.shift(timedelta(seconds=61))

        cache.add("new", 1)

        assert SharedValue.objects.count() == 1

    def test_lets_a_value_stand_longer(self, clock):
        cache.set("name", 1, timeout=60)
        assert cache.touch("name", timeout=120)
        assert not cache.touch("another")
        clock.shift(timedelta(seconds=100))
        assert cache.get("name") == 1

    def test_forgets_what_it_is_told_to(self):
        cache.set_many({"a": 1, "b": 2})

        assert cache.delete("a")
        assert not cache.delete("a")
        assert cache.get_many(["a", "b"]) == {"b": 2}
        cache.clear()
        assert cache.get("b") is None

    def test_keeps_no_code(self):
        with pytest.raises(TypeError):
            cache.set("name", object())

        cache.set("other", "y")
        with connection.cursor() as cursor:
            cursor.execute("SELECT value FROM accounts_sharedvalue")
            assert cursor.fetchone()[0] in ('"y"', "y")
