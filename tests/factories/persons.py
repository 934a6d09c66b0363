"""People and organisations that never existed."""

import factory
from factory.django import DjangoModelFactory

from casework.core.choices import Confidentiality
from casework.core.partial_dates import PartialDate
from casework.persons.choices import (
    ContactKind,
    NameKind,
    NationalityKind,
    OrganisationKind,
    RegistrationStatus,
    RowFate,
)
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
from casework.reference.choices import Vocabulary
from tests.factories.reference import TermFactory


class PersonFactory(DjangoModelFactory):
    class Meta:
        model = Person

    name = factory.Sequence(lambda n: f"Person {n}")

    class Params:
        restricted = factory.Trait(confidentiality=Confidentiality.RESTRICTED)
        born_1988 = factory.Trait(birth=PartialDate.read("1988"))


class PersonNameFactory(DjangoModelFactory):
    class Meta:
        model = PersonName

    person = factory.SubFactory(PersonFactory)
    kind = NameKind.ALIAS
    name = factory.Sequence(lambda n: f"Alias {n}")

    class Params:
        native = factory.Trait(kind=NameKind.NATIVE)


class PersonNationalityFactory(DjangoModelFactory):
    class Meta:
        model = PersonNationality

    person = factory.SubFactory(PersonFactory)
    country = "KZ"
    kind = NationalityKind.CITIZENSHIP


class PersonOccupationFactory(DjangoModelFactory):
    class Meta:
        model = PersonOccupation

    person = factory.SubFactory(PersonFactory)
    occupation = factory.SubFactory(TermFactory, vocabulary=Vocabulary.OCCUPATION)


class OrganisationFactory(DjangoModelFactory):
    class Meta:
        model = Organisation

    name = factory.Sequence(lambda n: f"Organisation {n}")
    kind = OrganisationKind.NGO

    class Params:
        court = factory.Trait(kind=OrganisationKind.COURT)
        prison = factory.Trait(kind=OrganisationKind.DETENTION_FACILITY)
        media = factory.Trait(kind=OrganisationKind.MEDIA)


class OrganisationStatusFactory(DjangoModelFactory):
    class Meta:
        model = OrganisationStatus

    organisation = factory.SubFactory(OrganisationFactory)
    status = RegistrationStatus.DENIED


class AffiliationFactory(DjangoModelFactory):
    class Meta:
        model = Affiliation

    person = factory.SubFactory(PersonFactory)
    organisation = factory.SubFactory(OrganisationFactory)
    role = factory.SubFactory(TermFactory, vocabulary=Vocabulary.AFFILIATION_ROLE)


class RelationshipFactory(DjangoModelFactory):
    class Meta:
        model = Relationship

    person = factory.SubFactory(PersonFactory)
    other_person = factory.SubFactory(PersonFactory)
    kind = factory.SubFactory(TermFactory, vocabulary=Vocabulary.RELATIONSHIP)


class ContactDetailFactory(DjangoModelFactory):
    class Meta:
        model = ContactDetail

    person = factory.SubFactory(PersonFactory)
    kind = ContactKind.EMAIL
    value = factory.Sequence(lambda n: f"person{n}@example.org")


class DistinctPersonsFactory(DjangoModelFactory):
    class Meta:
        model = DistinctPersons

    first = factory.SubFactory(PersonFactory)
    second = factory.SubFactory(PersonFactory)


class PersonMergeFactory(DjangoModelFactory):
    class Meta:
        model = PersonMerge

    kept = factory.SubFactory(PersonFactory)
    merged = factory.SubFactory(PersonFactory)


class MergedRowFactory(DjangoModelFactory):
    class Meta:
        model = MergedRow

    merge = factory.SubFactory(PersonMergeFactory)
    model = "persons.personname"
    object_id = factory.Sequence(lambda n: n + 1)
    field = "person"
    fate = RowFate.MOVED
