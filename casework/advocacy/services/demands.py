"""Demands: made, answered, withdrawn, overtaken."""

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from casework.advocacy.choices import DemandKind, DemandStatus
from casework.advocacy.models import Action, Demand, DemandEvent
from casework.advocacy.services.actions import add_demand
from casework.advocacy.services.entering import AdvocacyRefused, entered, told_by
from casework.cases.choices import DevelopmentKind
from casework.cases.models import Case, Development
from casework.cases.services import CitedSource
from casework.core.partial_dates import PartialDate
from casework.persons.models import Person


class DemandNotMade(AdvocacyRefused):
    """Nothing can become of a demand that nobody has made."""

    def __init__(self, demand: Demand) -> None:
        super().__init__(
            _("The demand “%(demand)s” has not been made yet. Record first when it was made.")
            % {"demand": demand}
        )


class NotAnAnswer(AdvocacyRefused):
    """Making a demand does not answer it."""

    def __init__(self) -> None:
        super().__init__(_("Say what became of the demand: that it was made is no answer to it."))


@transaction.atomic
def make_demand(
    *,
    case: Case,
    what: DemandKind,
    development: Development | None = None,
    action: Action | None = None,
    beneficiary: Person | None = None,
    beneficiary_class: str = "",
    wording: str = "",
    **about: Any,
) -> Demand:
    """Record a demand, made in the development; without one it awaits the action that will make it.

    ``about`` is at most one of about_decision, about_charge, about_custody and about_restriction.
    """
    demand = entered(
        Demand(
            case=case,
            what=what,
            beneficiary=beneficiary,
            beneficiary_class=beneficiary_class,
            wording=wording,
            **about,
        )
    )
    if action is not None:
        add_demand(action=action, demand=demand)
    if development is not None:
        log_demand_event(demand=demand, development=development, status=DemandStatus.MADE)
    return demand


@transaction.atomic
def log_demand_event(*, demand: Demand, development: Development, status: DemandStatus) -> DemandEvent:
    """Record the status that the demand has from the day of the development."""
    demand = Demand.objects.select_for_update().get(pk=demand.pk)
    if status != DemandStatus.MADE and not demand.events.filter(status=DemandStatus.MADE).exists():
        raise DemandNotMade(demand)
    return entered(DemandEvent(demand=demand, development=development, status=status))


@transaction.atomic
def answer_demand(
    *,
    demand: Demand,
    status: DemandStatus,
    development: Development | None = None,
    occurred: PartialDate | None = None,
    headline: str = "",
    narrative: str = "",
    citations: Iterable[CitedSource] = (),
) -> DemandEvent:
    """Record what became of the demand, told by a development of its case or by a new one."""
    if status == DemandStatus.MADE:
        raise NotAnAnswer
    by_us = status == DemandStatus.WITHDRAWN
    development = told_by(
        case=demand.case,
        kind=DevelopmentKind.ADVOCACY_ACTION if by_us else DevelopmentKind.RESPONSE,
        development=development,
        occurred=occurred,
        headline=headline,
        narrative=narrative,
        citations=citations,
    )
    return log_demand_event(demand=demand, development=development, status=status)
