"""Who is in a case, and who else is named in it."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from casework.cases.choices import PartyRole
from casework.cases.models import Case, CaseParty
from casework.persons.models import Person
from casework.workspace.files.case.ledgers import Ledgers

#: The order in which the parties of a case are read.
_ROLES = list(PartyRole.values)


@dataclass(frozen=True, slots=True)
class Named:
    """A person who is no party but turns up in the case, and as what."""

    person: Person
    parts: Sequence[str]


@dataclass(frozen=True, slots=True)
class People:
    """The parties, clients first, and whoever else is named."""

    parties: Sequence[CaseParty]
    named: Sequence[Named]

    @property
    def count(self) -> int:
        """How many persons that is."""
        return len({party.person_id for party in self.parties}) + len(self.named)


def clients_of(case: Case) -> list[Person]:
    """Return the persons for whom the case was taken on, in the order in which they were recorded."""
    parties = sorted(case.parties.all(), key=lambda party: party.pk)
    return [party.person for party in parties if party.role == PartyRole.CLIENT]


def people_in_file(ledgers: Ledgers) -> People:
    """Return everybody in the case whom the reader may know of."""
    parties = sorted(ledgers.case.parties.all(), key=lambda party: (_ROLES.index(party.role), party.pk))
    known = {party.person_id for party in parties}
    parts: dict[Person, dict[str, None]] = defaultdict(dict)
    for person, part in _named(ledgers):
        if person is not None and person.pk not in known:
            parts[person][str(part)] = None
    named = sorted(parts.items(), key=lambda found: found[0].name)
    return People(parties, [Named(person, list(found)) for person, found in named])


def _named(ledgers: Ledgers) -> Iterator[tuple[Person | None, Any]]:
    for concerned in ledgers.persons:
        yield concerned.person, concerned.get_role_display()
    for proceeding in ledgers.proceedings:
        yield proceeding.defendant, _("defendant")
    for representation in ledgers.representations:
        yield representation.counsel, _("counsel")
    for violation in ledgers.violations:
        yield violation.victim_person, _("victim")
    for perpetrator in ledgers.perpetrators:
        yield perpetrator.person, _("perpetrator")
    for statement in ledgers.statements:
        yield statement.said_by, _("made a statement")
    for action in ledgers.actions:
        for target in action.targets.all():
            yield target.person, _("addressed by an action")
