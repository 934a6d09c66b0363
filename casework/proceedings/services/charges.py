"""Charges: brought, changed, decided and given up."""

from collections.abc import Iterable
from typing import Unpack

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from casework.cases.choices import DevelopmentKind
from casework.cases.models import Development
from casework.proceedings import rules
from casework.proceedings.choices import ChargeStatus
from casework.proceedings.models import Charge, ChargeEvent, Proceeding
from casework.proceedings.services.happenings import PlacedCircumstances, development_for
from casework.reference.models import LegalProvision

_DECIDED = (
    ChargeStatus.DISMISSED,
    ChargeStatus.CONVICTED,
    ChargeStatus.ACQUITTED,
    ChargeStatus.QUASHED,
)


class ChargeCannotChange(ValidationError):
    """What is said to have happened to a charge cannot follow what happened to it before.

    ``earlier`` is None where the record of a charge cannot begin with ``later``. ``charge`` is the one of
    which a step was to be recorded, None where its events were checked as a whole.
    """

    def __init__(
        self, earlier: ChargeStatus | None, later: ChargeStatus, charge: Charge | None = None
    ) -> None:
        self.charge = charge
        if earlier is None:
            words = _("The record of a charge cannot begin with “%(later)s”: record first what came before.")
        else:
            words = _("“%(later)s” cannot follow “%(earlier)s”.")
        params = {"earlier": earlier and earlier.label, "later": later.label}
        super().__init__(words, code="out_of_order", params=params)


@transaction.atomic
def file_charge(
    *,
    proceeding: Proceeding,
    offence: str,
    provision: LegalProvision | None = None,
    alleged_conduct: str = "",
    conduct: Development | None = None,
    status: ChargeStatus = ChargeStatus.FILED,
    wording: str = "",
    **circumstances: Unpack[PlacedCircumstances],
) -> Charge:
    """Record a charge together with the development that brought it.

    ``conduct`` is what the charge is really about. Several charges brought at once share one development.
    Raises ``ChargeCannotChange`` for a status in which no charge begins.
    """
    charge = Charge(
        proceeding=proceeding,
        offence=offence,
        provision=provision,
        alleged_conduct=alleged_conduct,
        conduct=conduct,
    )
    charge.full_clean()
    charge.save()
    log_charge_event(charge=charge, status=status, wording=wording, **circumstances)
    return charge


@transaction.atomic
def log_charge_event(
    *, charge: Charge, status: ChargeStatus, wording: str = "", **circumstances: Unpack[PlacedCircumstances]
) -> ChargeEvent:
    """Record what happened to a charge, in its place among what happened before and after.

    Raises ``ChargeCannotChange`` where the law knows no such step.
    """
    charge = Charge.objects.select_for_update(of=("self",), no_key=True).get(pk=charge.pk)
    proceeding = charge.proceeding
    kind = DevelopmentKind.DECISION if status in _DECIDED else DevelopmentKind.CHARGE
    development = development_for(proceeding.case, kind, proceeding.defendant, **circumstances)
    event = ChargeEvent(charge=charge, development=development, status=status, wording=wording)
    event.full_clean()
    event.save()
    facts = (each.as_fact() for each in charge.events.select_related("development__follows"))
    check_order(facts, charge=charge)
    return event


def check_order(facts: Iterable[rules.ChargeFact], *, charge: Charge | None = None) -> None:
    """Raise ``ChargeCannotChange`` if the events of a charge cannot have followed each other."""
    gap = rules.first_break([fact.status for fact in rules.history_as_at(facts)])
    if gap is not None:
        earlier, later = gap
        raise ChargeCannotChange(ChargeStatus(earlier) if earlier else None, ChargeStatus(later), charge)
