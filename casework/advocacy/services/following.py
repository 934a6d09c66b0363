"""The tasks that clocks give rise to, kept by following the ledger."""

from collections.abc import Collection, Sequence
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from casework.advocacy import rules
from casework.advocacy.models import ActionCase, ActionTarget, Clock
from casework.audit.choices import Kind
from casework.cases.choices import TaskOrigin
from casework.cases.services import AskedTask, drop_tasks, follow_causes, keep_tasks


def follow_clocks(kind: Kind, rows: Sequence[Any]) -> None:
    """Let somebody look after each reply that is awaited, until it comes or an opinion ends the wait.

    The task is in the case that the action served first; there is none while the action serves no case.
    """
    if rows and isinstance(rows[0], Clock):
        follow_causes(
            kind, rows, origin=TaskOrigin.CLOCK, due_on=_reply_awaited_on, asked_by=_asked_by_clocks
        )


def follow_cases_of_actions(kind: Kind, rows: Sequence[Any]) -> None:
    """Bring the tasks of running clocks to the case that their action serves first, now that this changed."""
    if not rows or not isinstance(rows[0], ActionCase):
        return
    written = {link.pk for link in rows}
    actions = {link.action_id for link in rows}
    running = list(Clock.objects.filter(action__in=actions, stopped_by=None, ended_by=None))
    if not running:
        return
    first = _first_links(actions, without=written if kind is Kind.DELETED else ())
    asked = _asked(running, first)
    first_written = {link.action_id for link in first.values() if link.pk in written}
    made = {clock.pk for clock in running if kind is Kind.CREATED and clock.action_id in first_written}
    keep_tasks(origin=TaskOrigin.CLOCK, asked=asked, made=made)
    drop_tasks(origin=TaskOrigin.CLOCK, causes=[clock.pk for clock in running if clock.pk not in asked])


def _reply_awaited_on(clock: Any) -> date | None:
    is_answered = clock.stopped_by_id is not None or clock.ended_by_id is not None
    return rules.reply_awaited_on(due_on=clock.due_on, is_answered=is_answered)


def _asked_by_clocks(clocks: Sequence[Any]) -> dict[int, AskedTask]:
    return _asked(clocks, _first_links({clock.action_id for clock in clocks}))


def _first_links(actions: Collection[int], *, without: Collection[int] = ()) -> dict[int, ActionCase]:
    links = ActionCase.objects.filter(action__in=actions).exclude(pk__in=without)
    return {link.action_id: link for link in links.order_by("-pk")}


def _asked(clocks: Sequence[Any], links: dict[int, ActionCase]) -> dict[int, AskedTask]:
    targets = ActionTarget.objects.filter(pk__in={clock.target_id for clock in clocks})
    organisations = dict(targets.values_list("pk", "organisation__name"))
    return {
        clock.id: AskedTask(
            case_id=links[clock.action_id].case_id,
            title=_title(clock.rule, organisations.get(clock.target_id)),
            due_on=clock.due_on,
            days_before=rules.days_before_reply(started_on=clock.started_on, due_on=clock.due_on),
        )
        for clock in clocks
        if clock.action_id in links
    }


def _title(rule: str, organisation: str | None) -> str:
    if organisation:
        return _("Awaited: %(rule)s, %(organisation)s") % {"rule": rule, "organisation": organisation}
    return _("Awaited: %(rule)s") % {"rule": rule}
