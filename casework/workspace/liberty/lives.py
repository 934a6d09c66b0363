"""What the liberty line draws of persons, from custody, restrictions, charges and decisions."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _

from casework.cases.models import Development
from casework.core.partial_dates import PartialDate
from casework.proceedings.choices import ChargeStatus
from casework.proceedings.models import Arrest, ChargeEvent, Custody, Decision, Restriction
from casework.proceedings.rules.custody import FOREVER
from casework.workspace.liberty.line import Event, Life, Stretch

#: What a charge goes through outside court; the rest is told by the decision that did it.
_BY_THE_PROSECUTION = {
    ChargeStatus.ACCUSED,
    ChargeStatus.FILED,
    ChargeStatus.ADDED,
    ChargeStatus.AMENDED,
    ChargeStatus.DROPPED,
}

Addresses = Callable[[Any], str]


def lives_of(
    *,
    persons: Iterable[Any],
    defendants: Mapping[int, int],
    custody: Sequence[Custody] = (),
    restrictions: Sequence[Restriction] = (),
    scopes: Mapping[int, Sequence[Any]],
    arrests: Sequence[Arrest] = (),
    charge_events: Sequence[ChargeEvent] = (),
    decisions: Sequence[Decision] = (),
    address_of: Addresses,
) -> list[Life]:
    """Return what the rows tell of each person.

    ``defendants`` gives the person against whom each proceeding is, by their keys; ``scopes`` what each
    restriction forbids; ``address_of`` where a row of custody or restriction, or a development, is shown.
    """
    return [
        Life(
            name=str(person),
            custody=[_custody(row, address_of) for row in custody if row.person_id == person.pk],
            restrictions=[
                _restriction(row, scopes.get(row.pk, ()), address_of)
                for row in restrictions
                if row.person_id == person.pk
            ],
            events=[
                *_events("arrest", _("arrest"), _arrests(arrests, person.pk), address_of),
                *_events("charge", _("charge"), _charges(charge_events, defendants, person.pk), address_of),
                *_events("decision", _("decision"), _decisions(decisions, defendants, person.pk), address_of),
            ],
        )
        for person in persons
    ]


def _custody(row: Custody, address_of: Addresses) -> Stretch:
    spell = row.as_spell()
    return Stretch(
        kind=row.regime,
        name=str(row.get_regime_display()),
        detail=row.period(),
        address=address_of(row),
        first=spell.first,
        begun=spell.begun_by,
        lasting=spell.lasted_until,
        last=spell.last,
    )


def _restriction(row: Restriction, scopes: Sequence[Any], address_of: Addresses) -> Stretch:
    ban = row.as_ban()
    what = ", ".join(map(str, scopes)) or row.basis
    return Stretch(
        kind="restriction",
        name=_("restriction"),
        detail=f"{what}, {row.period()}",
        address=address_of(row),
        first=ban.imposed.earliest,
        begun=ban.imposed.latest,
        lasting=ban.end.earliest if ban.end else FOREVER,
        last=ban.end.latest if ban.end else FOREVER,
    )


Told = tuple[Development, str]


def _arrests(rows: Iterable[Arrest], person: int) -> list[Told]:
    return [(row.development, "") for row in rows if row.person_id == person]


def _charges(rows: Iterable[ChargeEvent], defendants: Mapping[int, int], person: int) -> list[Told]:
    return [
        (row.development, f"{row.wording or row.charge.offence} ({row.get_status_display()})")
        for row in rows
        if row.status in _BY_THE_PROSECUTION and defendants.get(row.charge.proceeding_id) == person
    ]


def _decisions(rows: Iterable[Decision], defendants: Mapping[int, int], person: int) -> list[Told]:
    return [
        (row.development, str(row.get_kind_display()))
        for row in rows
        if defendants.get(row.proceeding_id) == person
    ]


def _events(kind: str, name: str, told: Iterable[Told], address_of: Addresses) -> list[Event]:
    """Return one event for each development, with all that is told of it."""
    by_development: dict[int, tuple[Development, list[str]]] = {}
    for development, words in told:
        by_development.setdefault(development.pk, (development, []))[1].append(words)
    return [
        Event(
            kind=kind,
            name=name,
            detail=", ".join(filter(None, [_when(development.occurred), "; ".join(words)])),
            address=address_of(development),
            first=development.occurred.earliest,
            last=development.occurred.latest,
        )
        for development, words in by_development.values()
    ]


def _when(occurred: PartialDate) -> str:
    return str(occurred) if occurred else _("date unknown")
