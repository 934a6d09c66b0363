"""What can be asked about persons, and who may know of them."""

import pytest
from django.db import connection
from django.db.models import Q
from django.test.utils import CaptureQueriesContext

from casework.persons.models import (
    Affiliation,
    ContactDetail,
    DistinctPersons,
    MergedRow,
    Organisation,
    OrganisationStatus,
    Person,
    PersonMerge,
    PersonName,
    PersonNationality,
    PersonOccupation,
    Relationship,
)
from casework.persons.querysets import hides_persons, reveals_persons
from tests.factories.persons import (
    AffiliationFactory,
    ContactDetailFactory,
    DistinctPersonsFactory,
    MergedRowFactory,
    OrganisationFactory,
    OrganisationStatusFactory,
    PersonFactory,
    PersonMergeFactory,
    PersonNameFactory,
    PersonNationalityFactory,
    PersonOccupationFactory,
    RelationshipFactory,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("judgements")]


def named(*names):
    """A judgement that picks the persons so named, for every user."""
    return lambda user: Q(name__in=names)


class TestVisibleTo:
    def test_shows_nobody_to_somebody_without_a_role(self, staff):
        PersonFactory()

        assert not Person.objects.visible_to(staff()).exists()

    def test_shows_nobody_to_an_administrator(self, staff):
        PersonFactory()

        assert not Person.objects.visible_to(staff("administrator")).exists()

    def test_shows_open_persons_to_a_caseworker(self, staff):
        person = PersonFactory()

        assert Person.objects.visible_to(staff("caseworker")).get() == person

    def test_keeps_restricted_persons_from_a_caseworker(self, staff):
        PersonFactory(restricted=True)

        assert not Person.objects.visible_to(staff("caseworker")).exists()

    @pytest.mark.parametrize("role", ["director", "auditor"])
    def test_keeps_nothing_from_directors_and_auditors(self, staff, role):
        PersonFactory(restricted=True)
        PersonFactory(name="Hidden")
        hides_persons.append(named("Hidden"))

        assert Person.objects.visible_to(staff(role)).count() == 2

    def test_shows_a_restricted_person_to_who_recorded_them(self, staff, acting_as):
        author, colleague = staff("caseworker"), staff("caseworker")
        with acting_as(author):
            PersonFactory(restricted=True)

        assert Person.objects.visible_to(author).count() == 1
        assert not Person.objects.visible_to(colleague).exists()

    def test_does_not_show_a_restricted_person_to_who_only_changed_them(self, staff, acting_as):
        person, editor = PersonFactory(), staff("caseworker")
        with acting_as(editor):
            person.confidentiality = "restricted"
            person.save()

        assert not Person.objects.visible_to(editor).exists()

    def test_shows_a_restricted_person_whom_a_judgement_reveals(self, staff):
        PersonFactory(name="Client", restricted=True)
        PersonFactory(name="Other", restricted=True)
        reveals_persons.append(named("Client"))

        assert Person.objects.visible_to(staff("caseworker")).get().name == "Client"

    def test_asks_each_judgement_about_the_user(self, staff):
        mine, theirs = staff("caseworker"), staff("caseworker")
        PersonFactory(name="Client", restricted=True)
        reveals_persons.append(lambda user: Q(name="Client") if user == mine else Q(pk__in=[]))

        assert Person.objects.visible_to(mine).exists()
        assert not Person.objects.visible_to(theirs).exists()

    def test_hides_whom_any_judgement_hides(self, staff):
        PersonFactory(name="First")
        PersonFactory(name="Second")
        PersonFactory(name="Third")
        hides_persons.extend([named("First"), named("Second")])

        assert Person.objects.visible_to(staff("caseworker")).get().name == "Third"

    def test_hides_a_person_even_from_who_recorded_them(self, staff, acting_as):
        author = staff("caseworker")
        with acting_as(author):
            PersonFactory(name="Hidden")
        hides_persons.append(named("Hidden"))

        assert not Person.objects.visible_to(author).exists()


