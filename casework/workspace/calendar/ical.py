"""Dates as calendar programs read them (RFC 5545)."""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta

from django.utils.translation import gettext as _
from icalendar import Calendar
from icalendar import Event as CalendarEvent

from casework.workspace.calendar.dates import Event, Period, dates_in
from casework.workspace.choices import DateScope
from casework.workspace.models import CalendarFeed

BEHIND = timedelta(days=30)
AHEAD = timedelta(days=365)


def dates_of(feed: CalendarFeed, *, today: date) -> list[Event]:
    """Return what a feed tells on a day: the dates that its user may know of then."""
    return dates_in(Period(feed.user, today - BEHIND, today + AHEAD, today, DateScope(feed.scope)))


def calendar_of(feed: CalendarFeed, events: Iterable[Event], *, at: datetime, host: str) -> bytes:
    """Return the events of a feed as calendar programs read them, without names unless they are wanted.

    An hour is that of the court's own clock, and so has no time zone.
    """
    whole = Calendar()
    whole.add("prodid", "-//Casework//Casework//EN")
    whole.add("version", "2.0")
    whole.add("x-wr-calname", _name(feed))
    for event in events:
        part = CalendarEvent()
        part.add("uid", f"{event.key}@{host}")
        part.add("dtstamp", at)
        part.add("dtstart", _start(event))
        part.add("summary", _summary(event, feed.has_names))
        part.add("class", "PRIVATE")
        part.add("transp", "TRANSPARENT")
        whole.add_component(part)
    return whole.to_ical()


def _name(feed: CalendarFeed) -> str:
    return _("Casework: %(scope)s") % {"scope": feed.get_scope_display()}


def _start(event: Event) -> date | datetime:
    return datetime.combine(event.day, time.fromisoformat(event.time)) if event.time else event.day


def _summary(event: Event, has_names: bool) -> str:
    kind = str(event.kind.label)
    words = event.words if has_names else kind[:1].upper() + kind[1:]
    return f"{words}, {event.references}" if event.references else words
