"""The cases somebody works on: how things stand in them, how long they have been silent, what comes next."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from casework.accounts.models import User
from casework.cases.choices import PartyRole
from casework.cases.models import Case, CaseParty
from casework.core.partial_dates import DayRange, PartialDate
from casework.proceedings.querysets import statuses_of
from casework.workspace.calendar.dates import Event, Period, cases_of, dates_in
from casework.workspace.choices import DateKind
from casework.workspace.standing import Phrase, phrases

#: Days without a development from which on a case has been silent for long.
QUIET_DAYS = 60
#: How far ahead the next date is looked for.
AHEAD = timedelta(days=365)
#: More cases than this are in the list of cases.
MOST_SHOWN = 25
_TO_PREPARE = (
    DateKind.HEARING,
    DateKind.TASK,
    DateKind.CLOCK,
    DateKind.RESTRICTION,
    DateKind.CUSTODY_END,
    DateKind.ACTION,
)


@dataclass(frozen=True, slots=True)
class Client:
    """One person for whom a case was taken on, and how they stand today."""

    person: Any
    phrases: list[Phrase]


@dataclass(frozen=True, slots=True)
class OwnCase:
    """One open case of the reader; ``silent_for`` is in days since its latest development or its opening."""

    case: Case
    clients: list[Client]
    latest_when: PartialDate
    silent_for: int
    next_event: Event | None

    @property
    def silence(self) -> DayRange:
        """How long it has been silent, as people say it."""
        return DayRange(self.silent_for, self.silent_for)

    @property
    def is_quiet(self) -> bool:
        """Whether it has been silent for long."""
        return self.silent_for >= QUIET_DAYS


@dataclass(frozen=True, slots=True)
class OwnCases:
    """The open cases of the reader that are shown, and how many there are."""

    shown: list[OwnCase]
    number: int


def own_cases(user: User, today: date) -> OwnCases:
    """Return the open cases of this person, the most urgent first, in a fixed number of queries."""
    rows = cases_of(user).open().with_latest_development(user).order_by("priority", "-opened_on", "-pk")
    cases = list(rows[:MOST_SHOWN])
    parties = CaseParty.objects.visible_to(user).filter(case__in=cases, role=PartyRole.CLIENT)
    clients_of: dict[int, list[Any]] = defaultdict(list)
    for party in parties.select_related("person").order_by("pk"):
        clients_of[party.case_id].append(party.person)
    persons = {person.pk: person for clients in clients_of.values() for person in clients}
    standings = statuses_of(persons.values(), today, user=user)
    next_events: dict[int, Event] = {}
    for event in dates_in(Period(user, today, today + AHEAD, today), _TO_PREPARE):
        for case in event.cases:
            next_events.setdefault(case.pk, event)
    shown = [
        OwnCase(
            case=case,
            clients=[Client(person, phrases(person, standings[person.pk])) for person in clients_of[case.pk]],
            latest_when=PartialDate.from_edtf(case.latest_edtf or ""),
            silent_for=max((today - (case.latest_on or case.opened_on)).days, 0),
            next_event=next_events.get(case.pk),
        )
        for case in cases
    ]
    return OwnCases(shown, rows.count())
