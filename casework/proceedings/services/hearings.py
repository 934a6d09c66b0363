"""Hearings: announced, held and called off."""

from datetime import date
from typing import Unpack

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from casework.cases.choices import DevelopmentKind
from casework.proceedings.choices import HearingKind, HearingOutcome
from casework.proceedings.models import Hearing, Proceeding
from casework.proceedings.services.happenings import PlacedCircumstances, development_for


class HearingSettled(ValidationError):
    """What is asked can only be done to a hearing of which it is not known what became of it."""


@transaction.atomic
def schedule_hearing(
    *,
    proceeding: Proceeding,
    kind: HearingKind,
    scheduled_on: date,
    scheduled_time: str = "",
    note: str = "",
) -> Hearing:
    """Record the day, and the hour by the court's clock (as 09:30), for which a hearing is announced."""
    hearing = Hearing(
        proceeding=proceeding,
        kind=kind,
        scheduled_on=scheduled_on,
        scheduled_time=scheduled_time,
        note=note,
    )
    hearing.full_clean()
    hearing.save()
    return hearing


@transaction.atomic
def hold_hearing(
    *, hearing: Hearing, adjourned_to: date | None = None, **circumstances: Unpack[PlacedCircumstances]
) -> Hearing:
    """Record that an announced hearing took place; one that was adjourned is announced anew for its next day.

    Raises ``HearingSettled``.
    """
    hearing = _awaited(hearing)
    proceeding = hearing.proceeding
    hearing.development = development_for(
        proceeding.case, DevelopmentKind.HEARING, proceeding.defendant, **circumstances
    )
    hearing.outcome = HearingOutcome.ADJOURNED if adjourned_to else HearingOutcome.HELD
    hearing.full_clean()
    hearing.save()
    if adjourned_to:
        schedule_hearing(proceeding=proceeding, kind=HearingKind(hearing.kind), scheduled_on=adjourned_to)
    return hearing


@transaction.atomic
def log_hearing(
    *, proceeding: Proceeding, kind: HearingKind, note: str = "", **circumstances: Unpack[PlacedCircumstances]
) -> Hearing:
    """Record a hearing that was held without our having known of it before."""
    hearing = Hearing(
        proceeding=proceeding,
        kind=kind,
        development=development_for(
            proceeding.case, DevelopmentKind.HEARING, proceeding.defendant, **circumstances
        ),
        outcome=HearingOutcome.HELD,
        note=note,
    )
    hearing.full_clean()
    hearing.save()
    return hearing


@transaction.atomic
def call_off_hearing(*, hearing: Hearing, postponed_to: date | None = None) -> Hearing:
    """Record that a hearing was cancelled, or put off to another day, for which it is announced anew.

    Raises ``HearingSettled``.
    """
    hearing = _awaited(hearing)
    hearing.outcome = HearingOutcome.POSTPONED if postponed_to else HearingOutcome.CANCELLED
    hearing.full_clean()
    hearing.save()
    if postponed_to:
        schedule_hearing(
            proceeding=hearing.proceeding, kind=HearingKind(hearing.kind), scheduled_on=postponed_to
        )
    return hearing


def _awaited(hearing: Hearing) -> Hearing:
    hearing = Hearing.objects.select_for_update(of=("self",)).get(pk=hearing.pk)
    if hearing.outcome:
        raise HearingSettled(
            _("What became of this hearing is recorded already: %(outcome)s."),
            code="is_settled",
            params={"outcome": hearing.get_outcome_display()},
        )
    return hearing
