"""Decisions of courts and other authorities, with all that they decide at once."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Unpack

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from casework.cases.choices import DevelopmentKind
from casework.core.partial_dates import PartialDate
from casework.persons.models import Organisation, Person
from casework.proceedings.choices import (
    ChargeStatus,
    DecisionKind,
    DecisionOutcome,
    RestrictionScopeKind,
    SentenceKind,
)
from casework.proceedings.models import Charge, Decision, Proceeding, SentenceComponent
from casework.proceedings.services.charges import log_charge_event
from casework.proceedings.services.happenings import PlacedCircumstances, development_for
from casework.proceedings.services.restrictions import impose_restriction


class ChargeElsewhere(ValidationError):
    """A decision was to rule on a charge that is not before the authority."""


@dataclass(frozen=True, kw_only=True)
class Ruling:
    """What a decision about to be logged does to a charge, and how it words the offence."""

    status: ChargeStatus
    wording: str = ""


@dataclass(frozen=True, kw_only=True)
class SentencePart:
    """One part of the sentence that a decision about to be logged imposes.

    ``person`` is the defendant unless another is named. A part that ``forbids`` something also becomes a
    restriction, which ends when ``ban_ends`` says or else when the part's term is over.
    """

    kind: SentenceKind
    years: int = 0
    months: int = 0
    days: int = 0
    amount: Decimal | None = None
    currency: str = ""
    equivalent_amount: Decimal | None = None
    equivalent_currency: str = ""
    note: str = ""
    person: Person | None = None
    forbids: tuple[RestrictionScopeKind, ...] = ()
    ban_ends: PartialDate | None = None


@transaction.atomic
def log_decision(
    *,
    proceeding: Proceeding,
    kind: DecisionKind,
    authority: Organisation | None = None,
    outcome: DecisionOutcome | str = "",
    supersedes: Decision | None = None,
    charges: Mapping[Charge, ChargeStatus | Ruling] | None = None,
    sentence: Iterable[SentencePart] = (),
    **circumstances: Unpack[PlacedCircumstances],
) -> Decision:
    """Record a decision with what it does to each charge, the sentence it imposes, and the bans in that.

    Raises ``ChargeElsewhere`` for a charge of a proceeding that this one does not continue, and
    ``ChargeCannotChange`` for a step that the law does not know.
    """
    rulings = charges or {}
    _check_before_authority(proceeding, rulings)
    development = development_for(
        proceeding.case, DevelopmentKind.DECISION, proceeding.defendant, **circumstances
    )
    decision = Decision(
        proceeding=proceeding,
        development=development,
        authority=authority,
        kind=kind,
        outcome=outcome,
        supersedes=supersedes,
    )
    decision.full_clean()
    decision.save()
    for charge, ruling in rulings.items():
        ruled = ruling if isinstance(ruling, Ruling) else Ruling(status=ruling)
        log_charge_event(charge=charge, status=ruled.status, wording=ruled.wording, development=development)
    for part in sentence:
        _impose(decision, part)
    return decision


def _check_before_authority(proceeding: Proceeding, charges: Iterable[Charge]) -> None:
    before, matter = proceeding, {proceeding.pk}
    while before.previous is not None and before.previous.pk not in matter:
        before = before.previous
        matter.add(before.pk)
    if elsewhere := [charge.offence for charge in charges if charge.proceeding_id not in matter]:
        raise ChargeElsewhere(
            _("Not a charge in this proceeding, or in one that it continues: %(offences)s."),
            code="elsewhere",
            params={"offences": "; ".join(elsewhere)},
        )


def _impose(decision: Decision, part: SentencePart) -> SentenceComponent:
    component = SentenceComponent(
        decision=decision,
        person=part.person or decision.proceeding.defendant,
        kind=part.kind,
        years=part.years,
        months=part.months,
        days=part.days,
        amount=part.amount,
        currency=part.currency,
        equivalent_amount=part.equivalent_amount,
        equivalent_currency=part.equivalent_currency,
        note=part.note,
    )
    component.full_clean()
    component.save()
    if part.forbids:
        impose_restriction(
            case=decision.proceeding.case,
            person=component.person,
            scopes=part.forbids,
            component=component,
            ends=part.ban_ends,
            development=decision.development,
        )
    return component
