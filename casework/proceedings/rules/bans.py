"""Whether a restriction binds a person on a day, and until when."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from casework.core.partial_dates import PartialDate
from casework.proceedings.choices import Held
from casework.proceedings.rules.sentences import Term


@dataclass(frozen=True, slots=True)
class Ban:
    """One restriction: it binds from the day it was imposed up to, and not on, the day it ends or is lifted.

    ``ends`` is None where no end is set; ``lifted`` is None where nothing lifted it.
    """

    key: int | None
    imposed: PartialDate
    ends: PartialDate | None = None
    lifted: PartialDate | None = None

    @property
    def is_impossible(self) -> bool:
        """Whether it ends or is lifted before it was imposed, however its dates are read."""
        first = self.imposed.earliest
        return first is not None and any(
            end.latest is not None and end.latest < first for end in (self.ends, self.lifted) if end
        )

    @property
    def end(self) -> PartialDate | None:
        """The date from which it binds no more, if known: the earlier of its end and its lifting."""
        return min((end for end in (self.ends, self.lifted) if end), key=_as_end, default=None)


def in_force(ban: Ban, day: date) -> Held:
    """Return whether the restriction binds on the day."""
    ends = [end for end in (ban.ends, ban.lifted) if end is not None]
    has_begun = ban.imposed.latest is not None and ban.imposed.latest <= day
    may_have_begun = ban.imposed.earliest is None or ban.imposed.earliest <= day
    has_ended = any(end.latest is not None and end.latest <= day for end in ends)
    may_have_ended = any(end.earliest is None or end.earliest <= day for end in ends)
    if has_ended or not may_have_begun:
        return Held.NO
    return Held.YES if has_begun and not may_have_ended else Held.POSSIBLY


def end_of_term(start: PartialDate, term: Term) -> PartialDate:
    """Return the computed day on which a term that runs from the start is over; unknown without a term."""
    if not start or not term:
        return PartialDate.unknown()
    return start.plus(years=term.years, months=term.months, days=term.days)


def next_end(bans: Iterable[Ban], day: date) -> PartialDate | None:
    """Return the nearest end still to come among the restrictions that bind on the day, or may."""
    ends = [ban.end for ban in bans if in_force(ban, day) != Held.NO and ban.end]
    return min(ends, key=_as_end, default=None)


def _as_end(when: PartialDate) -> tuple[date, date]:
    return when.latest or date.max, when.earliest or date.min