class TestPartsVisibleTo:
    PARTS = [
        (PersonNameFactory, PersonName, "person"),
        (PersonNationalityFactory, PersonNationality, "person"),
        (PersonOccupationFactory, PersonOccupation, "person"),
        (AffiliationFactory, Affiliation, "person"),
        (RelationshipFactory, Relationship, "person"),
        (RelationshipFactory, Relationship, "other_person"),
        (DistinctPersonsFactory, DistinctPersons, "first"),
        (DistinctPersonsFactory, DistinctPersons, "second"),
        (PersonMergeFactory, PersonMerge, "kept"),
        (PersonMergeFactory, PersonMerge, "merged"),
        (MergedRowFactory, MergedRow, "merge__kept"),
        (MergedRowFactory, MergedRow, "merge__merged"),
    ]

    @pytest.mark.parametrize(("factory", "model", "link"), PARTS)
    def test_shows_what_hangs_on_a_person_one_knows_of(self, staff, factory, model, link):
        factory()

        assert model.objects.visible_to(staff("caseworker")).exists()

    @pytest.mark.parametrize(("factory", "model", "link"), PARTS)
    def test_keeps_what_hangs_on_a_person_one_does_not_know_of(self, staff, factory, model, link):
        factory(**{f"{link}__name": "Hidden"})
        hides_persons.append(named("Hidden"))

        assert not model.objects.visible_to(staff("caseworker")).exists()


class TestContactDetailsVisibleTo:
    def test_keeps_the_contacts_of_an_open_person(self, staff):
        ContactDetailFactory()

        assert not ContactDetail.objects.visible_to(staff("caseworker")).exists()

    def test_shows_the_contacts_of_a_person_one_works_for(self, staff):
        ContactDetailFactory(person__name="Client")
        ContactDetailFactory(person__name="Other")
        reveals_persons.append(named("Client"))

        assert ContactDetail.objects.visible_to(staff("caseworker")).get().person.name == "Client"

    def test_shows_the_contacts_of_a_person_one_recorded(self, staff, acting_as):
        author = staff("caseworker")
        with acting_as(author):
            person = PersonFactory()
        ContactDetailFactory(person=person)

        assert ContactDetail.objects.visible_to(author).exists()

    def test_shows_the_contacts_one_recorded(self, staff, acting_as):
        author = staff("caseworker")
        person = PersonFactory()
        with acting_as(author):
            ContactDetailFactory(person=person)

        assert ContactDetail.objects.visible_to(author).exists()
        assert not ContactDetail.objects.visible_to(staff("caseworker")).exists()

    def test_keeps_those_one_recorded_of_a_person_hidden_since(self, staff, acting_as):
        author = staff("caseworker")
        with acting_as(author):
            ContactDetailFactory(person__name="Hidden")
        hides_persons.append(named("Hidden"))

        assert not ContactDetail.objects.visible_to(author).exists()

    @pytest.mark.parametrize("role", ["director", "auditor"])
    def test_shows_all_to_directors_and_auditors(self, staff, role):
        ContactDetailFactory()

        assert ContactDetail.objects.visible_to(staff(role)).exists()

    @pytest.mark.parametrize("role", [None, "administrator"])
    def test_shows_none_to_those_who_may_see_no_person(self, staff, role):
        ContactDetailFactory()

        assert not ContactDetail.objects.visible_to(staff(role)).exists()


class TestEntrustedTo:
    def test_picks_persons_one_works_for_and_those_one_recorded(self, staff, acting_as):
        author = staff("caseworker")
        with acting_as(author):
            PersonFactory(name="Mine")
        PersonFactory(name="Client")
        PersonFactory(name="Other")
        reveals_persons.append(named("Client"))

        entrusted = Person.objects.entrusted_to(author)

        assert [person.name for person in entrusted] == ["Client", "Mine"]

    def test_picks_everybody_for_a_director(self, staff):
        PersonFactory()

        assert Person.objects.entrusted_to(staff("director")).count() == 1


class TestOrganisationsVisibleTo:
    @pytest.mark.parametrize(
        ("role", "count"), [("caseworker", 1), ("auditor", 1), ("administrator", 0), (None, 0)]
    )
    def test_shows_organisations_to_those_who_may_view_them(self, staff, role, count):
        OrganisationStatusFactory()

        assert Organisation.objects.visible_to(staff(role)).count() == count
        assert OrganisationStatus.objects.visible_to(staff(role)).count() == count


class TestUnmerged:
    def test_leaves_out_records_merged_into_others(self):
        kept = PersonFactory()
        PersonFactory(merged_into=kept)

        assert Person.objects.unmerged().get() == kept


