"""Who it is about."""

import pytest

from tests.demo.published_case.citations import paragraphs

pytestmark = pytest.mark.django_db


class TestPerson:
    def test_has_his_native_name(self, mamay, statement):
        name = mamay.names.get(kind="native")

        assert (name.name, name.script, name.language) == ("Жанболат Мамай", "Cyrl", "kk")
        assert paragraphs(name, statement) == ["paragraph 1"]

    def test_is_called_kazakhstani_and_nothing_more(self, mamay, statement):
        nationality = mamay.nationalities.get()

        assert (nationality.country.code, nationality.kind) == ("KZ", "unspecified")
        assert paragraphs(nationality, statement) == ["paragraph 1"]

    def test_has_three_occupations(self, mamay, statement):
        occupations = mamay.occupations.select_related("occupation")

        assert {row.occupation.code for row in occupations} == {
            "journalist",
            "civic-activist",
            "opposition-politician",
        }
        assert all(paragraphs(row, statement) == ["paragraph 1"] for row in occupations)
