"""The days that matter to somebody, of every kind, in one place: a fixed number of queries for any period."""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.db.models import F, Prefetch, Q, QuerySet
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from casework.accounts.models import User
from casework.advocacy.models import Action, ActionCase, Clock
from casework.cases.choices import TaskOrigin
from casework.cases.models import Case, Development, Task
from casework.cases.querysets import CaseQuerySet, cases_of_team
from casework.core.partial_dates import PartialDate
from casework.proceedings import rules as proceedings
from casework.proceedings.choices import HearingOutcome
from casework.proceedings.models import Custody, Hearing, Restriction
from casework.workspace.calendar.rules import Anniversary, anniversaries
from casework.workspace.choices import DateKind, DateScope

#: What is shown unless something else is asked for: all but what is past and in the chronologies already.
USUAL_KINDS = tuple(kind for kind in DateKind if kind != DateKind.DEVELOPMENT)
_PLACE = {kind: place for place, kind in enumerate(DateKind)}
#: A day exactly known: one day, with no mark of doubt.
_EXACTLY_DATED = Q(occurred_earliest=F("occurred_latest")) & ~(
    Q(occurred_edtf__contains="~") | Q(occurred_edtf__contains="?") | Q(occurred_edtf__contains="%")
)


@dataclass(frozen=True, slots=True)
class Event:
    """One day that matters, why, to which cases, and where to read on.

    ``key`` names the row behind it and stays the same for ever; ``time`` is by the clock of the court.
    """

    day: date
    kind: DateKind
    words: str
    cases: tuple[Case, ...]
    address: str
    key: str
    time: str = ""

    @property
    def references(self) -> str:
        """The references of its cases."""
        return ", ".join(case.reference for case in self.cases)

    @property
    def place(self) -> tuple[date, bool, str, int, str]:
        """Where it stands in a list: by day, then by hour, what has none after."""
        return self.day, not self.time, self.time, _PLACE[self.kind], self.key


@dataclass(frozen=True, slots=True)
class Period:
    """What is asked for: whose dates, from which day to which, seen today."""

    user: User
    first: date
    last: date
    today: date
    scope: DateScope = DateScope.MINE

    def of_days(self, rows: QuerySet, path: str) -> QuerySet:
        """Return the rows whose day is in the period."""
        return rows.filter(**{f"{path}__gte": self.first, f"{path}__lte": self.last})

    def in_scope(self, rows: QuerySet, path: str, own: Q | None = None) -> QuerySet:
        """Return the rows of the reader's cases, and those that are their own otherwise."""
        if self.scope == DateScope.ALL:
            return rows
        mine = Q(**{f"{path}__in": keys_of_cases(self.user)})
        return rows.filter(mine if own is None else mine | own)


def cases_of(user: User) -> CaseQuerySet:
    """Return the cases that this person leads or on whose team they are."""
    return Case.objects.visible_to(user).filter(Q(lead=user) | Q(pk__in=cases_of_team(user)))


def keys_of_cases(user: User) -> QuerySet:
    """Return the keys of those cases, for use with ``__in``."""
    return cases_of(user).order_by().values("pk")


def own_actions(user: User, prefix: str = "") -> Q:
    """Pick the actions, at the prefix, that this person leads or that serve one of their cases."""
    serving = ActionCase.objects.visible_to(user).filter(case__in=keys_of_cases(user)).order_by()
    return Q(**{f"{prefix}lead": user}) | Q(**{f"{prefix}id__in": serving.values("action")})


def dates_in(period: Period, kinds: Collection[str] = USUAL_KINDS) -> list[Event]:
    """Return the events of these kinds on the days of the period that its reader may know of, in order."""
    events = [event for kind, read in _READERS.items() if kind in kinds for event in read(period)]
    return sorted(events, key=lambda event: event.place)


