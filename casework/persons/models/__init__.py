"""The rows that tell of people and organisations, by subject."""

from casework.persons.models.contacts import ContactDetail
from casework.persons.models.identity import DistinctPersons, MergedRow, PersonMerge
from casework.persons.models.organisations import Organisation, OrganisationStatus
from casework.persons.models.people import Person, PersonName, PersonNationality, PersonOccupation
from casework.persons.models.ties import Affiliation, Relationship

__all__ = [
    "Affiliation",
    "ContactDetail",
    "DistinctPersons",
    "MergedRow",
    "Organisation",
    "OrganisationStatus",
    "Person",
    "PersonMerge",
    "PersonName",
    "PersonNationality",
    "PersonOccupation",
    "Relationship",
]
