"""All that the file of one person shows, across the cases that the reader may know of."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import F, Q

from casework.cases.models import CaseParty, Citation, DevelopmentPerson
from casework.persons.models import Affiliation, ContactDetail, Person, PersonOccupation, Relationship
from casework.persons.services import Suspect, suspects_of
from casework.proceedings.models import Arrest, ChargeEvent, Custody, Decision, Restriction
from casework.proceedings.querysets import statuses_of
from casework.workspace.liberty.line import Line, draw
from casework.workspace.liberty.lives import lives_of
from casework.workspace.standing import Phrase, phrases

#: The fields of a citation that lead to a person or to one detail of a person.
_SPEAKS_OF = {
    "person": "person",
    "person_name": "person_name__person",
    "nationality": "nationality__person",
    "occupation": "occupation__person",
    "affiliation": "affiliation__person",
}
DEVELOPMENTS_SHOWN = 50


@dataclass(frozen=True, slots=True)
class PersonFile:
    """All that one reader sees of one person on one day."""

    person: Person
    phrases: Sequence[Phrase]
    line: Line | None
    occupations: Sequence[PersonOccupation]
    affiliations: Sequence[Affiliation]
    relationships: Sequence[Relationship]
    relationships_from_others: Sequence[Relationship]
    contact_details: Sequence[ContactDetail]
    parties: Sequence[CaseParty]
    involvements: Sequence[DevelopmentPerson]
    involvement_count: int
    citations: Sequence[Citation]
    suspects: Sequence[Suspect]
    merged: Sequence[Person]
    merged_into: Person | None


def read_person_file(*, person: Person, user: Any, on: date) -> PersonFile:
    """Return the file of a person who came with their names and nationalities, as the reader may know it."""
    standing = statuses_of([person], on, user=user)[person.pk]
    involvements = DevelopmentPerson.objects.visible_to(user).filter(person=person)
    relationships = Relationship.objects.visible_to(user).select_related("kind")
    known = Person.objects.visible_to(user)
    return PersonFile(
        person=person,
        phrases=phrases(person, standing),
        line=_line(person, user, on),
        occupations=list(_parts(PersonOccupation, person, user).select_related("occupation")),
        affiliations=list(_parts(Affiliation, person, user).select_related("organisation", "role")),
        relationships=list(relationships.filter(person=person).select_related("other_person")),
        relationships_from_others=list(relationships.filter(other_person=person).select_related("person")),
        contact_details=list(_parts(ContactDetail, person, user)),
        parties=list(_parts(CaseParty, person, user).select_related("case").order_by("-case__opened_on")),
        involvements=list(
            involvements.select_related("development__case").order_by(
                F("development__occurred_earliest").desc(nulls_last=True), "-pk"
            )[:DEVELOPMENTS_SHOWN]
        ),
        involvement_count=involvements.count(),
        citations=_citations(person, user),
        suspects=[] if person.merged_into_id else suspects_of(person=person, visible_to=user),
        merged=list(known.filter(merged_into=person)),
        merged_into=known.filter(pk=person.merged_into_id).first() if person.merged_into_id else None,
    )


def _parts(model: Any, person: Person, user: Any) -> Any:
    return model.objects.visible_to(user).filter(person=person)


def _line(person: Person, user: Any, on: date) -> Line | None:
    restrictions = list(_parts(Restriction, person, user).for_list())
    of_person = {"proceeding__defendant": person}
    charge_events = list(
        ChargeEvent.objects.visible_to(user)
        .filter(charge__proceeding__defendant=person)
        .in_order()
        .select_related("charge", "development__case")
    )
    decisions = list(
        Decision.objects.visible_to(user).filter(**of_person).select_related("development__case")
    )
    proceedings = {event.charge.proceeding_id for event in charge_events}
    proceedings |= {decision.proceeding_id for decision in decisions}
    lives = lives_of(
        persons=[person],
        defendants=dict.fromkeys(proceedings, person.pk),
        custody=list(_parts(Custody, person, user).for_list()),
        restrictions=restrictions,
        # A restriction and its scopes are known to the same readers.
        scopes={row.pk: row.scopes.all() for row in restrictions},
        arrests=list(_parts(Arrest, person, user).for_list()),
        charge_events=charge_events,
        decisions=decisions,
        address_of=lambda row: f"{row.case.get_absolute_url()}#{row._meta.model_name}-{row.pk}",
    )
    return draw(lives, on)


def _citations(person: Person, user: Any) -> list[Citation]:
    speaks_of_person = Q()
    for path in _SPEAKS_OF.values():
        speaks_of_person |= Q(**{path: person})
    return list(
        Citation.objects.visible_to(user)
        .filter(speaks_of_person)
        .select_related(
            "source",
            *_SPEAKS_OF,
            "occupation__occupation",
            "affiliation__organisation",
            "affiliation__role",
        )
        .order_by("pk")
    )