def developments_in(period: Period) -> QuerySet:
    """Return the developments dated exactly on a day of the period."""
    rows = Development.objects.visible_to(period.user).filter(_EXACTLY_DATED)
    return period.in_scope(period.of_days(rows, "occurred_earliest"), "case")


def _hearings(period: Period) -> Iterable[Event]:
    rows = Hearing.objects.visible_to(period.user).for_list()
    rows = rows.exclude(outcome__in=[HearingOutcome.POSTPONED, HearingOutcome.CANCELLED])
    for hearing in period.in_scope(period.of_days(rows, "scheduled_on"), "proceeding__case"):
        yield hearing_event(hearing)


def hearing_event(hearing: Hearing) -> Event:
    """Return the day for which a hearing is announced."""
    words = _("Hearing (%(kind)s) of %(person)s") % {
        "kind": hearing.get_kind_display(),
        "person": hearing.proceeding.defendant,
    }
    event = _event(hearing, hearing.scheduled_on, DateKind.HEARING, words, hearing.proceeding.case)
    return replace(event, time=hearing.scheduled_time)


def _tasks(period: Period) -> Iterable[Event]:
    for task in period.of_days(_open_tasks(period), "due_on"):
        words = _("Task: %(title)s") % {"title": task.title}
        yield _event(task, task.due_on, DateKind.TASK, words, task.case)


def _reminders(period: Period) -> Iterable[Event]:
    # A task that is due on the day on which it reminds stands there already.
    for task in period.of_days(_open_tasks(period), "remind_on").exclude(remind_on=F("due_on")):
        words = _("Reminder: %(title)s") % {"title": task.title}
        yield _event(task, task.remind_on, DateKind.REMINDER, words, task.case)


def _open_tasks(period: Period) -> QuerySet:
    # What made a task by itself stands in the calendar in its own right.
    rows = Task.objects.visible_to(period.user).open().filter(origin=TaskOrigin.HAND).select_related("case")
    return period.in_scope(rows, "case", own=Q(assignee=period.user))


def _clocks(period: Period) -> Iterable[Event]:
    rows = Clock.objects.visible_to(period.user).running(period.today).for_list()
    rows = rows.prefetch_related(links_to_cases(period.user, "action__case_links"))
    if period.scope == DateScope.MINE:
        rows = rows.filter(own_actions(period.user, "action__"))
    for clock in period.of_days(rows, "due_on"):
        yield clock_event(clock)


def clock_event(clock: Clock) -> Event:
    """Return the last day on which the reply that a clock awaits is in time; its cases belong at hand."""
    words = _("Reply due: %(action)s") % {"action": clock.action}
    if clock.target:
        words = _("Reply due from %(target)s: %(action)s") % {"target": clock.target, "action": clock.action}
    cases = [link.case for link in clock.action.case_links.all()]
    return _event(clock, clock.due_on, DateKind.CLOCK, words, *cases)


def links_to_cases(user: User, path: str) -> Prefetch:
    """Bring along the cases of actions, as far as this person may know of them."""
    return Prefetch(path, ActionCase.objects.visible_to(user).select_related("case"))


def _restrictions(period: Period) -> Iterable[Event]:
    rows = Restriction.objects.visible_to(period.user).filter(lifted_by=None).for_list()
    rows = rows.alias(ends_from=Coalesce("ends_earliest", "ends_latest"))
    for restriction in period.in_scope(period.of_days(rows, "ends_from"), "case"):
        scopes = ", ".join(str(scope) for scope in restriction.scopes.all())
        words = _("Restriction of %(person)s ends") % {"person": restriction.person}
        words = f"{words}: {scopes}" if scopes else words
        yield _imprecise(restriction, restriction.ends, DateKind.RESTRICTION, words)


