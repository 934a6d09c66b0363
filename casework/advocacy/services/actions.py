"""Actions: planned, started, carried out, cancelled; and the clocks that they start."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from casework.advocacy import rules
from casework.advocacy.choices import ActionKind, ActionStatus, DemandStatus
from casework.advocacy.models import (
    Action,
    ActionCase,
    ActionDemand,
    ActionTarget,
    Clock,
    Demand,
    DemandEvent,
)
from casework.advocacy.services.entering import AdvocacyRefused, entered
from casework.cases.choices import DevelopmentKind
from casework.cases.models import Case, Development
from casework.cases.services import CitedSource, log_development
from casework.core.partial_dates import PartialDate
from casework.persons.models import Organisation, Person
from casework.reference.models import Mechanism


class ActionIsOver(AdvocacyRefused):
    """An action that is done or cancelled cannot be taken further."""

    def __init__(self, action: Action) -> None:
        super().__init__(
            _("“%(action)s” is already %(status)s.")
            % {"action": action, "status": action.get_status_display()}
        )


class ActionServesNoCase(AdvocacyRefused):
    """An action is carried out in the chronology of a case, and this one has none."""

    def __init__(self, action: Action) -> None:
        super().__init__(
            _("“%(action)s” serves no case yet. Add the case in which it is to be told first.")
            % {"action": action}
        )


class DayOfSendingUnknown(AdvocacyRefused):
    """A reply period counts from the day of sending, which is not known."""

    def __init__(self, mechanism: Mechanism) -> None:
        super().__init__(
            _("Say when it was sent: the period of %(mechanism)s for replies counts from that day.")
            % {"mechanism": mechanism}
        )


class DemandOfAnotherCase(AdvocacyRefused):
    """An action can only make demands in the cases that it serves."""

    def __init__(self, demand: Demand) -> None:
        super().__init__(
            _("The action does not serve the case of the demand “%(demand)s”. Add that case first.")
            % {"demand": demand}
        )


@transaction.atomic
def plan_action(
    *,
    kind: ActionKind,
    title: str,
    cases: Iterable[Case] = (),
    targets: Iterable[Organisation | Person] = (),
    demands: Iterable[Demand] = (),
    lead: Any = None,
    planned_on: date | None = None,
    mechanism: Mechanism | None = None,
    notes: str = "",
) -> Action:
    """Plan an action for the cases, addressed to the targets, to make the demands."""
    action = entered(
        Action(kind=kind, title=title, lead=lead, planned_on=planned_on, mechanism=mechanism, notes=notes)
    )
    for case in cases:
        entered(ActionCase(action=action, case=case))
    for target in targets:
        role = "person" if isinstance(target, Person) else "organisation"
        entered(ActionTarget(action=action, **{role: target}))
    for demand in demands:
        add_demand(action=action, demand=demand)
    return action


@transaction.atomic
def add_demand(*, action: Action, demand: Demand) -> ActionDemand:
    """Let the action make or press the demand; refuses one of a case that the action does not serve."""
    link = entered(ActionDemand(action=action, demand=demand))
    check_demands(action=action)
    return link


def check_demands(*, action: Action) -> None:
    """Refuse an action that makes a demand in a case that it does not serve."""
    links = action.demand_links.exclude(demand__case__in=action.case_links.values("case"))
    if stranger := links.select_related("demand__beneficiary").first():
        raise DemandOfAnotherCase(stranger.demand)


@transaction.atomic
def start_action(*, action: Action) -> Action:
    """Say that work on the planned action has begun."""
    return _moved(action, ActionStatus.IN_PROGRESS)


@transaction.atomic
def cancel_action(*, action: Action) -> Action:
    """Give the action up before it is carried out."""
    return _moved(action, ActionStatus.CANCELLED)


@transaction.atomic
def carry_out_action(
    *,
    action: Action,
    occurred: PartialDate,
    headline: str,
    narrative: str = "",
    citations: Iterable[CitedSource] = (),
    reference_given: str = "",
    development: Development | None = None,
) -> Action:
    """Record that the action was carried out, in every case that it serves.

    Each case's chronology tells of it, by the development already linked, by the one given if it is of that
    case, or by a new one; demands not made
    before are now made; and the reply period of its mechanism starts for each target, or once where there is
    none, counted from the latest day on which it can have been sent.
    """
    action = _moved(action, ActionStatus.DONE, reference_given=reference_given or action.reference_given)
    citations = tuple(citations)
    links = list(action.case_links.select_related("case", "development").order_by("pk"))
    if not links:
        raise ActionServesNoCase(action)
    told: dict[int, Development] = {}
    for link in links:
        if link.development is None:
            if development is not None and development.case_id == link.case_id:
                link.development = development
            else:
                link.development = log_development(
                    case=link.case,
                    kind=DevelopmentKind.ADVOCACY_ACTION,
                    headline=headline,
                    occurred=occurred,
                    narrative=narrative,
                    citations=citations,
                )
            entered(link)
        told[link.case_id] = link.development
    _make_demands(action, told)
    _start_reply_clocks(action, occurred.latest)
    return action


@transaction.atomic
def start_clock(
    *,
    action: Action,
    rule: str,
    started_on: date,
    due_on: date,
    target: ActionTarget | None = None,
    mechanism: Mechanism | None = None,
) -> Clock:
    """Start a period within which a reply to the action is awaited."""
    return entered(
        Clock(
            action=action,
            target=target,
            rule=rule,
            mechanism=mechanism,
            started_on=started_on,
            due_on=due_on,
        )
    )


@transaction.atomic
def start_clocks(
    *, action: Action, rule: str, started_on: date, due_on: date, mechanism: Mechanism | None = None
) -> list[Clock]:
    """Start the same period for each target of the action, or once where it has none."""
    targets: list[ActionTarget | None] = [*action.targets.order_by("pk")] or [None]
    return [
        start_clock(
            action=action,
            target=target,
            rule=rule,
            started_on=started_on,
            due_on=due_on,
            mechanism=mechanism,
        )
        for target in targets
    ]


def object_to_closing(case: Case) -> str | None:
    """A case stays open while an action for it is planned or in progress.

    Clocks do not hold it open: a government must not be able to do that by its silence.
    """
    count = Action.objects.under_way().for_case(case).count()
    if not count:
        return None
    return ngettext(
        "%(count)d action is still planned or in progress: carry it out or cancel it.",
        "%(count)d actions are still planned or in progress: carry them out or cancel them.",
        count,
    ) % {"count": count}


def _moved(action: Action, status: ActionStatus, **values: str) -> Action:
    action = Action.objects.select_for_update().get(pk=action.pk)
    if action.status not in rules.UNDER_WAY:
        raise ActionIsOver(action)
    action.status = status
    for name, value in values.items():
        setattr(action, name, value)
    return entered(action)


def _make_demands(action: Action, told: dict[int, Development]) -> None:
    check_demands(action=action)
    for link in action.demand_links.select_related("demand").order_by("pk"):
        if not link.demand.events.exists():
            entered(
                DemandEvent(
                    demand=link.demand, development=told[link.demand.case_id], status=DemandStatus.MADE
                )
            )


def _start_reply_clocks(action: Action, sent_on: date | None) -> None:
    mechanism = action.mechanism
    if mechanism is None or (mechanism.reply_days is None and mechanism.reply_months is None):
        return
    if sent_on is None:
        raise DayOfSendingUnknown(mechanism)
    by_mechanism = mechanism.reply_due_on(sent_on)
    if due_on := rules.reply_due_on(kind=action.kind, sent_on=sent_on, by_mechanism=by_mechanism):
        start_clocks(
            action=action,
            rule=str(_("Reply to the %(kind)s: %(mechanism)s"))
            % {"kind": action.get_kind_display(), "mechanism": mechanism},
            started_on=sent_on,
            due_on=due_on,
            mechanism=mechanism,
        )
