"""Opinions of bodies on what was put before them, and what followed."""

from collections.abc import Iterable
from datetime import date

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from casework.advocacy import rules
from casework.advocacy.choices import (
    ActionStatus,
    FollowUpItem,
    FollowUpResult,
    GovernmentReply,
    OpinionOutcome,
)
from casework.advocacy.models import (
    Action,
    Clock,
    Opinion,
    OpinionCategory,
    OpinionFollowUp,
    OpinionProvision,
)
from casework.advocacy.services.actions import start_clocks
from casework.advocacy.services.entering import entered
from casework.advocacy.services.responses import ActionNotCarriedOut
from casework.cases.choices import DevelopmentKind, WgadCategory
from casework.cases.services import CitedSource, log_development
from casework.core.partial_dates import PartialDate
from casework.reference.models import LegalProvision
from casework.reference.rules import months_later


@transaction.atomic
def record_opinion(
    *,
    action: Action,
    number: str,
    outcome: OpinionOutcome,
    occurred: PartialDate,
    headline: str,
    adopted: PartialDate | None = None,
    symbol: str = "",
    session: str = "",
    government_reply: GovernmentReply = GovernmentReply.UNKNOWN,
    categories: Iterable[WgadCategory] = (),
    provisions: Iterable[LegalProvision] = (),
    transmitted_on: date | None = None,
    narrative: str = "",
    citations: Iterable[CitedSource] = (),
) -> Opinion:
    """Record the opinion with its findings; end the clocks that still ran for the action.

    Each case that the action serves tells of it, on the day that it became known (``occurred``), which may be
    long after it was ``adopted``. The day of its transmission starts the six months within which the Working
    Group on Arbitrary Detention asks to be told what was done about it.
    """
    if action.status != ActionStatus.DONE:
        raise ActionNotCarriedOut(action)
    opinion = entered(
        Opinion(
            action=action,
            number=number,
            symbol=symbol,
            session=session,
            adopted=adopted,
            government_reply=government_reply,
            outcome=outcome,
        )
    )
    for category in categories:
        entered(OpinionCategory(opinion=opinion, category=category))
    for provision in provisions:
        entered(OpinionProvision(opinion=opinion, provision=provision))
    citations = tuple(citations)
    for link in action.case_links.select_related("case").order_by("pk"):
        log_development(
            case=link.case,
            kind=DevelopmentKind.RESPONSE,
            headline=headline,
            occurred=occurred,
            narrative=narrative,
            citations=citations,
        )
    end_clocks(opinion=opinion)
    if transmitted_on is not None:
        start_clocks(
            action=action,
            rule=str(_("Follow-up to opinion %(number)s")) % {"number": number},
            started_on=transmitted_on,
            due_on=months_later(transmitted_on, rules.FOLLOW_UP_MONTHS),
            mechanism=action.mechanism,
        )
    return opinion


@transaction.atomic
def end_clocks(*, opinion: Opinion) -> list[Clock]:
    """End the clocks of the opinion's action that had started by its adoption and still ran."""
    waiting = Clock.objects.filter(action=opinion.action_id, stopped_by=None, ended_by=None)
    ended = []
    for clock in waiting.select_for_update(of=("self",)).order_by("pk"):
        if opinion.adopted.latest is None or clock.started_on <= opinion.adopted.latest:
            clock.ended_by = opinion
            ended.append(entered(clock))
    return ended


@transaction.atomic
def log_follow_up(
    *,
    opinion: Opinion,
    item: FollowUpItem,
    result: FollowUpResult,
    known: PartialDate | None = None,
    notes: str = "",
) -> OpinionFollowUp:
    """Record what is known to have been done about one thing that the opinion asked for."""
    return entered(OpinionFollowUp(opinion=opinion, item=item, result=result, known=known, notes=notes))
