"""What the database refuses to hold about persons and organisations."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from casework.core.partial_dates import PartialDate
from casework.persons.choices import ContactKind, NameKind
from casework.persons.models import Organisation, OrganisationStatus, Person, PersonName
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

pytestmark = pytest.mark.django_db

ALL_FACTORIES = [
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
]


def refused(constraint):
    """What a broken rule raises; SQLite names the columns of a unique constraint instead of its name."""
    return pytest.raises(IntegrityError, match=constraint)


@pytest.mark.parametrize("factory", ALL_FACTORIES, ids=lambda factory: factory.__name__)
class TestEveryRow:
    def test_is_valid_as_its_factory_makes_it(self, factory):
        factory().full_clean()

    def test_reads_as_something(self, factory):
        assert str(factory()).strip()


class TestPerson:
    def test_needs_a_name(self):
        with refused("person_has_a_name"):
            PersonFactory(name="")

    @pytest.mark.parametrize(
        ("field", "value", "constraint"),
        [
            ("sex", "unheard-of", "person_sex_valid"),
            ("confidentiality", "secret", "person_confidentiality_valid"),
        ],
    )
    def test_takes_only_the_listed_choices(self, field, value, constraint):
        with refused(constraint):
            PersonFactory(**{field: value})

    def test_cannot_die_before_being_born(self):
        with refused("person_died_not_before_born"):
            PersonFactory(birth=PartialDate.read("1988"), death=PartialDate.read("1987"))

    @pytest.mark.parametrize(
        ("birth", "death"), [("1988", "1988"), ("1988", "before 1990"), ("", "1987"), ("1988", "")]
    )
    def test_can_die_when_the_dates_allow_it(self, birth, death):
        person = PersonFactory(birth=PartialDate.read(birth), death=PartialDate.read(death))

        assert person.pk

    def test_cannot_be_merged_into_itself(self):
        person = PersonFactory()
        person.merged_into = person

        with refused("person_not_merged_into_itself"):
            person.save()

    def test_is_reached_at_its_file(self, client_as):
        person = PersonFactory()

        assert client_as("caseworker").get(person.get_absolute_url()).status_code == 200


class TestNameKeys:
    def test_are_written_with_the_name(self):
        person = PersonFactory(name="Кастусь Верабейка")

        stored = Person.objects.get(pk=person.pk)

        assert (stored.name_key, stored.token_key_1) == ("bkrst", "ksts")

    def test_follow_a_change_of_the_name(self):
        person = PersonFactory(name="Кастусь Верабейка")
        person.name = "Міхась Жывіца"

        person.save()

        assert Person.objects.get(pk=person.pk).name_key == "cjms"

    def test_are_written_in_bulk(self):
        Person.objects.bulk_create([Person(name="Міхась Жывіца")])

        assert Person.objects.get().name_key == "cjms"

    def test_follow_a_change_in_bulk(self):
        person = PersonFactory(name="Кастусь Верабейка")
        person.name = "Міхась Жывіца"

        Person.objects.bulk_update([person], ["name"])

        assert Person.objects.get(pk=person.pk).name_key == "cjms"

    def test_are_no_part_of_the_history(self):
        assert not hasattr(PersonFactory().history.get(), "name_key")


class TestPersonName:
    def test_is_not_empty(self):
        with refused("personname_is_not_empty"):
            PersonNameFactory(name="")

    @pytest.mark.parametrize("field", ["kind", "script", "language"])
    def test_takes_only_the_listed_choices(self, field):
        with refused(f"personname_{field}_valid"):
            PersonNameFactory(**{field: "xx"})

    def test_is_recorded_once_of_each_kind(self):
        row = PersonNameFactory(kind=NameKind.ALIAS)
        PersonNameFactory(person=row.person, kind=NameKind.PEN_NAME, name=row.name)

        with refused("personname"):
            PersonNameFactory(person=row.person, kind=NameKind.ALIAS, name=row.name)


class TestPersonNationality:
    def test_takes_only_the_listed_kinds(self):
        with refused("personnationality_kind_valid"):
            PersonNationalityFactory(kind="by_marriage")

    def test_names_a_country(self):
        with refused("personnationality_names_a_country"):
            PersonNationalityFactory(country="")

    def test_is_recorded_once(self):
        row = PersonNationalityFactory()

        with refused("personnationality"):
            PersonNationalityFactory(person=row.person, country=row.country, kind=row.kind)


class TestWhatLasts:
    @pytest.mark.parametrize(
        ("factory", "constraint"),
        [
            (PersonOccupationFactory, "personoccupation_ended_not_before_began"),
            (AffiliationFactory, "affiliation_ended_not_before_began"),
            (OrganisationStatusFactory, "organisationstatus_ended_not_before_began"),
        ],
    )
    def test_cannot_end_before_it_began(self, factory, constraint):
        with refused(constraint):
            factory(began=PartialDate.read("2017"), ended=PartialDate.read("2016"))

    @pytest.mark.parametrize(
        "factory", [PersonOccupationFactory, AffiliationFactory, OrganisationStatusFactory]
    )
    def test_can_end_within_the_imprecision_of_its_beginning(self, factory):
        assert factory(began=PartialDate.read("2017"), ended=PartialDate.read("Feb 2017")).pk


class TestPersonOccupation:
    def test_is_recorded_once_from_one_date(self):
        row = PersonOccupationFactory(began=PartialDate.read("2012"))
        PersonOccupationFactory(person=row.person, occupation=row.occupation, began=PartialDate.read("2017"))

        with refused("personoccupation"):
            PersonOccupationFactory(person=row.person, occupation=row.occupation, began=row.began)


class TestAffiliation:
    def test_says_in_what_role(self):
        with refused("affiliation_says_in_what_role"):
            AffiliationFactory(role=None)

    def test_can_say_it_in_words(self):
        assert str(AffiliationFactory(role=None, role_words="Executive Director")).startswith(
            "Executive Director"
        )

    def test_is_recorded_once_from_one_date(self):
        row = AffiliationFactory()

        with refused("affiliation"):
            AffiliationFactory(person=row.person, organisation=row.organisation, role=row.role)


class TestRelationship:
    def test_needs_two_persons(self):
        person = PersonFactory()

        with refused("relationship_not_with_oneself"):
            RelationshipFactory(person=person, other_person=person)

    def test_is_recorded_once(self):
        row = RelationshipFactory()

        with refused("relationship"):
            RelationshipFactory(person=row.person, other_person=row.other_person, kind=row.kind)


class TestContactDetail:
    def test_takes_only_the_listed_kinds(self):
        with refused("contactdetail_kind_valid"):
            ContactDetailFactory(kind="pigeon")

    def test_is_not_empty(self):
        with refused("contactdetail_is_not_empty"):
            ContactDetailFactory(value="")

    def test_is_recorded_once(self):
        row = ContactDetailFactory(kind=ContactKind.EMAIL)
        again = ContactDetailFactory.build(person=row.person, kind=row.kind, value=row.value)
        another = ContactDetailFactory.build(person=row.person, kind=row.kind, value=f"x{row.value}")

        with pytest.raises(ValidationError, match="already recorded"):
            again.full_clean()
        another.full_clean(exclude=["head"])
        row.full_clean()


class TestOrganisation:
    def test_needs_a_name(self):
        with refused("organisation_has_a_name"):
            OrganisationFactory(name="")

    def test_takes_only_the_listed_kinds(self):
        with refused("organisation_kind_valid"):
            OrganisationFactory(kind="club")

    def test_cannot_be_part_of_itself(self):
        organisation = OrganisationFactory()
        organisation.parent = organisation

        with refused("organisation_not_part_of_itself"):
            organisation.save()

    def test_may_belong_to_no_country(self):
        assert Organisation.objects.get(pk=OrganisationFactory(country="").pk).country.code in {"", None}


class TestOrganisationStatus:
    def test_takes_only_the_listed_statuses(self):
        with refused("organisationstatus_status_valid"):
            OrganisationStatusFactory(status="forgotten")

    def test_can_be_held_more_than_once(self):
        row = OrganisationStatusFactory()

        OrganisationStatusFactory(organisation=row.organisation, status=row.status)

        assert OrganisationStatus.objects.count() == 2


class TestDistinctPersons:
    def test_names_the_one_recorded_earlier_first(self):
        earlier, later = PersonFactory(), PersonFactory()

        with refused("distinctpersons_first_recorded_earlier"):
            DistinctPersonsFactory(first=later, second=earlier)

    def test_is_recorded_once(self):
        row = DistinctPersonsFactory()

        with refused("distinctpersons"):
            DistinctPersonsFactory(first=row.first, second=row.second)


class TestPersonMerge:
    def test_is_of_two_persons(self):
        person = PersonFactory()

        with refused("personmerge_of_two_persons"):
            PersonMergeFactory(kept=person, merged=person)

    def test_is_in_force_once_for_a_person(self):
        row = PersonMergeFactory()

        with transaction.atomic(), refused("personmerge"):
            PersonMergeFactory(merged=row.merged)

    def test_can_be_repeated_once_undone(self):
        row = PersonMergeFactory(is_undone=True)

        assert PersonMergeFactory(kept=row.kept, merged=row.merged).pk


class TestMergedRow:
    def test_takes_only_the_listed_fates(self):
        with refused("mergedrow_fate_valid"):
            MergedRowFactory(fate="lost")

    def test_tells_each_field_of_a_record_once(self):
        row = MergedRowFactory()

        with refused("mergedrow"):
            MergedRowFactory(merge=row.merge, model=row.model, object_id=row.object_id, field=row.field)

    def test_finds_the_row_it_speaks_of(self):
        name = PersonNameFactory()

        assert MergedRowFactory(object_id=name.pk).moved_row() == name

    def test_finds_nothing_where_the_row_is_gone(self):
        assert MergedRowFactory(object_id=PersonName.objects.count() + 99).moved_row() is None
