"""What a page of the calendar shows: a month as a grid, or days in a row; the address says which."""

import calendar
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import groupby
from typing import Any, Self

from django.http import QueryDict
from django.urls import reverse

from casework.accounts.models import User
from casework.core.partial_dates import add_span
from casework.workspace.calendar.dates import USUAL_KINDS, Event, Period, dates_in, developments_in
from casework.workspace.choices import CalendarShape, DateKind, DateScope

#: How many events one day of a month shows.
EVENTS_IN_A_DAY = 3
#: After about so many events an agenda ends with the day, and another page goes on.
EVENTS_IN_AN_AGENDA = 200
#: How many days an agenda can span.
SPANS = (30, 90)
YEARS = range(1900, 2200)


@dataclass(frozen=True, slots=True)
class CalendarPage:
    """What the address asks for; whatever it says that makes no sense is passed over."""

    today: date
    on: date
    shape: CalendarShape = CalendarShape.MONTH
    span: int = SPANS[0]
    scope: DateScope = DateScope.MINE
    kinds: tuple[DateKind, ...] = USUAL_KINDS

    @classmethod
    def read(cls, asked: QueryDict, today: date) -> Self:
        """Return the page that the parameters of an address ask for."""
        given: dict[str, Any] = asked.dict()
        page = cls(today=today, on=_day(given.get("on", ""), today))
        if given.get("view") in CalendarShape:
            page = replace(page, shape=CalendarShape(given["view"]))
        if given.get("days") in {str(span) for span in SPANS}:
            page = replace(page, span=int(given["days"]))
        if given.get("whose") in DateScope:
            page = replace(page, scope=DateScope(given["whose"]))
        kinds = tuple(kind for kind in DateKind if kind in asked.getlist("kind"))
        return replace(page, kinds=kinds) if kinds else page

    def address(self, **changed: Any) -> str:
        """Return the address of this page, changed in the ways named; what is usual is left out."""
        page = replace(self, **changed)
        usual = CalendarPage(today=page.today, on=page.today)
        query: dict[str, Any] = {
            "view": page.shape.value if page.shape != usual.shape else None,
            "on": page.on.isoformat() if page.on != usual.on else None,
            "days": page.span if page.span != usual.span else None,
            "whose": page.scope.value if page.scope != usual.scope else None,
            "kind": [kind.value for kind in page.kinds] if page.kinds != usual.kinds else None,
        }
        return reverse("workspace:calendar", query={name: value for name, value in query.items() if value})

    @property
    def is_month(self) -> bool:
        """Whether it is a month, and not an agenda."""
        return self.shape == CalendarShape.MONTH

    @property
    def weeks(self) -> list[list[date]]:
        """The weeks of the month, from Monday to Sunday."""
        return calendar.Calendar(calendar.MONDAY).monthdatescalendar(self.on.year, self.on.month)

    @property
    def first(self) -> date:
        """The first day shown."""
        return self.weeks[0][0] if self.is_month else self.on

    @property
    def last(self) -> date:
        """The last day shown."""
        return self.weeks[-1][-1] if self.is_month else self.on + timedelta(days=self.span - 1)

    @property
    def earlier(self) -> str:
        """The address of what comes before."""
        return self.address(on=self._moved(-1))

    @property
    def later(self) -> str:
        """The address of what comes after."""
        return self.address(on=self._moved(1))

    def _moved(self, by: int) -> date:
        moved = (
            add_span(self.on.replace(day=1), months=by)
            if self.is_month
            else self.on + timedelta(days=by * self.span)
        )
        return moved if moved.year in YEARS else self.on


def _day(text: str, otherwise: date) -> date:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return otherwise
    return day if day.year in YEARS else otherwise


@dataclass(frozen=True, slots=True)
class Day:
    """One day with its events; ``agenda`` is the address at which all of them stand."""

    on: date
    events: list[Event]
    agenda: str
    is_today: bool = False
    is_outside: bool = False

    @property
    def shown(self) -> list[Event]:
        """The events for which a month has room; a single one more takes no more room than saying so."""
        fits = len(self.events) <= EVENTS_IN_A_DAY + 1
        return self.events if fits else self.events[:EVENTS_IN_A_DAY]

    @property
    def left_out(self) -> int:
        """How many more there are."""
        return len(self.events) - len(self.shown)


@dataclass(frozen=True, slots=True)
class KindChoice:
    """One kind of event in the filter, and how many there are in the time shown."""

    kind: DateKind
    number: int
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class CalendarContent:
    """The days of a page, and the choices beside it; ``goes_on`` is the address of the rest of an agenda."""

    weeks: list[list[Day]]
    days: list[Day]
    kinds: list[KindChoice]
    goes_on: str


def content_of(page: CalendarPage, user: User) -> CalendarContent:
    """Return what the page shows to this person, in a fixed number of queries."""
    period = Period(user, page.first, page.last, page.today, page.scope)
    # The usual kinds are read even where they are not shown, to be counted; past developments are many.
    events = dates_in(period, {*USUAL_KINDS, *page.kinds})
    numbers = Counter(event.kind for event in events)
    if DateKind.DEVELOPMENT not in page.kinds:
        numbers[DateKind.DEVELOPMENT] = developments_in(period).count()
    by_day = {
        day: list(some)
        for day, some in groupby(
            (event for event in events if event.kind in page.kinds), key=lambda event: event.day
        )
    }
    kinds = [KindChoice(kind, numbers[kind], kind in page.kinds) for kind in DateKind]
    if page.is_month:
        weeks = [[_day_of(page, on, by_day.get(on, [])) for on in week] for week in page.weeks]
        return CalendarContent(weeks, [], kinds, "")
    days, goes_on = _cut(page, (_day_of(page, on, some) for on, some in by_day.items()))
    return CalendarContent([], days, kinds, goes_on)


def _day_of(page: CalendarPage, on: date, events: list[Event]) -> Day:
    agenda = page.address(shape=CalendarShape.AGENDA, on=on)
    return Day(on, events, agenda, on == page.today, page.is_month and on.month != page.on.month)


def _cut(page: CalendarPage, days: Iterable[Day]) -> tuple[list[Day], str]:
    shown: list[Day] = []
    number = 0
    for day in days:
        if number >= EVENTS_IN_AN_AGENDA:
            return shown, page.address(on=day.on)
        shown.append(day)
        number += len(day.events)
    return shown, ""
