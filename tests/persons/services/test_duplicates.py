"""How duplicates are suspected and told apart."""

import pytest
from django.db import connection
from django.db.models import Q
from django.test.utils import CaptureQueriesContext

from casework.core.partial_dates import PartialDate
from casework.persons.choices import NameKind
from casework.persons.models import DistinctPersons
from casework.persons.querysets import hides_persons
from casework.persons.services import (
    CannotBeDistinct,
    mark_distinct,
    merge_persons,
    suspected_duplicates,
    suspects_of,
)
from tests.factories.persons import PersonFactory, PersonNameFactory, PersonNationalityFactory

pytestmark = pytest.mark.django_db

NOBODY_KNOWS = PartialDate.unknown()


@pytest.fixture
def director(staff):
    return staff("director")


def suspects(user, *names, born="", countries=(), limit=5):
    return suspected_duplicates(
        names=names,
        born=PartialDate.read(born) if born else NOBODY_KNOWS,
        countries=countries,
        visible_to=user,
        limit=limit,
    )


class TestSuspectedDuplicates:
    @pytest.mark.parametrize(
        ("known", "typed", "why"),
        [
            ("Kastus Verabeika", "kastus verabeika", "the same name"),
            ("Кастусь Верабейка", "Kastus Verabeika", "the same name in another script: Кастусь Верабейка"),
            ("Kastus Verabejka", "Kastus Verabeika", "the same name in another spelling: Kastus Verabejka"),
            ("Kastus M. Verabeika", "Kastus Verabeika", "in another spelling: Kastus M. Verabeika"),
            ("Murat Akhmedin", "Marat Akhmedin", "a like name: Murat Akhmedin"),
        ],
    )
    def test_finds_like_names_and_says_how_they_are_alike(self, director, known, typed, why):
        person = PersonFactory(name=known)

        [suspect] = suspects(director, typed)

        assert suspect.person == person
        assert why in suspect.explanation

    def test_finds_a_person_by_another_name(self, director):
        name = PersonNameFactory(name="Кастусь Верабейка", person__name="K. V.")

        [suspect] = suspects(director, "Kastus Verabeika")

        assert suspect.person == name.person

    def test_compares_every_name_typed(self, director):
        person = PersonFactory(name="Кастусь Верабейка")

        [suspect] = suspects(director, "The Feather", "Kastus Verabeika")

        assert suspect.person == person

    def test_does_not_go_by_a_patronymic(self, director):
        PersonNameFactory(kind=NameKind.PATRONYMIC, name="Mikhailovich", person__name="Nina Orlik")

        assert suspects(director, "Mikhailovich") == []

    def test_suspects_nobody_with_another_name(self, director):
        PersonFactory(name="Nino Tskaroeli")
        PersonFactory(name="Irina Ptashkina")

        assert suspects(director, "Ivan Ptashkin") == []

    def test_suspects_nobody_without_a_name(self, director):
        PersonFactory(name="Nina Orlik")

        assert suspects(director, "", " ") == []

    def test_puts_the_likeliest_first(self, director):
        elsewhere = PersonNationalityFactory(person__name="Nina Orlik", country="PL").person
        older = PersonFactory(name="Nina Orlik", birth=PartialDate.read("1951"))
        same = PersonNationalityFactory(
            person__name="Nina Orlik", person__birth=PartialDate.read("Aug 1988"), country="BY"
        ).person

        found = suspects(director, "Nina Orlik", born="1988", countries=["BY"])

        assert [suspect.person for suspect in found] == [same, elsewhere, older]

    def test_says_what_else_speaks_for_it_and_against_it(self, director):
        PersonNationalityFactory(
            person__name="Nina Orlik", person__birth=PartialDate.read("1988"), country="BY"
        )

        [alike] = suspects(director, "Nina Orlik", born="Aug 1988", countries=["BY"])
        [unlike] = suspects(director, "Nina Orlik", born="1951", countries=["PL"])

        assert alike.reasons == ("the same name", "born 1988", "also of Belarus")
        assert unlike.reasons == ("the same name", "but born 1988", "but of Belarus")

    def test_names_few(self, director):
        for _ in range(7):
            PersonFactory(name="Nina Orlik")

        assert len(suspects(director, "Nina Orlik", limit=3)) == 3

    def test_does_not_tell_of_persons_the_user_may_not_know_of(self, staff, judgements):
        PersonFactory(name="Nina Orlik", restricted=True)
        PersonFactory(name="Nina Orlik", birthplace="hidden")
        hides_persons.append(lambda user: Q(birthplace="hidden"))

        assert suspects(staff("caseworker"), "Nina Orlik") == []

    def test_names_the_record_kept_and_not_the_one_merged(self, director):
        kept, merged = PersonFactory(name="Nina Orlik"), PersonFactory(name="Nina Orlik")
        merge_persons(kept=kept, merged=merged)

        [suspect] = suspects(director, "Nina Orlik")

        assert suspect.person == kept

    def test_costs_the_same_for_many_as_for_few(self, director):
        def cost():
            with CaptureQueriesContext(connection) as queries:
                suspects(director, "Nina Orlik", countries=["BY"])
            return len(queries)

        suspects(director, "Nina Orlik")
        PersonNationalityFactory(person__name="Nina Orlik")
        few = cost()
        for _ in range(20):
            PersonNationalityFactory(person__name="Nina Orlik")

        assert cost() == few


class TestSuspectsOf:
    def test_compares_all_that_is_recorded_of_the_person(self, director):
        person = PersonNameFactory(name="Нина Орлик", person__name="The Eagle").person
        same = PersonFactory(name="Nina Orlik")

        [suspect] = suspects_of(person=person, visible_to=director)

        assert suspect.person == same

    def test_leaves_out_the_person_and_those_found_distinct(self, director):
        person, other = PersonFactory(name="Nina Orlik"), PersonFactory(name="Nina Orlik")
        mark_distinct(person=other, other=person)

        assert suspects_of(person=person, visible_to=director) == []
        assert suspects_of(person=other, visible_to=director) == []


class TestMarkDistinct:
    def test_remembers_the_two_in_either_order(self):
        first, second = PersonFactory(), PersonFactory()

        pair = mark_distinct(person=second, other=first)

        assert (pair.first, pair.second) == (first, second)

    def test_remembers_them_once(self):
        first, second = PersonFactory(), PersonFactory()

        assert mark_distinct(person=first, other=second) == mark_distinct(person=second, other=first)
        assert DistinctPersons.objects.count() == 1

    def test_refuses_one_person(self):
        person = PersonFactory()

        with pytest.raises(CannotBeDistinct, match="from themselves"):
            mark_distinct(person=person, other=person)

    def test_refuses_a_person_and_the_record_merged_into_them(self):
        kept, merged = PersonFactory(), PersonFactory()
        merge_persons(kept=kept, merged=merged)
        merged.refresh_from_db()

        with pytest.raises(CannotBeDistinct, match="Undo the merge first"):
            mark_distinct(person=kept, other=merged)
