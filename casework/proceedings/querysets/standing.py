"""Where many persons stand on one day: custody, law and restrictions, in a fixed number of queries."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.apps import apps
from django.db.models import Prefetch, QuerySet

from casework.core.partial_dates import DayRange, PartialDate
from casework.proceedings import rules
from casework.proceedings.choices import AGAINST_A_DEFENDANT, Held, LegalStatus, ProceedingKind

_CONTINUING = (ProceedingKind.APPEAL, ProceedingKind.CASSATION)


@dataclass(frozen=True, slots=True)
class Standing:
    """How one person stands on one day, on three axes that do not follow from each other.

    ``in_custody`` tells whether the person is held under whatever regime; ``spell`` is the row of the
    likeliest spell and ``in_spell`` how sure it is to be that one. ``days_in_stretch`` counts since liberty
    was last taken, ``days_in_all`` every spell on record, both up to the day. ``restrictions`` are the rows
    that bind on the day or may; ``restricted`` and ``next_end`` speak of these.
    """

    in_custody: Held
    spell: Any
    in_spell: Held
    days_in_stretch: DayRange
    days_in_all: DayRange
    legal_status: LegalStatus
    restricted: Held
    restrictions: tuple[Any, ...]
    next_end: PartialDate | None


def statuses_of(persons: Iterable[Any], on: date, *, user: Any = None) -> dict[int, Standing]:
    """Return the standing of each person on the day, by the person's number.

    Counts what this user may know of; everything if no user is given, which is for figures that name nobody.
    """
    keys = [person.pk for person in persons]
    spells = _by_person(_rows("Custody", user).filter(person__in=keys).for_file(), "person_id")
    proceedings = _by_person(_proceedings(keys, user), "defendant_id")
    restrictions = _by_person(_rows("Restriction", user).filter(person__in=keys).for_list(), "person_id")
    return {key: _standing(spells[key], proceedings[key], restrictions[key], on) for key in keys}


def _rows(model: str, user: Any) -> QuerySet:
    rows = apps.get_model("proceedings", model).objects.all()
    return rows if user is None else rows.visible_to(user)


def _proceedings(keys: list[int], user: Any) -> QuerySet:
    events = _rows("ChargeEvent", user).select_related("development__follows").order_by("pk")
    return (
        _rows("Proceeding", user)
        .filter(defendant__in=keys, kind__in=[*AGAINST_A_DEFENDANT, *_CONTINUING])
        .prefetch_related(
            Prefetch("charges", _rows("Charge", user)),
            Prefetch("charges__events", events),
            Prefetch("hearings", _rows("Hearing", user).of_trial().select_related("development")),
        )
    )


def _by_person(rows: QuerySet, field: str) -> dict[int, list[Any]]:
    grouped = defaultdict(list)
    for row in rows:
        grouped[getattr(row, field)].append(row)
    return grouped


def _standing(custody: list[Any], proceedings: list[Any], restrictions: list[Any], on: date) -> Standing:
    spells = [row.as_spell() for row in custody]
    spell, in_spell = rules.current_spell(spells, on)
    answers = {row: rules.in_force(row.as_ban(), on) for row in restrictions}
    binding = tuple(row for row, answer in answers.items() if answer != Held.NO)
    matters = [
        proceeding.as_matter()
        for proceeding in proceedings
        if proceeding.kind in AGAINST_A_DEFENDANT or proceeding.charges.all()
    ]
    return Standing(
        in_custody=rules.in_custody(spells, on),
        spell=next((row for row in custody if spell is not None and row.pk == spell.key), None),
        in_spell=in_spell,
        days_in_stretch=rules.days_held(rules.stretch(spells, spell) if spell else [], as_at=on),
        days_in_all=rules.days_held(spells, as_at=on),
        legal_status=rules.legal_status(matters, on),
        restricted=next((held for held in (Held.YES, Held.POSSIBLY) if held in answers.values()), Held.NO),
        restrictions=binding,
        next_end=rules.next_end([row.as_ban() for row in binding], on),
    )
