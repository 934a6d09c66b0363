"""Tasks that make themselves: they are made, moved and done as the rows that ask for them are written.

The subjects above follow the ledger and call on this module, so that it is the same whether a row came from a
service, a form or a command. A task is written in the act that wrote its cause. Its day, and whether it is
open, follow the cause; its title, notes and assignee are left to whoever changes them.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.text import Truncator

from casework.accounts.models import User
from casework.audit.choices import Kind
from casework.audit.context import current_act
from casework.audit.encrypted import has_open_text
from casework.audit.ledger import in_rounds
from casework.audit.models import AuditedModel
from casework.cases import rules
from casework.cases.choices import DevelopmentKind, TaskOrigin
from casework.cases.models import Case, Development, Task
from casework.cases.models.tasks import TITLE_LENGTH


@dataclass(frozen=True, kw_only=True)
class AskedTask:
    """What a row asks for: a task in which case, for what day, to come up how many days before.

    The title names no person: it is read where names are left out.
    """

    case_id: int
    title: str
    due_on: date
    days_before: int


def follow_restricting(kind: Kind, rows: Sequence[Any]) -> None:
    """Encrypt the internal notes of cases that become restricted; what is on record of them stays."""
    if kind is not Kind.CHANGED or not rows or not isinstance(rows[0], Case):
        return
    restricted = [row.pk for row in rows if row.is_restricted]
    notes = Development.objects.filter(case__in=restricted, kind=DevelopmentKind.INTERNAL_NOTE)
    for some in in_rounds(list(notes.select_related("case").order_by("pk")) if restricted else []):
        Development.objects.bulk_update([note for note in some if has_open_text(note)], ["narrative"])


def follow_causes(
    kind: Kind,
    rows: Sequence[Any],
    *,
    origin: TaskOrigin,
    due_on: Callable[[Any], date | None],
    asked_by: Callable[[Sequence[Any]], Mapping[int, AskedTask]],
    makes_late: bool = True,
) -> None:
    """Keep the tasks of one origin in step with rows just written, in a constant number of queries.

    Both callables are given versions of the rows: ``due_on`` tells for what day a version asks for a task, if
    it does; ``asked_by`` tells what those that do ask for, by the number of the row. Without ``makes_late``,
    a row that comes to ask for a day that is past makes no task.
    """
    keys = [row.pk for row in rows]
    if kind is Kind.DELETED:
        drop_tasks(origin=origin, causes=keys)
        return
    today = current_act().on
    for some in in_rounds(keys):
        changed, settled, returned = [], [], []
        for version, earlier in _versions(type(rows[0]), some):
            if earlier is not None and earlier.history_type == "-":
                earlier = None
                returned.append(version.id)
            day, day_before = due_on(version), due_on(earlier) if earlier else None
            if day and day != day_before:
                changed.append(version)
            elif day_before and not day:
                settled.append(version.id)
        settle_tasks(origin=origin, causes=settled)
        if changed:
            asked = asked_by(changed)
            made = {cause for cause, ask in asked.items() if makes_late or ask.due_on >= today}
            # A task that was restored before its cause stays as it was, done or not.
            standing = Task.objects.filter(origin=origin, cause__in=returned)
            made.difference_update(standing.values_list("cause", flat=True))
            keep_tasks(origin=origin, asked=asked, made=made)


@transaction.atomic
def keep_tasks(*, origin: TaskOrigin, asked: Mapping[int, AskedTask], made: Collection[int]) -> None:
    """Bring open tasks to the case and the day that their causes, given by number, ask for.

    For those among them that are to be ``made``, the lead of the case gets a task, and one that was done is
    open again. A task that comes into another case goes to the lead of that.
    """
    today = current_act().on
    standing = {
        task.cause: task for task in Task.objects.select_for_update().filter(origin=origin, cause__in=asked)
    }
    leads = dict(
        Case.objects.filter(pk__in={ask.case_id for ask in asked.values()}).values_list("pk", "lead_id")
    )
    new, moved = [], []
    for cause, ask in asked.items():
        task = standing.get(cause)
        if cause not in made and (task is None or task.is_done):
            continue
        if task is None:
            task = Task(origin=origin, cause=cause, title=Truncator(ask.title).chars(TITLE_LENGTH))
            new.append(task)
        elif task.is_done or (task.case_id, task.due_on) != (ask.case_id, ask.due_on):
            moved.append(task)
        if task.case_id != ask.case_id:
            task.case_id, task.assignee_id = ask.case_id, leads[ask.case_id]
        if task.due_on != ask.due_on:
            task.due_on = ask.due_on
            task.remind_on = rules.remind_on(ask.due_on, days_before=ask.days_before, on=today)
        task.done_on = task.done_by = None
    if new:
        Task.objects.bulk_create(new)
    Task.objects.bulk_update(moved, ["case", "assignee", "due_on", "remind_on", "done_on", "done_by"])


@transaction.atomic
def settle_tasks(*, origin: TaskOrigin, causes: Collection[int]) -> None:
    """Mark the tasks of these causes as done on the day of the act, by who acts or else by the lead."""
    if not causes:
        return
    act = current_act()
    left = Task.objects.open().filter(origin=origin, cause__in=causes)
    tasks = list(left.select_for_update(of=("self",)).select_related("case"))
    for task in tasks:
        task.done_on = act.on
        task.done_by_id = act.actor.id or task.case.lead_id
    Task.objects.bulk_update(tasks, ["done_on", "done_by"])


@transaction.atomic
def drop_tasks(*, origin: TaskOrigin, causes: Collection[int]) -> None:
    """Delete the tasks of these causes, done or not: a task does not outlive what asked for it."""
    Task.objects.filter(origin=origin, cause__in=causes).delete()


@transaction.atomic
def hand_over_tasks(*, case: Case, giver: User, taker: User) -> None:
    """Give the open tasks of a case that made themselves for one colleague to another."""
    tasks = list(case.tasks.open().assigned_to(giver).exclude(origin=TaskOrigin.HAND).select_for_update())
    for task in tasks:
        task.assignee = taker
    Task.objects.bulk_update(tasks, ["assignee"])


def _versions(model: type[AuditedModel], keys: Sequence[int]) -> Iterable[tuple[Any, Any]]:
    """Return the latest version of each row with the one before it, if there is one.

    What memory holds of a row may never have been stored: its history tells.
    """
    pairs: dict[int, tuple[Any, Any]] = {}
    for version in model.history.filter(id__in=keys).order_by("history_id"):
        earlier, _ = pairs.get(version.id, (None, None))
        pairs[version.id] = (version, earlier)
    return pairs.values()
