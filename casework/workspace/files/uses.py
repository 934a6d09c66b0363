"""Where an organisation turns up in the cases, and what a source is cited for."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import F, QuerySet
from django.utils.translation import gettext as _

from casework.advocacy.models import ActionTarget, Designation, Statement
from casework.cases.models import Case, Citation, Perpetrator, Violation
from casework.persons.models import Affiliation, Organisation, OrganisationStatus
from casework.proceedings.models import Arrest, Custody, Decision, Proceeding
from casework.sources.models import Source, SourceFile

SHOWN = 8


@dataclass(frozen=True, slots=True)
class Use:
    """One way in which an organisation turns up: how often, and the latest of them with where they are."""

    name: str
    count: int
    latest: Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class OrganisationFile:
    """All that one reader sees of one organisation."""

    organisation: Organisation
    statuses: Sequence[OrganisationStatus]
    affiliations: Sequence[Affiliation]
    branches: Sequence[Organisation]
    uses: Sequence[Use]


@dataclass(frozen=True, slots=True)
class CaseCiting:
    """One case in which a source is cited; None where it speaks of persons rather than of a case."""

    case: Case | None
    citations: Sequence[Citation]


@dataclass(frozen=True, slots=True)
class SourceUse:
    """All that one reader sees of one source."""

    source: Source
    files: Sequence[SourceFile]
    citing: Sequence[CaseCiting]
    count: int


def read_organisation_file(*, organisation: Organisation, user: Any) -> OrganisationFile:
    """Return the file of an organisation as the reader may know it."""
    return OrganisationFile(
        organisation=organisation,
        statuses=list(organisation.statuses.visible_to(user).select_related("decided_by")),
        affiliations=list(
            Affiliation.objects.visible_to(user)
            .filter(organisation=organisation)
            .select_related("person", "role")
            .order_by("person__name", "pk")
        ),
        branches=list(organisation.branches.visible_to(user)),
        uses=[use for use in _uses(organisation, user) if use.count],
    )


def _uses(organisation: Organisation, user: Any) -> Iterator[Use]:
    def use(name: str, model: Any, field: str, joined: Iterable[str], told: Callable[[Any], Any]) -> Use:
        rows: QuerySet = model.objects.visible_to(user).filter(**{field: organisation})
        latest = rows.select_related(*joined).order_by("-pk")[:SHOWN]
        return Use(name, rows.count(), [(str(row), told(row).get_absolute_url()) for row in latest])

    def development(row: Any) -> Any:
        return row.development

    at = "development__case"
    yield use(_("Arrests carried out"), Arrest, "carried_out_by", ("person", at), development)
    of_proceeding = ("defendant", "case")
    yield use(_("Proceedings before it"), Proceeding, "court", of_proceeding, lambda row: row)
    yield use(_("Decisions"), Decision, "authority", ("proceeding__defendant", at), development)
    held = ("person", "case", "began_by", "ended_by")
    yield use(_("Custody there"), Custody, "facility", held, lambda row: row.case)
    yield use(_("Custody ordered"), Custody, "authority", held, lambda row: row.case)
    addressed = ("action", "organisation")
    yield use(_("Actions addressed to it"), ActionTarget, "organisation", addressed, lambda row: row.action)
    yield use(_("Sources published"), Source, "publisher", (), lambda row: row)
    spoken = ("said_by", "issued_by", at)
    yield use(_("Statements"), Statement, "issued_by", spoken, development)
    yield use(_("Recognitions"), Designation, "designated_by", ("person", at), development)
    victim = ("type", "victim_organisation", at)
    yield use(_("Violations suffered"), Violation, "victim_organisation", victim, development)
    blamed = ("person", "organisation", "violation__development__case")
    yield use(
        _("Violations it had a part in"),
        Perpetrator,
        "organisation",
        blamed,
        lambda row: row.violation.development,
    )


def read_source_file(*, source: Source, user: Any) -> SourceUse:
    """Return the file of a source as the reader may know it: what it is cited for, case by case."""
    citations = list(
        Citation.objects.visible_to(user)
        .filter(source=source)
        .select_related(
            "source",
            "development__case",
            "person",
            "person_name__person",
            "nationality__person",
            "occupation__person",
            "occupation__occupation",
            "affiliation__person",
            "affiliation__organisation",
            "affiliation__role",
        )
        .order_by(
            F("development__case__reference").asc(nulls_last=True),
            F("development__occurred_earliest").asc(nulls_last=True),
            "pk",
        )
    )
    by_case: dict[Case | None, list[Citation]] = {}
    for citation in citations:
        case = citation.development.case if citation.development else None
        by_case.setdefault(case, []).append(citation)
    return SourceUse(
        source=source,
        files=list(SourceFile.objects.visible_to(user).filter(source=source)),
        citing=[CaseCiting(case, of_case) for case, of_case in by_case.items()],
        count=len(citations),
    )
