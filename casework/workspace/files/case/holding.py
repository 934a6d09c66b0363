"""The custody and the restrictions of a case, counted in days up to today."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from casework.core.partial_dates import DayRange
from casework.proceedings.choices import Held
from casework.proceedings.models import Custody, Proceeding
from casework.proceedings.rules import days_held
from casework.workspace.files.case.ledgers import Ledgers, grouped


@dataclass(frozen=True, slots=True)
class SpellInFile:
    """One spell of custody with the days it lasted."""

    custody: Custody
    days: DayRange
    proceeding: Proceeding | None

    @property
    def words_of_days(self) -> str:
        """How long it lasted, as far as that is known."""
        return str(self.days) if self.days.least or self.days.most is not None else _("unknown")


@dataclass(frozen=True, slots=True)
class RestrictionInFile:
    """One restriction with what it forbids and what later developments did with it."""

    restriction: Any
    scopes: Sequence[Any]
    events: Sequence[Any]

    @property
    def in_force(self) -> str:
        """Whether it binds today, in a word."""
        return str(Held(self.restriction.holds).label)


def spells_in_file(ledgers: Ledgers) -> list[SpellInFile]:
    """Return the spells of custody, the earliest first."""
    known: dict[int | None, Proceeding] = {row.pk: row for row in ledgers.proceedings}
    return [
        SpellInFile(row, days_held([row.as_spell()], as_at=ledgers.on), known.get(row.proceeding_id))
        for row in ledgers.custody
    ]


def restrictions_in_file(ledgers: Ledgers) -> list[RestrictionInFile]:
    """Return the restrictions, the earliest first."""
    scopes = grouped(ledgers.scopes, "restriction_id")
    events = grouped(ledgers.restriction_events, "restriction_id")
    return [RestrictionInFile(row, scopes[row.pk], events[row.pk]) for row in ledgers.restrictions]
