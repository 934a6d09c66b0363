"""One text for one set of values, whatever the engine and the form they came in."""

import datetime
from decimal import Decimal
from uuid import UUID

import pytest
from django.db import models
from django.db.models import F

from casework.audit.canonical import as_text, canonical, commitment_of, converter, seal
from casework.audit.errors import UnauditedWriteError

UTC = datetime.UTC
TWO_HOURS_EAST = datetime.timezone(datetime.timedelta(hours=2))


class TestCanonical:
    @pytest.mark.parametrize(
        ("field", "value", "expected"),
        [
            (models.CharField(), "Žiŭka", "Žiŭka"),
            (models.IntegerField(), "7", 7),
            (models.BooleanField(), 1, True),
            (models.DecimalField(max_digits=9, decimal_places=2), Decimal("600000"), "600000.00"),
            (models.DecimalField(max_digits=9, decimal_places=2), "0.5", "0.50"),
            (models.DateField(), datetime.date(2022, 2, 25), "2022-02-25"),
            (models.DateField(), "2022-02-25", "2022-02-25"),
            (
                models.DateTimeField(),
                datetime.datetime(2022, 2, 25, 12, 0, tzinfo=TWO_HOURS_EAST),
                "2022-02-25T10:00:00.000000+00:00",
            ),
            (models.UUIDField(), "00000000000070008000000000000001", "00000000-0000-7000-8000-000000000001"),
            (models.UUIDField(), UUID(int=1), "00000000-0000-0000-0000-000000000001"),
            (models.BinaryField(), b"\x00\xff", "00ff"),
            (models.JSONField(), {"b": 1}, {"b": 1}),
            (models.TextField(), None, None),
        ],
    )
    def test_gives_one_form_for_equal_values(
        self, field: models.Field, value: object, expected: object
    ) -> None:
        assert canonical(converter(field), value) == expected

    def test_refuses_what_only_the_database_could_compute(self) -> None:
        with pytest.raises(UnauditedWriteError):
            canonical(converter(models.IntegerField()), F("order") + 1)

    def test_knows_no_form_for_a_field_it_was_never_told_of(self) -> None:
        with pytest.raises(TypeError, match="FloatField"):
            converter(models.FloatField())


class TestAsText:
    def test_sorts_keys_and_keeps_characters(self) -> None:
        assert as_text({"ж": 1, "a": None}) == '{"a":null,"ж":1}'


class TestSeal:
    def test_commits_to_salt_and_text(self) -> None:
        sealed = seal({"a": 1})

        assert sealed.commitment == commitment_of(sealed.text, sealed.salt)

    def test_hides_equal_values_behind_different_commitments(self) -> None:
        assert seal({"a": True}).commitment != seal({"a": True}).commitment
