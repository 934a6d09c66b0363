"""What happened, what sources say of it, and which rights it violated."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from casework.audit.models import AuditedModel
from casework.cases.choices import DevelopmentKind, InvolvementRole, Stance, WgadCategory
from casework.cases.models import (
    Case,
    Citation,
    Development,
    DevelopmentPerson,
    Perpetrator,
    Violation,
    ViolationProvision,
)
from casework.cases.models.citations import TARGETS
from casework.core.choices import Certainty, Confidentiality
from casework.core.partial_dates import PartialDate
from casework.persons.models import Organisation, Person
from casework.reference.models import LegalProvision, Term
from casework.sources.choices import Reliability
from casework.sources.models import Source


@dataclass(frozen=True, kw_only=True)
class PersonInvolved:
    """A person whom a development about to be logged concerns."""

    person: Person
    role: InvolvementRole = InvolvementRole.SUBJECT


@dataclass(frozen=True, kw_only=True)
class CitedSource:
    """What a source says of something about to be recorded."""

    source: Source
    locator: str = ""
    quotation: str = ""
    stance: Stance = Stance.SUPPORTS
    about: str = ""
    says: str = ""
    reliability: Reliability | str = ""


@dataclass(frozen=True, kw_only=True)
class AllegedPerpetrator:
    """Who is said to have had a part in a violation about to be recorded."""

    person: Person | None = None
    organisation: Organisation | None = None
    description: str = ""
    involvement: Term | None = None


@transaction.atomic
def log_development(
    *,
    case: Case,
    kind: DevelopmentKind,
    headline: str,
    occurred: PartialDate,
    narrative: str = "",
    follows: Development | None = None,
    place: str = "",
    country: str = "",
    certainty: Certainty = Certainty.REPORTED,
    confidentiality: Confidentiality = Confidentiality.OPEN,
    is_publishable: bool = False,
    persons: Iterable[PersonInvolved] = (),
    citations: Iterable[CitedSource] = (),
) -> Development:
    """Record one thing that happened, with the persons it concerns and the sources that tell of it."""
    development = Development(
        case=case,
        kind=kind,
        headline=headline,
        narrative=narrative,
        occurred=occurred,
        follows=follows,
        place=place,
        country=country,
        certainty=certainty,
        confidentiality=confidentiality,
        is_publishable=is_publishable,
    )
    development.full_clean()
    development.save()
    for involved in persons:
        concerned = DevelopmentPerson(development=development, **vars(involved))
        concerned.full_clean()
        concerned.save()
    for cited in citations:
        cite(target=development, **vars(cited))
    return development


@transaction.atomic
def cite(
    *,
    target: AuditedModel,
    source: Source,
    locator: str = "",
    quotation: str = "",
    stance: Stance = Stance.SUPPORTS,
    about: str = "",
    says: str = "",
    reliability: Reliability | str = "",
) -> Citation:
    """Record what a source says of a development, or of a person or one detail of a person.

    Raises ``TypeError`` for a target of any other kind.
    """
    citation = Citation(
        **{_field_for(target): target},
        source=source,
        locator=locator,
        quotation=quotation,
        stance=stance,
        about=about,
        says=says,
        reliability=reliability,
    )
    citation.full_clean()
    citation.save()
    return citation


def _field_for(target: Any) -> str:
    for name in TARGETS:
        if Citation._meta.get_field(name).related_model is type(target):
            return name
    raise TypeError(f"A citation cannot speak of {type(target).__name__}.")


@transaction.atomic
def record_violation(
    *,
    development: Development,
    type: Term,
    victim_person: Person | None = None,
    victim_organisation: Organisation | None = None,
    certainty: Certainty = Certainty.REPORTED,
    wgad_category: WgadCategory | str = "",
    perpetrators: Iterable[AllegedPerpetrator] = (),
    provisions: Iterable[LegalProvision] = (),
) -> Violation:
    """Record that a development violated someone's rights, who did it, and what law it breaks."""
    violation = Violation(
        development=development,
        type=type,
        victim_person=victim_person,
        victim_organisation=victim_organisation,
        certainty=certainty,
        wgad_category=wgad_category,
    )
    parts: list[Perpetrator | ViolationProvision] = [
        *(Perpetrator(violation=violation, **vars(alleged)) for alleged in perpetrators),
        *(ViolationProvision(violation=violation, provision=provision) for provision in provisions),
    ]
    violation.full_clean()
    violation.save()
    for part in parts:
        part.violation = violation
        part.full_clean()
        part.save()
    return violation
