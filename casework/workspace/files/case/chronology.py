"""What happened in a case, each development with its sources and with what hangs on it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Count
from django.utils.translation import gettext as _

from casework.cases.choices import DevelopmentKind, Stance
from casework.cases.models import Citation, Development, DevelopmentPerson
from casework.core.choices import Basis, Certainty, Confidentiality
from casework.core.partial_dates import PartialDate
from casework.workspace.files.case.asked import OLDEST, Asked
from casework.workspace.files.case.ledgers import Ledgers, grouped
from casework.workspace.files.case.people import clients_of
from casework.workspace.files.case.structure import Line, joined, lines_by_development

ON_A_PAGE = 100


@dataclass(frozen=True, slots=True)
class Choice:
    """One way to narrow or turn the chronology, with how many developments it shows."""

    name: str
    address: str
    count: int | None = None
    is_chosen: bool = False


@dataclass(frozen=True, slots=True)
class Note:
    """One passage of a source, under the number by which the chronology refers to it."""

    number: int
    source: Any
    locator: str
    quotation: str
    reliability: str


@dataclass(frozen=True, slots=True)
class Reference:
    """That a note bears out a development, or speaks against it, and what it says instead."""

    note: Note
    citation: Any

    @property
    def contradicts(self) -> bool:
        """Whether the source says otherwise than we recorded."""
        return self.citation.stance == Stance.CONTRADICTS


@dataclass(frozen=True, slots=True)
class Entry:
    """One development as the chronology shows it."""

    development: Development
    date_note: str
    references: Sequence[Reference]
    persons: Sequence[DevelopmentPerson]
    lines: Sequence[Line]
    follows: Development | None
    follows_address: str

    @property
    def anchor(self) -> str:
        """Where it stands on the page."""
        return f"development-{self.development.pk}"

    @property
    def is_certain(self) -> bool:
        """Whether nothing need be said of how sure it is."""
        return self.development.certainty == Certainty.ESTABLISHED

    @property
    def is_restricted(self) -> bool:
        """Whether only the team, directors and auditors may know of it."""
        return self.development.confidentiality == Confidentiality.RESTRICTED


@dataclass(frozen=True, slots=True)
class Chronology:
    """The developments of a case that the reader asked for; ``count`` is that of all of them."""

    count: int
    entries: Sequence[Entry]
    notes: Sequence[Note]
    kinds: Sequence[Choice]
    orders: Sequence[Choice]
    page: Page
    whole_address: str
    previous_address: str
    next_address: str


def read_chronology(*, ledgers: Ledgers, user: Any, asked: Asked) -> Chronology:
    """Return the developments of the case that the reader asked for and may know of."""
    visible = Development.objects.visible_to(user).filter(case=ledgers.case)
    counts = dict(visible.order_by().values_list("kind").annotate(Count("pk")))
    rows = visible.of_kind(asked.kind) if asked.kind else visible
    rows = rows.chronological() if asked.oldest_first else rows.newest_first()
    count = sum(counts.values())
    paginator = Paginator(rows, max(count, 1) if asked.shows_all else ON_A_PAGE)
    # Known already, so that the rows are not counted once more.
    paginator.count = counts.get(asked.kind, 0) if asked.kind else count
    page = paginator.get_page(asked.page)
    shown = list(page.object_list)
    entries, notes = _entries(ledgers, shown, user)
    return Chronology(
        count=count,
        entries=entries,
        notes=notes,
        kinds=_kinds(counts, count, asked),
        orders=[
            Choice(_("Newest first"), asked.address(order=""), is_chosen=not asked.oldest_first),
            Choice(_("Oldest first"), asked.address(order=OLDEST), is_chosen=asked.oldest_first),
        ],
        page=page,
        whole_address=asked.address(all="1"),
        previous_address=asked.address(page=str(page.number - 1)) if page.has_previous() else "",
        next_address=asked.address(page=str(page.number + 1)) if page.has_next() else "",
    )


def _entries(ledgers: Ledgers, shown: Sequence[Development], user: Any) -> tuple[list[Entry], list[Note]]:
    citations = (
        Citation.objects.visible_to(user)
        .filter(development__in=[row.pk for row in shown])
        .select_related("source__publisher", "source__kind")
        .order_by("pk")
    )
    cited = grouped(citations, "development_id")
    persons = grouped(_persons_to_name(ledgers), "development_id")
    lines = lines_by_development(ledgers)
    here = {row.pk: row for row in shown}
    elsewhere = {row.follows_id for row in shown if row.follows_id and row.follows_id not in here}
    followed = Development.objects.visible_to(user).filter(pk__in=elsewhere).in_bulk() | here
    notes: dict[tuple[Any, ...], Note] = {}
    entries = [
        Entry(
            development=row,
            date_note=words_of_date(row.occurred),
            references=[_reference(citation, notes) for citation in cited[row.pk]],
            persons=persons[row.pk],
            lines=lines.get(row.pk, ()),
            follows=followed.get(row.follows_id),
            follows_address=f"{'' if row.follows_id in here else '?all=1'}#development-{row.follows_id}",
        )
        for row in shown
    ]
    return entries, list(notes.values())


def _persons_to_name(ledgers: Ledgers) -> list[DevelopmentPerson]:
    """Return whom developments concern, without the only client, of whom the whole file speaks."""
    clients = {person.pk for person in clients_of(ledgers.case)}
    return [row for row in ledgers.persons if len(clients) > 1 or row.person_id not in clients]


def _reference(citation: Citation, notes: dict[tuple[Any, ...], Note]) -> Reference:
    passage = (citation.source_id, citation.locator, citation.quotation, citation.reliability)
    if passage not in notes:
        notes[passage] = Note(
            number=len(notes) + 1,
            source=citation.source,
            locator=citation.locator,
            quotation=citation.quotation,
            reliability=citation.get_reliability_display(),
        )
    return Reference(notes[passage], citation)


def words_of_date(when: PartialDate) -> str:
    """Return what is said beside a date: the words of the source, and whether we reckoned it."""
    words = f"“{when.words}”" if when.words else ""
    basis = "" if when.basis == Basis.STATED.value else Basis(when.basis).label
    return joined(words, basis)


def _kinds(counts: dict[str, int], count: int, asked: Asked) -> list[Choice]:
    kinds: Iterable[tuple[str, Any]] = ((kind, label) for kind, label in DevelopmentKind.choices)
    return [
        Choice(_("All"), asked.address(kind=""), count, not asked.kind),
        *(
            Choice(str(label), asked.address(kind=kind), counts[kind], kind == asked.kind)
            for kind, label in kinds
            if kind in counts
        ),
    ]