class TestMatching:
    @pytest.mark.parametrize(
        "text",
        [
            "kast",
            "Verabeika",
            "verabeika kastus",
            "Верабейка",
            "Варабейка",
            "Werabejka",
            "KASTUS V",
            "перо",
            "Pero",
        ],
    )
    def test_finds_a_person_by_any_name_in_any_script(self, text):
        person = PersonFactory(name="Kastus Verabeika")
        PersonNameFactory(person=person, name="Кастусь Верабейка")
        PersonNameFactory(person=person, name="Вострае Перо")
        PersonFactory(name="Ihar Zhyvitsa")

        assert Person.objects.matching(text).get() == person

    @pytest.mark.parametrize("text", ["Kastus Zhyvitsa", "Верабейчык Алесь", "100%", "q"])
    def test_does_not_find_a_person_by_other_words(self, text):
        PersonFactory(name="Kastus Verabeika")

        assert not Person.objects.matching(text).exists()

    def test_finds_each_person_once(self):
        person = PersonFactory(name="Kastus Verabeika")
        PersonNameFactory(person=person, name="Kastus Verabeyka")
        PersonNameFactory(person=person, name="Kastus Verabeiko")

        assert Person.objects.matching("kastus").count() == 1

    def test_keeps_everybody_without_a_text(self):
        PersonFactory()

        assert Person.objects.matching("  ").count() == 1


class TestWithKeysOf:
    def test_finds_persons_by_their_own_and_their_other_names(self):
        first = PersonFactory(name="Kastus Verabeika")
        second = PersonNameFactory(name="Кастусь Верабейка", person__name="K. V.").person
        PersonFactory(name="Nino Tskaroeli")

        assert set(Person.objects.with_keys_of(["Kastus Verabeyko"], at_most=5)) == {first, second}

    def test_prefers_those_who_share_most(self):
        for _ in range(3):
            PersonFactory(name="Kastus Zhyvitsa")
        best = PersonFactory(name="Кастусь Верабейка")

        assert best in Person.objects.with_keys_of(["Kastus Verabeika"], at_most=1)

    def test_stays_within_the_persons_asked_about(self):
        PersonNameFactory(name="Kastus Verabeika", person__name="Hidden")

        persons = Person.objects.exclude(name="Hidden")

        assert not persons.with_keys_of(["Kastus Verabeika"], at_most=5).exists()

    def test_costs_the_same_for_many_persons_as_for_few(self):
        def cost():
            with CaptureQueriesContext(
                connection,
            ) as queries:
                list(Person.objects.with_keys_of(["Kastus Verabeika"], at_most=5).for_list())
            return len(queries)

        PersonNameFactory(person=PersonFactory(name="Kastus Verabeika"))
        few = cost()
        for _ in range(20):
            PersonNameFactory(person=PersonFactory(name="Kastus Verabeika"), name="Кастусь Верабейка")

        assert cost() == few


class TestNotDistinctFrom:
    def test_leaves_out_the_person_and_those_found_distinct(self):
        person, other, third = PersonFactory(), PersonFactory(), PersonFactory()
        DistinctPersonsFactory(first=person, second=other)

        assert set(Person.objects.not_distinct_from(person)) == {third}
        assert set(Person.objects.not_distinct_from(other)) == {third}

    def test_remembers_what_was_found_of_a_record_merged_since(self):
        person, other, kept = PersonFactory(), PersonFactory(), PersonFactory()
        DistinctPersonsFactory(first=person, second=other)
        other.merged_into = kept
        other.save()

        assert kept not in Person.objects.not_distinct_from(person)
        assert person not in Person.objects.not_distinct_from(kept)


class TestForList:
    def test_costs_the_same_for_two_persons_as_for_many(self):
        def cost():
            with CaptureQueriesContext(connection) as queries:
                for person in Person.objects.for_list():
                    assert len(person.names.all()) + len(person.nationalities.all()) == 2
            return len(queries)

        def add(count):
            for _ in range(count):
                person = PersonFactory()
                PersonNameFactory(person=person)
                PersonNationalityFactory(person=person)

        add(2)
        few = cost()
        add(5)

        assert cost() == few

    def test_joins_the_larger_organisation(self):
        OrganisationFactory(parent=OrganisationFactory())

        with CaptureQueriesContext(connection) as queries:
            [str(organisation.parent) for organisation in Organisation.objects.for_list()]

        assert len(queries) == 1
