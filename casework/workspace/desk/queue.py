"""What waits for somebody: overdue, due today or this week, and what they are to be reminded of."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Exists, Model, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from casework.accounts.models import User
from casework.advocacy.models import Clock
from casework.cases.choices import TaskOrigin
from casework.cases.models import Case, Task
from casework.proceedings.models import Hearing
from casework.workspace.calendar.dates import (
    clock_event,
    hearing_event,
    keys_of_cases,
    links_to_cases,
    own_actions,
)
from casework.workspace.choices import DateKind

WEEK = timedelta(days=7)
#: More than this of one part of the queue is counted and not shown.
MOST_SHOWN = 30


@dataclass(frozen=True, slots=True)
class Waiting:
    """One thing in the queue: a task, or what gives rise to tasks and has none that is open.

    ``kind`` is what it comes from, and ``cause`` its number, if it is no task by hand; ``days`` is how many
    are left, fewer than none when it is late, and None where no day is set.
    """

    kind: DateKind
    words: str
    cases: tuple[Case, ...]
    address: str
    due_on: date | None
    days: int | None
    cause: int | None
    task: Task | None = None

    @property
    def awaits_reply(self) -> bool:
        """Whether a reply that is logged ends the wait."""
        return self.kind == DateKind.CLOCK

    @property
    def hearing(self) -> int | None:
        """The number of the hearing whose outcome is to be recorded, once its day has come."""
        return self.cause if self.kind == DateKind.HEARING and (self.days or 0) <= 0 else None

    @property
    def when(self) -> str:
        """How late it is, or how much time is left."""
        if self.days is None:
            return _("no day set")
        if self.days < 0:
            return ngettext("%(days)d day late", "%(days)d days late", -self.days) % {"days": -self.days}
        if self.days == 0:
            return _("today")
        return ngettext("in %(days)d day", "in %(days)d days", self.days) % {"days": self.days}


@dataclass(frozen=True, slots=True)
class Part:
    """One part of the queue, under its heading."""

    slug: str
    heading: str
    waiting: list[Waiting]

    @property
    def shown(self) -> list[Waiting]:
        """What fits on the page."""
        return self.waiting[:MOST_SHOWN]

    @property
    def left_out(self) -> int:
        """How many more there are."""
        return len(self.waiting) - len(self.shown)


def queue_of(user: User, today: date) -> list[Part]:
    """Return what waits for this person in its parts, what is most late first; empty parts are left out."""
    waiting = sorted(
        [*_tasks(user, today), *_hearings(user, today), *_clocks(user, today)],
        key=lambda each: (each.due_on or date.max, each.words),
    )
    parts = {slug: Part(slug, str(heading), []) for slug, heading in _HEADINGS.items()}
    for each in waiting:
        parts[_part_of(each)].waiting.append(each)
    return [part for part in parts.values() if part.waiting]


_HEADINGS = {
    "overdue": gettext_lazy("Overdue"),
    "today": gettext_lazy("Today"),
    "week": gettext_lazy("This week"),
    "reminders": gettext_lazy("Reminders"),
}


def _part_of(waiting: Waiting) -> str:
    if waiting.days is None or waiting.days > WEEK.days:
        return "reminders"
    return "week" if waiting.days > 0 else "overdue" if waiting.days else "today"


_KINDS = {
    TaskOrigin.HAND: DateKind.TASK,
    TaskOrigin.HEARING: DateKind.HEARING,
    TaskOrigin.CLOCK: DateKind.CLOCK,
    TaskOrigin.RESTRICTION: DateKind.RESTRICTION,
}


def _tasks(user: User, today: date) -> Iterable[Waiting]:
    """Return the open tasks that are this person's, or nobody's in their cases, if they are to come up."""
    rows = Task.objects.visible_to(user).open().select_related("case")
    rows = rows.filter(Q(assignee=user) | Q(assignee=None, case__in=keys_of_cases(user)))
    for task in rows.filter(Q(due_on__lte=today + WEEK) | Q(remind_on__lte=today)):
        yield Waiting(
            kind=_KINDS[TaskOrigin(task.origin)],
            words=task.title,
            cases=(task.case,),
            address=reverse("admin:cases_task_change", args=[task.pk]),
            due_on=task.due_on,
            days=_days_to(task.due_on, today),
            cause=task.cause,
            task=task,
        )


def _days_to(due_on: date | None, today: date) -> int | None:
    return (due_on - today).days if due_on else None


def _without_task(origin: TaskOrigin) -> Q:
    """Pick what has no open task, which would stand for it."""
    return Q(~Exists(Task.objects.open().filter(origin=origin, cause=OuterRef("pk"))))


def _hearings(user: User, today: date) -> Iterable[Waiting]:
    rows = Hearing.objects.visible_to(user).for_list().filter(_without_task(TaskOrigin.HEARING), outcome="")
    for hearing in rows.filter(proceeding__case__in=keys_of_cases(user), scheduled_on__lte=today + WEEK):
        yield Waiting(
            kind=DateKind.HEARING,
            words=hearing_event(hearing).words,
            cases=(hearing.proceeding.case,),
            address=reverse("admin:proceedings_hearing_change", args=[hearing.pk]),
            due_on=hearing.scheduled_on,
            days=_days_to(hearing.scheduled_on, today),
            cause=hearing.pk,
        )


def _clocks(user: User, today: date) -> Iterable[Waiting]:
    rows = Clock.objects.visible_to(user).overdue(today).for_list().filter(_without_task(TaskOrigin.CLOCK))
    rows = rows.filter(own_actions(user, "action__"))
    for clock in rows.prefetch_related(links_to_cases(user, "action__case_links")):
        event = clock_event(clock)
        yield Waiting(
            kind=DateKind.CLOCK,
            words=event.words,
            cases=event.cases,
            address=reverse("admin:advocacy_clock_change", args=[clock.pk]),
            due_on=clock.due_on,
            days=_days_to(clock.due_on, today),
            cause=clock.pk,
        )


@dataclass(frozen=True, slots=True)
class Count:
    """How many of something there are in the whole docket, and the list of them."""

    words: str
    number: int
    address: str


def counts_of_docket(user: User, today: date) -> list[Count]:
    """Return what is overdue in all cases that this person may know of, each with its list."""
    tasks, hearings, clocks = (
        Task.objects.visible_to(user),
        Hearing.objects.visible_to(user),
        Clock.objects.visible_to(user),
    )
    return [
        Count(_("tasks overdue"), tasks.overdue(today).count(), _list_of(Task, due="overdue")),
        Count(
            _("tasks due in seven days"),
            tasks.due_within(today, WEEK.days).count(),
            _list_of(Task, due=str(WEEK.days)),
        ),
        Count(
            _("hearings without an outcome"),
            hearings.without_outcome(today).count(),
            _list_of(Hearing, state="unclear"),
        ),
        Count(_("replies overdue"), clocks.overdue(today).count(), _list_of(Clock, state="overdue")),
    ]


def _list_of(model: type[Model], **narrowed: str) -> str:
    page = f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist"
    return reverse(page, query=narrowed)
