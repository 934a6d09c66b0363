"""Statements, and designations made and withdrawn."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from casework.advocacy.choices import DesignationLabel, StatementKind
from casework.advocacy.models import Designation, Statement
from casework.advocacy.services.entering import AdvocacyRefused, entered, told_by
from casework.cases.choices import DevelopmentKind
from casework.cases.models import Case, Development
from casework.cases.services import CitedSource
from casework.core.partial_dates import PartialDate
from casework.persons.models import Organisation, Person
from casework.proceedings.models import Charge, Decision


class NothingWasSaid(AdvocacyRefused):
    """A statement makes at least one point."""

    def __init__(self) -> None:
        super().__init__(_("Add at least one point that was made."))


class DesignationAlreadyWithdrawn(AdvocacyRefused):
    """A designation is withdrawn once."""

    def __init__(self, designation: Designation) -> None:
        super().__init__(
            _("The designation “%(designation)s” has already been withdrawn.") % {"designation": designation}
        )


@dataclass(frozen=True)
class Point:
    """One point of a statement; its own speaker, if any, stands in for that of the whole."""

    kind: StatementKind
    text: str
    is_direct_quotation: bool = False
    said_by: Person | None = None
    about_decision: Decision | None = None
    about_charge: Charge | None = None
    is_about_case: bool = False


@transaction.atomic
def make_statement(
    *,
    case: Case,
    points: Iterable[Point],
    issued_by: Organisation | None = None,
    said_by: Person | None = None,
    on_behalf_of: Organisation | None = None,
    is_official: bool = False,
    development: Development | None = None,
    occurred: PartialDate | None = None,
    headline: str = "",
    narrative: str = "",
    citations: Iterable[CitedSource] = (),
) -> list[Statement]:
    """Record the points that someone made in public, told by a development given or by a new one.

    A new development is an official statement where an authority speaks, else one of a third party.
    """
    points = list(points)
    if not points:
        raise NothingWasSaid
    development = told_by(
        case=case,
        kind=DevelopmentKind.OFFICIAL_STATEMENT if is_official else DevelopmentKind.THIRD_PARTY_STATEMENT,
        development=development,
        occurred=occurred,
        headline=headline,
        narrative=narrative,
        citations=citations,
    )
    return [
        entered(
            Statement(
                development=development,
                issued_by=issued_by,
                said_by=point.said_by or said_by,
                on_behalf_of=on_behalf_of,
                kind=point.kind,
                is_direct_quotation=point.is_direct_quotation,
                text=point.text,
                about_decision=point.about_decision,
                about_charge=point.about_charge,
                is_about_case=point.is_about_case,
            )
        )
        for point in points
    ]


@transaction.atomic
def designate(
    *,
    case: Case,
    person: Person,
    label: DesignationLabel,
    designated_by: Organisation,
    criteria: str = "",
    development: Development | None = None,
    occurred: PartialDate | None = None,
    headline: str = "",
    narrative: str = "",
    citations: Iterable[CitedSource] = (),
) -> Designation:
    """Record that the organisation recognises the person as this."""
    development = told_by(
        case=case,
        kind=DevelopmentKind.DESIGNATION,
        development=development,
        occurred=occurred,
        headline=headline,
        narrative=narrative,
        citations=citations,
    )
    return entered(
        Designation(
            person=person,
            label=label,
            designated_by=designated_by,
            development=development,
            criteria=criteria,
        )
    )


@transaction.atomic
def withdraw_designation(
    *,
    designation: Designation,
    development: Development | None = None,
    occurred: PartialDate | None = None,
    headline: str = "",
    narrative: str = "",
    citations: Iterable[CitedSource] = (),
) -> Designation:
    """Record that the organisation no longer recognises the person as this."""
    designation = Designation.objects.select_for_update(of=("self",)).get(pk=designation.pk)
    if designation.withdrawn_by_id is not None:
        raise DesignationAlreadyWithdrawn(designation)
    designation.withdrawn_by = told_by(
        case=designation.development.case,
        kind=DevelopmentKind.DESIGNATION,
        development=development,
        occurred=occurred,
        headline=headline,
        narrative=narrative,
        citations=citations,
    )
    return entered(designation)
