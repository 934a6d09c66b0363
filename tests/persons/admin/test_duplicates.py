"""What is asked of whoever enters a person who may be on record already."""

import pytest
from django.db.models import Q
from django.urls import reverse

from casework.persons.models import DistinctPersons, Person
from casework.persons.querysets import hides_persons
from tests.factories.persons import PersonFactory, PersonNationalityFactory
from tests.persons.admin.pages import ADD, page_words, row_of, typed_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("judgements")]


class TestAddSuspectedDuplicate:
    @pytest.fixture
    def known(self):
        return PersonNationalityFactory(person__name="Кастусь Верабейка", country="BY").person

    @pytest.fixture
    def attempt(self, client, known):
        """The answer to somebody who adds the person again, and what they had typed."""
        page = client.get(reverse(ADD))
        data = typed_in(
            page,
            name="Kastus Verabeika",
            notes="Met in Brest",
            **row_of("nationalities", country="BY", kind="citizenship"),
        )
        return client.post(reverse(ADD), data)

    def test_shows_who_it_may_be_and_saves_nothing(self, attempt, known):
        assert Person.objects.get() == known
        assert "may be on record already" in page_words(attempt)
        assert "the same name in another script: Кастусь Верабейка; also of Belarus" in page_words(attempt)
        assert f'href="{known.get_absolute_url()}"' in attempt.content.decode()

    def test_loses_nothing_that_was_typed(self, attempt):
        data = typed_in(attempt)

        assert (data["name"], data["notes"]) == ("Kastus Verabeika", "Met in Brest")
        assert data["nationalities-0-country"] == "BY"

    def test_saves_once_it_is_said_to_be_somebody_else(self, client, attempt, known):
        data = typed_in(attempt, somebody_else=str(known.pk))

        response = client.post(reverse(ADD), data)

        assert response.status_code == 302
        added = Person.objects.get(name="Kastus Verabeika")
        pair = DistinctPersons.objects.get()
        assert (pair.first, pair.second) == (known, added)

    def test_asks_again_when_another_one_appears_meanwhile(self, client, attempt, known):
        PersonFactory(name="Kastus Verabejka")

        response = client.post(reverse(ADD), typed_in(attempt, somebody_else=str(known.pk)))

        assert "may be on record already" in page_words(response)
        assert "Kastus Verabejka" in page_words(response)

    def test_gives_the_tick_the_numbers_of_all_shown(self, attempt, known):
        assert f'name="somebody_else" value="{known.pk}"' in attempt.content.decode()

    def test_compares_the_other_names_typed(self, client, known):
        page = client.get(reverse(ADD))
        data = typed_in(page, name="The Feather", **row_of("names", kind="native", name="Кастусь Верабейка"))

        response = client.post(reverse(ADD), data)

        assert "Is it one of these?" in page_words(response)

    def test_does_not_tell_of_a_hidden_person(self, client, known):
        hides_persons.append(lambda user: Q(pk=known.pk))
        page = client.get(reverse(ADD))

        response = client.post(reverse(ADD), typed_in(page, name="Kastus Verabeika"))

        assert response.status_code == 302
