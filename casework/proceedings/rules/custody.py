"""Where a person's body is, on a day and over time, when starts and ends are imprecise."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from casework.core.partial_dates import DayRange, PartialDate
from casework.proceedings.choices import CustodyRegime, Held

FOREVER = date.max
"""The end of a spell that is not known to have ended."""

_CERTAINTY = {Held.YES: 0, Held.POSSIBLY: 1, Held.NO: 2}


@dataclass(frozen=True, slots=True)
class Spell:
    """One spell of custody: it covers the day of its start and not the day of its end.

    ``began`` and ``ended`` are the dates of the developments numbered ``began_by`` and ``ended_by``. A spell
    without an ending development runs still. ``vouched_from`` is the day from which the record speaks of the
    person: a spell that runs still and of whose start nothing is known is taken to have begun by then.
    """

    key: int | None
    regime: str = CustodyRegime.UNKNOWN
    began: PartialDate | None = None
    ended: PartialDate | None = None
    began_by: int | None = None
    ended_by: int | None = None
    vouched_from: date | None = None

    @property
    def is_running(self) -> bool:
        """Whether the spell is not known to have ended."""
        return self.ended is None

    @property
    def first(self) -> date | None:
        """The earliest day on which it can have begun; None where that is open."""
        return self.began.earliest if self.began else None

    @property
    def begun_by(self) -> date | None:
        """The day by which it had certainly begun; None where nothing tells."""
        if self.began and self.began.latest:
            return self.began.latest
        return self.vouched_from if self.is_running and not self.first else None

    @property
    def lasted_until(self) -> date | None:
        """The day before which it certainly had not ended; None where nothing tells."""
        if self.ended is None:
            return FOREVER
        known = [day for day in (self.ended.earliest, self.first) if day]
        return max(known, default=None)

    @property
    def last(self) -> date | None:
        """The latest day on which it can have ended; None where that is open."""
        return FOREVER if self.ended is None else self.ended.latest

    @property
    def is_impossible(self) -> bool:
        """Whether it ends before it begins, however its dates are read."""
        return self.first is not None and self.last is not None and self.last < self.first

    def holds_on(self, day: date) -> Held:
        """Return whether the person was in this spell on the day."""
        if self.begun_by and self.begun_by <= day and self.lasted_until and self.lasted_until > day:
            return Held.YES
        if (self.first is None or self.first <= day) and (self.last is None or self.last > day):
            return Held.POSSIBLY
        return Held.NO


def must_overlap(one: Spell, other: Spell) -> bool:
    """Return whether no reading of the dates keeps two spells of one person apart.

    One may end on the day on which the other begins. Two spells that both run still always overlap.
    """
    if one.is_running and other.is_running:
        return True
    return _ends_after_start_of(one, other) and _ends_after_start_of(other, one)


def _ends_after_start_of(one: Spell, other: Spell) -> bool:
    latest_start = other.began.latest if other.began else None
    return one.lasted_until is not None and latest_start is not None and one.lasted_until > latest_start


def current_spell(spells: Iterable[Spell], day: date) -> tuple[Spell | None, Held]:
    """Return the spell in which a person is on the day, and how sure that is.

    A certain spell goes before a possible one; among equals the one that began last does, because that is
    where the person was seen later.
    """
    standing = [(spell, spell.holds_on(day)) for spell in spells]
    candidates = [(spell, sure) for spell, sure in standing if sure != Held.NO]
    if not candidates:
        return None, Held.NO
    return min(candidates, key=lambda pair: (_CERTAINTY[pair[1]], -_start_of(pair[0]).toordinal()))


def in_custody(spells: Sequence[Spell], day: date) -> Held:
    """Return whether a person is deprived of liberty on the day, under whatever regime.

    Where one spell passes into the next through one development, the passage need not be dated for the person
    to be held all the while.
    """
    return held(_joined(spells), day)


def held(spells: Iterable[Spell], day: date) -> Held:
    """Return the surest answer that any of the spells gives for the day."""
    answers = {spell.holds_on(day) for spell in spells}
    return next((answer for answer in (Held.YES, Held.POSSIBLY) if answer in answers), Held.NO)


def days_held(spells: Sequence[Spell], *, as_at: date) -> DayRange:
    """Return on how many days a person was deprived of liberty up to the given day, that day not counted.

    No day counts twice. The least adds up the days on which the person was certainly held; the most, those on
    which that is possible, and is open where the start of a spell is.
    """
    joined = [spell for spell in _joined(spells) if spell.first is None or spell.first < as_at]
    certain = [
        (spell.begun_by, min(spell.lasted_until, as_at))
        for spell in joined
        if spell.begun_by and spell.lasted_until
    ]
    least = _days_covered(certain)
    if any(spell.first is None for spell in joined):
        return DayRange(least=least, most=None)
    possible = [(spell.first, min(spell.last or FOREVER, as_at)) for spell in joined if spell.first]
    return DayRange(least=least, most=_days_covered(possible))


def stretch(spells: Sequence[Spell], spell: Spell) -> list[Spell]:
    """Return the spells that lead into this one without a day of liberty between, and itself, in order."""
    chain = [spell]
    while (before := _previous(spells, chain[0])) is not None and before not in chain:
        chain.insert(0, before)
    return chain


def _previous(spells: Sequence[Spell], spell: Spell) -> Spell | None:
    for other in spells:
        if other is spell or other.ended is None:
            continue
        if other.ended_by is not None and other.ended_by == spell.began_by:
            return other
        if spell.began is not None and other.ended.is_exact and other.ended.edtf == spell.began.edtf:
            return other
    return None


def _joined(spells: Sequence[Spell]) -> list[Spell]:
    """Return the spells, those that pass into each other through one development made into one."""
    ending = {spell.ended_by: spell for spell in spells if spell.ended_by is not None}
    passages = {spell.began_by for spell in spells if spell.began_by is not None} & set(ending)
    joined = []
    for spell in spells:
        if spell.ended_by in passages:
            continue
        first, seen = spell, {id(spell)}
        while first.began_by in passages and id(ending[first.began_by]) not in seen:
            first = ending[first.began_by]
            seen.add(id(first))
        joined.append(
            Spell(
                key=spell.key,
                regime=spell.regime,
                began=first.began,
                ended=spell.ended,
                began_by=first.began_by,
                ended_by=spell.ended_by,
                vouched_from=first.vouched_from,
            )
        )
    return joined


def _days_covered(intervals: Iterable[tuple[date, date]]) -> int:
    covered, reached = timedelta(), date.min
    for start, end in sorted(intervals):
        start = max(start, reached)
        if end > start:
            covered += end - start
            reached = end
    return covered.days


def _start_of(spell: Spell) -> date:
    return spell.first or spell.begun_by or date.min
