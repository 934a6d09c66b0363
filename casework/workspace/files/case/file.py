"""One case as its file shows it: the header, and a section for each subject."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count

from casework.cases.models import Case, Citation, Development
from casework.persons.models import Person
from casework.proceedings.querysets import statuses_of
from casework.sources.models import Source
from casework.workspace.files.case.asked import Asked
from casework.workspace.files.case.chronology import Chronology, read_chronology
from casework.workspace.files.case.diary import NextDate, Tasks, next_dates, tasks_in_file
from casework.workspace.files.case.holding import (
    RestrictionInFile,
    SpellInFile,
    restrictions_in_file,
    spells_in_file,
)
from casework.workspace.files.case.law import ProceedingInFile, proceedings_in_file
from casework.workspace.files.case.ledgers import Ledgers, grouped, read_ledgers
from casework.workspace.files.case.people import People, clients_of, people_in_file
from casework.workspace.files.case.pleading import (
    ActionInFile,
    DemandInFile,
    actions_in_file,
    demands_in_file,
)
from casework.workspace.liberty.line import Line, draw
from casework.workspace.liberty.lives import lives_of
from casework.workspace.standing import Phrase, phrases


@dataclass(frozen=True, slots=True)
class ClientInFile:
    """A person for whom the case was taken on, and how they stand today."""

    person: Person
    phrases: Sequence[Phrase]


@dataclass(frozen=True, slots=True)
class CitedSource:
    """A source on which the case rests, and how many times it is cited."""

    source: Source
    times: int


@dataclass(frozen=True, slots=True)
class CaseFile:
    """All that one reader sees of one case on one day."""

    case: Case
    clients: Sequence[ClientInFile]
    line: Line | None
    chronology: Chronology
    proceedings: Sequence[ProceedingInFile]
    spells: Sequence[SpellInFile]
    restrictions: Sequence[RestrictionInFile]
    demands: Sequence[DemandInFile]
    actions: Sequence[ActionInFile]
    sources: Sequence[CitedSource]
    people: People
    tasks: Tasks
    consents: Sequence[Any]
    next_dates: Sequence[NextDate]

    @property
    def holding_count(self) -> int:
        """How many spells of custody and restrictions there are."""
        return len(self.spells) + len(self.restrictions)

    @property
    def advocacy_count(self) -> int:
        """How many demands and actions there are."""
        return len(self.demands) + len(self.actions)


def read_case_file(*, case: Case, user: Any, on: date, asked: Asked) -> CaseFile:
    """Return the file of a case that came with its people, team and situations, as the reader may know it."""
    ledgers = read_ledgers(case=case, user=user, on=on)
    clients = clients_of(case)
    standings = statuses_of(clients, on, user=user)
    chronology = read_chronology(ledgers=ledgers, user=user, asked=asked)
    return CaseFile(
        case=case,
        clients=[ClientInFile(person, phrases(person, standings[person.pk])) for person in clients],
        line=_line(ledgers, clients, {entry.development.pk for entry in chronology.entries}, asked),
        chronology=chronology,
        proceedings=proceedings_in_file(ledgers),
        spells=spells_in_file(ledgers),
        restrictions=restrictions_in_file(ledgers),
        demands=demands_in_file(ledgers),
        actions=actions_in_file(ledgers),
        sources=_sources(case, user),
        people=people_in_file(ledgers),
        tasks=tasks_in_file(ledgers),
        consents=ledgers.consents,
        next_dates=next_dates(ledgers),
    )


def _line(ledgers: Ledgers, clients: Sequence[Person], shown: set[int], asked: Asked) -> Line | None:
    def address_of(row: Any) -> str:
        anchor = f"#{row._meta.model_name}-{row.pk}"
        # A development that this page of the chronology leaves out is on the page of all.
        is_elsewhere = isinstance(row, Development) and row.pk not in shown
        return f"?all=1{anchor}" if is_elsewhere else anchor

    lives = lives_of(
        persons=clients,
        defendants={row.pk: row.defendant_id for row in ledgers.proceedings},
        custody=ledgers.custody,
        restrictions=ledgers.restrictions,
        scopes=grouped(ledgers.scopes, "restriction_id"),
        arrests=ledgers.arrests,
        charge_events=ledgers.charge_events,
        decisions=ledgers.decisions,
        address_of=address_of,
    )
    return draw(lives, ledgers.on)


def _sources(case: Case, user: Any) -> list[CitedSource]:
    """Return the sources cited in the case, the most cited first."""
    cited = Citation.objects.visible_to(user).filter(development__case=case).order_by()
    times = dict(cited.values_list("source").annotate(Count("pk")))
    sources = Source.objects.filter(pk__in=times).for_list().order_by("title", "pk")
    return sorted(
        (CitedSource(source, times[source.pk]) for source in sources), key=lambda found: -found.times
    )