def _ends_of_custody(period: Period) -> Iterable[Event]:
    rows = Custody.objects.visible_to(period.user).running().for_list()
    rows = rows.alias(ends_from=Coalesce("expected_end_earliest", "expected_end_latest"))
    for spell in period.in_scope(period.of_days(rows, "ends_from"), "case"):
        words = _("Expected end of %(regime)s: %(person)s") % {
            "regime": spell.get_regime_display(),
            "person": spell.person,
        }
        yield _imprecise(spell, spell.expected_end, DateKind.CUSTODY_END, words)


def _anniversaries(period: Period) -> Iterable[Event]:
    visible = Custody.objects.visible_to(period.user)
    held = period.in_scope(visible.running(), "case").order_by().values("person")
    by_person: dict[int, list[Custody]] = {}
    for row in visible.filter(person__in=held).for_file():
        by_person.setdefault(row.person_id, []).append(row)
    for rows in by_person.values():
        spells = [row.as_spell() for row in rows]
        spell, _sure = proceedings.current_spell(spells, period.today)
        if spell is None or not spell.is_running:
            continue
        row = next(row for row in rows if row.pk == spell.key)
        began = proceedings.stretch(spells, spell)[0].began
        for anniversary in anniversaries(began, period.first, period.last):
            words = f"{row.person}: {_time_held(anniversary)}"
            event = _event(row, anniversary.on, DateKind.ANNIVERSARY, words, row.case)
            yield replace(event, key=f"{event.key}-{anniversary.on:%Y%m%d}")


def _time_held(held: Anniversary) -> str:
    if held.years:
        words = ngettext("%(number)d year in custody", "%(number)d years in custody", held.years)
    elif held.months:
        words = ngettext("%(number)d month in custody", "%(number)d months in custody", held.months)
    else:
        words = ngettext("%(number)d day in custody", "%(number)d days in custody", held.days)
    words %= {"number": held.years or held.months or held.days}
    return _("about %(time)s") % {"time": words} if held.is_about else words


def _actions(period: Period) -> Iterable[Event]:
    rows = Action.objects.visible_to(period.user).under_way()
    rows = rows.prefetch_related(links_to_cases(period.user, "case_links"))
    if period.scope == DateScope.MINE:
        rows = rows.filter(own_actions(period.user))
    for action in period.of_days(rows, "planned_on"):
        words = f"{action.get_kind_display()}: {action}"
        cases = [link.case for link in action.case_links.all()]
        yield _event(action, action.planned_on, DateKind.ACTION, words[:1].upper() + words[1:], *cases)


def _developments(period: Period) -> Iterable[Event]:
    for row in developments_in(period).select_related("case"):
        yield _event(row, row.occurred_earliest, DateKind.DEVELOPMENT, row.headline, row.case)


_READERS: dict[DateKind, Callable[[Period], Iterable[Event]]] = {
    DateKind.HEARING: _hearings,
    DateKind.TASK: _tasks,
    DateKind.REMINDER: _reminders,
    DateKind.CLOCK: _clocks,
    DateKind.RESTRICTION: _restrictions,
    DateKind.CUSTODY_END: _ends_of_custody,
    DateKind.ANNIVERSARY: _anniversaries,
    DateKind.ACTION: _actions,
    DateKind.DEVELOPMENT: _developments,
}


def _event(row: Any, day: Any, kind: DateKind, words: str, *cases: Case) -> Event:
    return Event(day, kind, str(words), cases, _address(row, cases), f"{kind.value}-{row.pk}")


def _imprecise(row: Any, when: PartialDate, kind: DateKind, words: str) -> Event:
    """Place what is not exactly dated on its first possible day, and say what is known of it."""
    if not when.is_exact:
        words = f"{words} ({when})"
    return _event(row, when.earliest or when.latest, kind, words, row.case)


def _address(row: Any, cases: tuple[Case, ...]) -> str:
    if isinstance(row, Hearing):
        return row.proceeding.get_absolute_url()
    if isinstance(row, Development):
        return row.get_absolute_url()
    if cases and not isinstance(row, Task):
        return cases[0].get_absolute_url()
    return reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_change", args=[row.pk])
