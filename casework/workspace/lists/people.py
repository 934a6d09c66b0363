"""What lists say of where people stand today."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from casework.proceedings.choices import Held
from casework.proceedings.models import Custody, Restriction
from casework.proceedings.querysets.standing import Standing, statuses_of
from casework.workspace.lists.facets import Question
from casework.workspace.lists.tables import badge
from casework.workspace.standing import Phrase, phrases

#: How many people of one row are told one by one.
NAMED = 3


@dataclass(frozen=True, slots=True)
class State:
    """Where one person stands today, in words."""

    person: Any
    phrases: list[Phrase]

    def __str__(self) -> str:
        return ", ".join(phrase.words for phrase in self.phrases)

    @property
    def badges(self) -> str:
        """The words, each in the colour of its state."""
        return format_html_join(" ", "{}", ((badge(each.state, each.words),) for each in self.phrases))


def states_of(persons: Iterable[Any], on: date, user: Any) -> dict[int, State]:
    """Return where each person stands on the day, as far as the reader may know, by the person's number."""
    known = {person.pk: person for person in persons}
    standings = statuses_of(known.values(), on, user=user) if known else {}
    return {key: State(known[key], _in_short(known[key], standings[key])) for key in standings}


def _in_short(person: Any, standing: Standing) -> list[Phrase]:
    said = phrases(person, standing)
    if standing.in_custody == Held.YES:
        return said[:1]
    return said or [Phrase("free", _("not held"))]


def told(states: list[State]) -> str:
    """Return where the people of one row stand, in text; of several each by name."""
    if len(states) == 1:
        return str(states[0])
    return "; ".join(f"{state.person}: {state}" for state in states)


def shown(states: list[State]) -> str:
    """Return where the people of one row stand, in colours; of several the first by name."""
    if len(states) < 2:
        return states[0].badges if states else ""
    lines = [(state.person, state.badges) for state in states[:NAMED]]
    if left := len(states) - len(lines):
        more = ngettext("and %(number)s other", "and %(number)s others", left) % {"number": left}
        lines.append((more, ""))
    return format_html('<ul class="cell-lines">{}</ul>', format_html_join("", "<li>{} {}</li>", lines))


def held(asked: Any) -> frozenset[int]:
    """Return the numbers of the persons who are certainly held today."""
    return _once(asked, "held", lambda: Custody.objects.visible_to(asked.user).held_on(asked.on))


def perhaps_held(asked: Any) -> frozenset[int]:
    """Return the numbers of the persons who may be held today, though that is not certain."""
    return _once(asked, "perhaps", lambda: Custody.objects.visible_to(asked.user).perhaps_held_on(asked.on))


def _once(asked: Any, name: str, find: Callable[[], QuerySet]) -> frozenset[int]:
    # Asked for by itself: within a question about persons, within one about cases, SQLite cannot read it.
    known = asked.__dict__.setdefault("_standing_today", {})
    if name not in known:
        known[name] = frozenset(find().order_by().values_list("person", flat=True))
    return known[name]


def restricted(asked: Any) -> QuerySet:
    """Return the numbers of the persons whom a restriction certainly binds today."""
    return Restriction.objects.visible_to(asked.user).in_force(asked.on).order_by().values("person")


#: Where somebody can stand today, for the filters of persons and of whatever names them.
STANDINGS = (
    Question("held", gettext_lazy("held"), lambda asked: Q(pk__in=held(asked))),
    Question(
        "perhaps",
        gettext_lazy("perhaps held"),
        lambda asked: Q(pk__in=perhaps_held(asked)),
    ),
    Question(
        "free",
        gettext_lazy("not held"),
        lambda asked: ~Q(pk__in=held(asked)) & ~Q(pk__in=perhaps_held(asked)),
    ),
    Question("restricted", gettext_lazy("restricted"), lambda asked: Q(pk__in=restricted(asked))),
)
