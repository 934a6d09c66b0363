"""Responses, the clocks they stop, and the impact that is assessed."""

from collections.abc import Iterable
from datetime import date

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from casework.advocacy import rules
from casework.advocacy.choices import ActionStatus, ImpactLevel
from casework.advocacy.models import Action, ActionTarget, Clock, Demand, Impact, Response
from casework.advocacy.services.entering import AdvocacyRefused, entered, told_by
from casework.cases.choices import DevelopmentKind
from casework.cases.models import Case, Development
from casework.cases.services import CitedSource
from casework.core.partial_dates import PartialDate
from casework.reference.models import Term


class ActionNotCarriedOut(AdvocacyRefused):
    """Nobody can answer an action that has not been carried out."""

    def __init__(self, action: Action) -> None:
        super().__init__(
            _("“%(action)s” has not been carried out, so that nobody can have answered it.")
            % {"action": action}
        )


class CaseUnclear(AdvocacyRefused):
    """The action serves several cases, and the response is about one of them."""

    def __init__(self, action: Action) -> None:
        super().__init__(
            _("“%(action)s” serves several cases. Say which of them the response is about.")
            % {"action": action}
        )


@transaction.atomic
def log_response(
    *,
    target: ActionTarget,
    kind: Term,
    text: str = "",
    case: Case | None = None,
    development: Development | None = None,
    occurred: PartialDate | None = None,
    headline: str = "",
    narrative: str = "",
    citations: Iterable[CitedSource] = (),
) -> Response:
    """Record what the target answered, told by a development given or by a new one; stop the clocks it ends.

    The case may be left out where the action serves one only, or where the development is given.
    """
    action = target.action
    if action.status != ActionStatus.DONE:
        raise ActionNotCarriedOut(action)
    case = case or (development.case if development else _only_case(action))
    development = told_by(
        case=case,
        kind=DevelopmentKind.RESPONSE,
        development=development,
        occurred=occurred,
        headline=headline,
        narrative=narrative,
        citations=citations,
    )
    response = entered(Response(target=target, development=development, kind=kind, text=text))
    settle_clocks(response=response)
    return response


@transaction.atomic
def settle_clocks(*, response: Response) -> list[Clock]:
    """Let the response stop the clocks that it ends and no others; return those it newly stopped.

    It ends those of its action that await its target, or nobody in particular, and had started when it came.
    Silence and a confirmation of receipt end no clock; one that a correction no longer ends runs again.
    """
    clocks = Clock.objects.filter(
        Q(stopped_by=response) | Q(action=response.target.action_id, stopped_by=None, ended_by=None)
    )
    stopped = []
    for clock in clocks.select_for_update(of=("self",)).order_by("pk"):
        is_ended = _ends(response, clock)
        if is_ended and clock.stopped_by_id is None:
            clock.stopped_by = response
            stopped.append(entered(clock))
        elif clock.stopped_by_id is not None and not is_ended:
            clock.stopped_by = None
            entered(clock)
    return stopped


@transaction.atomic
def assess_impact(
    *,
    level: ImpactLevel,
    why: str,
    assessed_on: date,
    action: Action | None = None,
    demand: Demand | None = None,
) -> Impact:
    """Record what the action, or the demand, is judged to have changed."""
    return entered(Impact(action=action, demand=demand, level=level, why=why, assessed_on=assessed_on))


def _ends(response: Response, clock: Clock) -> bool:
    latest = response.development.occurred.latest
    return (
        rules.stops_clocks(response.kind.code)
        and clock.action_id == response.target.action_id
        and clock.target_id in {None, response.target_id}
        and (latest is None or latest >= clock.started_on)
    )


def _only_case(action: Action) -> Case:
    links = list(action.case_links.select_related("case")[:2])
    if len(links) != 1:
        raise CaseUnclear(action)
    return links[0].case
