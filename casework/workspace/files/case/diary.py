"""What is to come in a case: tasks, and the next dates of every kind."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from casework.cases.models import Task
from casework.proceedings.choices import Held
from casework.workspace.files.case.ledgers import Ledgers
from casework.workspace.files.case.pleading import clocks_in_file

SHOWN = 8


@dataclass(frozen=True, slots=True)
class NextDate:
    """Something to come, or overdue: ``when`` is the day as people say it, ``days`` how many away it is."""

    on: date
    when: Any
    sort: str
    words: str
    address: str
    days: int

    @property
    def is_overdue(self) -> bool:
        """Whether the day is past."""
        return self.days < 0

    @property
    def days_past(self) -> int:
        """How many days ago it was."""
        return -self.days


@dataclass(frozen=True, slots=True)
class Tasks:
    """What is to be done, and what was."""

    open: Sequence[Task]
    done: Sequence[Task]


def tasks_in_file(ledgers: Ledgers) -> Tasks:
    """Return the tasks: those to do by their day, those done the latest first."""
    done = sorted(
        (task for task in ledgers.tasks if task.done_on),
        key=lambda task: task.done_on or date.min,
        reverse=True,
    )
    return Tasks([task for task in ledgers.tasks if not task.done_on], done)


def next_dates(ledgers: Ledgers) -> list[NextDate]:
    """Return the nearest days that matter, what is overdue first."""
    dates = [
        NextDate(day, when, sort, words, address, (day - ledgers.on).days)
        for day, when, sort, words, address in _dates(ledgers)
    ]
    return sorted(dates, key=lambda one: one.on)[:SHOWN]


def _dates(ledgers: Ledgers) -> Iterator[tuple[date, Any, str, str, str]]:
    for hearing in ledgers.hearings:
        if hearing.scheduled_on and hearing.scheduled_on >= ledgers.on and not hearing.outcome:
            kind = str(hearing.get_kind_display())
            yield hearing.scheduled_on, None, _("hearing"), kind, f"#hearing-{hearing.pk}"
    for clock in clocks_in_file(ledgers):
        if clock.is_running:
            row = clock.clock
            yield row.due_on, None, _("reply due"), row.rule, f"#action-{row.action_id}"
    for task in ledgers.tasks:
        if task.due_on and not task.done_on:
            yield task.due_on, None, _("task"), task.title, f"#task-{task.pk}"
    for restriction in ledgers.restrictions:
        end = restriction.ends.latest
        if end and end >= ledgers.on and restriction.holds != Held.NO and not restriction.lifted_by_id:
            words = _("of %(person)s") % {"person": restriction.person}
            yield end, restriction.ends, _("restriction ends"), words, f"#restriction-{restriction.pk}"
    for spell in ledgers.custody:
        if spell.expected_end.latest and not spell.ended_by_id:
            words = _("%(person)s, expected") % {"person": spell.person}
            yield (
                spell.expected_end.latest,
                spell.expected_end,
                _("custody ends"),
                words,
                f"#custody-{spell.pk}",
            )
