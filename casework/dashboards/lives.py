"""When those who are held longest were held, for the drawing of it."""

from collections import defaultdict
from datetime import date

from casework.dashboards.charts.marks import Caption, Mark
from casework.dashboards.charts.timeline import Held, Spell, Timeline, draw_timeline
from casework.dashboards.figures import Figure
from casework.dashboards.scope import Scope
from casework.proceedings.models import Custody

#: How many people are drawn.
MOST_PEOPLE = 12


def draw_lives(caption: Caption, held: Figure, scope: Scope, *, address: str) -> Timeline:
    """Return the spells, up to the day, of the people whom the figure counts: first who are held longest."""
    rows = held.listed(held.rows(scope), scope)
    people = {row.person_id: row.person for row in rows[:MOST_PEOPLE]}
    spells = defaultdict(list)
    for spell in scope.rows(Custody).filter(person__in=people).for_list().order_by("pk"):
        read = spell.as_spell()
        if read.first is None or read.first <= scope.as_at:
            words = f"{spell.person}: {spell.get_regime_display()}, {spell.period()}"
            spells[spell.person_id].append(
                Spell(
                    kind=spell.regime,
                    mark=Mark(str(spell.get_regime_display()), 1, words=words),
                    first=read.first,
                    begun=read.begun_by,
                    lasting=read.lasted_until,
                    last=read.last,
                )
            )
    return draw_timeline(
        caption,
        [
            Held(
                name=person.name,
                spells=sorted(spells[key], key=lambda spell: spell.first or date.min),
                address="" if scope.is_past_record else person.get_absolute_url(),
            )
            for key, person in people.items()
        ],
        scope.as_at,
        limit=MOST_PEOPLE,
        address_of_all=address,
    )
