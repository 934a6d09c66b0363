"""Where a person stands on a day, in words: their body, the law, and what they may not do."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from casework.core.partial_dates import DayRange
from casework.proceedings.choices import Held, LegalStatus
from casework.proceedings.querysets import Standing

#: The state, as the badge names it, of each way in which the law regards a person.
_STATES = {
    LegalStatus.UNDER_INVESTIGATION: "warning",
    LegalStatus.CHARGED: "warning",
    LegalStatus.ON_TRIAL: "warning",
    LegalStatus.CONVICTED_APPEAL_PENDING: "convicted",
    LegalStatus.CONVICTED_FINAL: "convicted",
    LegalStatus.ACQUITTED: "acquitted",
    LegalStatus.DROPPED: "good",
    LegalStatus.QUASHED: "good",
}


@dataclass(frozen=True, slots=True)
class Phrase:
    """One thing that is true of a person on the day; ``state`` is the class of its badge."""

    state: str
    words: str


def phrases(person: Any, standing: Standing) -> list[Phrase]:
    """Return how the person stands, the body first, then the law, then restrictions."""
    said = [_custody(standing), _law(standing), _restrictions(standing)]
    if person.death:
        said.insert(0, Phrase("danger", _("died %(day)s") % {"day": person.death}))
    return [phrase for phrase in said if phrase is not None]


def _custody(standing: Standing) -> Phrase | None:
    if standing.in_custody == Held.NO:
        held = _in_all(standing.days_in_all)
        return Phrase("free", _("at liberty, held %(days)s in all") % {"days": held}) if held else None
    regime = standing.spell.get_regime_display() if standing.spell else _("place unknown")
    values = {"regime": regime, "days": standing.days_in_stretch}
    if standing.in_custody == Held.POSSIBLY:
        return Phrase("possibly", _("possibly in custody: %(regime)s, %(days)s") % values)
    if standing.in_spell == Held.POSSIBLY:
        return Phrase("held", _("in custody: perhaps %(regime)s, %(days)s") % values)
    return Phrase("held", _("in custody: %(regime)s, %(days)s") % values)


def _in_all(days: DayRange) -> str:
    if days.most == 0:
        return ""
    return _("for an unknown time") if days.most is None and not days.least else str(days)


def _law(standing: Standing) -> Phrase | None:
    state = _STATES.get(standing.legal_status)
    return Phrase(state, str(standing.legal_status.label)) if state else None


def _restrictions(standing: Standing) -> Phrase | None:
    if standing.restricted == Held.NO:
        return None
    values = {"day": standing.next_end}
    if standing.restricted == Held.POSSIBLY:
        words = _("possibly banned until %(day)s") if standing.next_end else _("possibly banned")
    elif standing.next_end is None:
        words = _("banned, no end known")
    elif len(standing.restrictions) > 1:
        words = _("banned, the next end on %(day)s")
    else:
        words = _("banned until %(day)s")
    return Phrase("restricted", words % values)
