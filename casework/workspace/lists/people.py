"""What lists say of where people stand today."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.html import format_html, format_html_join
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from casework.proceedings.choices import Held
from casework.proceedings.models import Custody, Restriction
from casework.proceedings.querysets.standing import Standing, statuses_of
from casework.workspace.lists.facets import Question
from casework.workspace.lists.tables import badge

#: How many people of one row are told one by one.
NAMED = 3


@dataclass(frozen=True, slots=True)
class State:
    """Where one person stands today, in a word with its colour."""

    person: Any
    look: str
    words: str


def states_of(persons: Iterable[Any], on: date, user: Any) -> dict[int, State]:
    """Return where each person stands on the day, as far as the reader may know, by the person's number."""
    known = {person.pk: person for person in persons}
    standings = statuses_of(known.values(), on, user=user) if known else {}
    return {key: State(known[key], *_in_words(standing)) for key, standing in standings.items()}


def _in_words(standing: Standing) -> tuple[str, str]:
    if standing.in_custody == Held.YES:
        if standing.spell is None or standing.in_spell != Held.YES:
            return "held", capfirst(_("held"))
        days = standing.days_in_stretch
        regime = capfirst(standing.spell.get_regime_display())
        length = ngettext("%(days)s day", "%(days)s days", days.least) % {"days": days.least}
        exactly = length if days.least == days.most else _("at least %(length)s") % {"length": length}
        return "held", f"{regime}, {exactly}"
    if standing.in_custody == Held.POSSIBLY:
        return "possibly", _("Perhaps held")
    if standing.restricted == Held.YES:
        return "restricted", _("Not held, restricted")
    return "free", _("Not held")


def told(states: list[State]) -> str:
    """Return where the people of one row stand, in text."""
    if len(states) == 1:
        return states[0].words
    return "; ".join(f"{state.person}: {state.words}" for state in states)


def shown(states: list[State]) -> str:
    """Return where the people of one row stand, each by a word with its colour."""
    if len(states) == 1:
        return badge(states[0].look, states[0].words)
    lines = format_html_join(
        "", "<li>{} {}</li>", ((badge(state.look, state.words), state.person) for state in states[:NAMED])
    )
    left = len(states) - NAMED
    more = ngettext("and %(number)s other", "and %(number)s others", left) % {"number": left}
    rest = format_html('<li class="quiet">{}</li>', more) if left > 0 else ""
    return format_html('<ul class="cell-lines">{}{}</ul>', lines, rest) if states else ""


def held(asked: Any) -> QuerySet:
    """Return the numbers of the persons who are certainly held today."""
    return Custody.objects.visible_to(asked.user).in_custody_on(asked.on).order_by().values("person")


def perhaps_held(asked: Any) -> QuerySet:
    """Return the numbers of the persons who are held today, or may be."""
    return Custody.objects.visible_to(asked.user).perhaps_in_custody_on(asked.on).order_by().values("person")


def restricted(asked: Any) -> QuerySet:
    """Return the numbers of the persons whom a restriction certainly binds today."""
    return Restriction.objects.visible_to(asked.user).in_force(asked.on).order_by().values("person")


#: Where somebody can stand today, for the filters of persons and of whatever names them.
STANDINGS = (
    Question("held", gettext_lazy("held"), lambda asked: Q(pk__in=held(asked))),
    Question(
        "perhaps",
        gettext_lazy("perhaps held"),
        lambda asked: Q(pk__in=perhaps_held(asked)) & ~Q(pk__in=held(asked)),
    ),
    Question("free", gettext_lazy("not held"), lambda asked: ~Q(pk__in=perhaps_held(asked))),
    Question("restricted", gettext_lazy("restricted"), lambda asked: Q(pk__in=restricted(asked))),
)
