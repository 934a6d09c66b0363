"""The monthly digest: the figures of one month as an e-mail to each director, and nobody's name in it.

Mails pass through machines of others and stay there. A digest tells numbers, and their parts only by lists
that the application itself keeps; nothing that staff have typed is in it.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from urllib.parse import urlsplit

from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from casework.accounts.choices import Role
from casework.accounts.models import User
from casework.cases.querysets import VIEW_EVERY_CASE
from casework.core.partial_dates import add_span
from casework.dashboards.board import SECTIONS
from casework.dashboards.figures import FIGURES
from casework.dashboards.reading import Asked, Reading, read_figures
from casework.dashboards.scope import Scope

#: By what a digest tells figures apart; of the others it gives the number alone.
PARTINGS: Mapping[str, Sequence[str]] = {
    "held": ("country", "regime"),
    "taken": ("country", "regime"),
    "released": ("country", "ground"),
    "sentences": ("kind",),
    "violations": ("country", "category"),
    "demands": ("status",),
    "actions": ("kind",),
    "open": ("country",),
    "closed": ("outcome",),
}


class NotAMonth(ValueError):
    """No digest can be written of what was asked for; its words are for staff."""


class NotASite(ValueError):
    """No link can lead to the address that was given; its words are for staff."""


@dataclass(frozen=True, slots=True)
class Month:
    """One month of the calendar, by its first day."""

    first: date

    @property
    def last(self) -> date:
        """Its last day."""
        return add_span(self.first, months=1) - timedelta(days=1)

    @property
    def before(self) -> "Month":
        """The month before it."""
        return Month(add_span(self.first, months=-1))

    def __str__(self) -> str:
        return date_format(self.first, "F Y")


@dataclass(frozen=True, slots=True)
class Measure:
    """What the rows of a figure come to beside their number, and came to the month before, if to anything."""

    name: str
    words: str
    before: str


@dataclass(frozen=True, slots=True)
class Line:
    """One figure as a digest tells it; ``parts`` has, for each parting, its name and the parts in words."""

    label: str
    number: int
    before: int
    measures: Sequence[Measure]
    parts: Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Digest:
    """All that is told of a month, as known on a day: by section, its title and its lines."""

    month: Month
    known_on: date
    sections: Sequence[tuple[str, Sequence[Line]]]

    @property
    def subject(self) -> str:
        """What the e-mail is called."""
        return _("The docket in %(month)s") % {"month": self.month}


def month_of(asked: str | None, *, today: date) -> Month:
    """Return the month named as ``2026-10``, or the one before today's; refuse one that is not over."""
    if not asked:
        return Month(today.replace(day=1)).before
    try:
        first = date.fromisoformat(f"{asked}-01") if re.fullmatch(r"[0-9]{4}-[0-9]{2}", asked) else None
    except ValueError:
        first = None
    if first is None:
        raise NotAMonth(_("“%(asked)s” is no month: give it as year-month, as 2026-10.") % {"asked": asked})
    if first.year <= 1:
        raise NotAMonth(_("No record goes back as far."))
    if first >= today.replace(day=1):
        raise NotAMonth(_("%(month)s is not over yet.") % {"month": Month(first)})
    return Month(first)


def site_of(asked: str | None) -> str:
    """Return the address at which the office serves the pages, as ``https://host``; nothing for nothing."""
    if not asked:
        return ""
    try:
        site = urlsplit(asked)
        host, port = site.hostname, site.port
    except ValueError:
        host, port = None, None
    plain = f"https://{host}{f':{port}' if port else ''}"
    if not host or asked.rstrip("/").lower() != plain:
        raise NotASite(
            _("“%(asked)s” is not where pages are served: give it as https://casework.example.")
            % {"asked": asked}
        )
    return plain


def readers() -> list[User]:
    """Return the directors who can sign in and may see every case, those without an e-mail address too."""
    directors = User.objects.active().with_role(Role.DIRECTOR)
    return [user for user in directors if user.has_perm(VIEW_EVERY_CASE)]


def compose(user: User, month: Month) -> Digest:
    """Return the figures of the month, and of the one before, as this person may know of them."""
    scope, readings = _read(user, month, PARTINGS)
    _scope, earlier = _read(user, month.before, {})
    return Digest(
        month,
        scope.known_on,
        [
            (str(section.title), [_line(readings[name], earlier[name]) for name in section.figures])
            for section in SECTIONS
        ],
    )


def message(digest: Digest, user: User, *, site: str = "") -> EmailMultiAlternatives:
    """Return the digest as an e-mail to this person; only where ``site`` is given does it hold a link."""
    days = {"as_at": digest.month.last.isoformat(), "since": digest.month.first.isoformat()}
    told = {
        "digest": digest,
        "address": f"{site}{reverse('dashboards:dashboard', query=days)}" if site else "",
    }
    email = EmailMultiAlternatives(
        subject=digest.subject,
        body=render_to_string("dashboards/digest.txt", told),
        to=[user.email],
        headers={"Auto-Submitted": "auto-generated"},
    )
    email.attach_alternative(render_to_string("dashboards/digest.html", told), "text/html")
    return email


def _read(
    user: User, month: Month, partings: Mapping[str, Sequence[str]]
) -> tuple[Scope, dict[str, Reading]]:
    scope = Scope.of(user, as_at=month.last, since=month.first)
    names = [name for section in SECTIONS for name in section.figures]
    asked = [Asked(FIGURES[name], partings.get(name, ())) for name in names]
    # The addresses of lists are not told.
    return scope, read_figures(asked, scope, query="", query_before="")


def _line(reading: Reading, earlier: Reading) -> Line:
    measures_before = dict(earlier.measures)
    return Line(
        label=str(reading.figure.label),
        number=reading.number,
        # Months differ in length: the period of as many days is not the month before.
        before=earlier.number,
        measures=[Measure(name, words, measures_before.get(name, "")) for name, words in reading.measures],
        parts=list(_parts(reading)),
    )


def _parts(reading: Reading) -> Iterator[tuple[str, str]]:
    for name, parts in reading.parts.items():
        if words := ", ".join(f"{part.name} {part.number}" for part in parts if part.number):
            yield str(reading.figure.partings_by_name[name].label), words
