"""Where a person's body is, on a day and over time, when starts and ends are imprecise."""

from collections.abc import Callable, Iterable, Iterator, Sequence
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
    to be held all the while; and what is certain of one spell stays so, however little is known of the next.
    """
    holds = _holds(spells)
    if any(hold.is_certain_on(day) for hold in holds):
        return Held.YES
    return Held.POSSIBLY if any(hold.is_possible_on(day) for hold in holds) else Held.NO


def held(spells: Iterable[Spell], day: date) -> Held:
    """Return the surest answer that any of the spells gives for the day."""
    answers = {spell.holds_on(day) for spell in spells}
    return next((answer for answer in (Held.YES, Held.POSSIBLY) if answer in answers), Held.NO)


def days_held(spells: Sequence[Spell], *, as_at: date) -> DayRange:
    """Return on how many days a person was deprived of liberty up to the given day, that day not counted.

    No day counts twice. The least adds up the days on which the person was certainly held; the most, those on
    which that is possible, and is open where the start of a spell is.
    """
    holds = [hold for hold in _holds(spells) if hold.first is None or hold.first < as_at]
    certain = [
        (hold.begun_by, min(hold.lasted_until, as_at))
        for hold in holds
        if hold.begun_by and hold.lasted_until
    ]
    least = _days_covered(certain)
    if any(hold.first is None for hold in holds):
        return DayRange(least=least, most=None)
    possible = [(hold.first, min(hold.last, as_at)) for hold in holds if hold.first]
    return DayRange(least=least, most=_days_covered(possible))


def stretch(spells: Sequence[Spell], spell: Spell) -> list[Spell]:
    """Return the spells that lead into this one without a day of liberty between, and itself, in order."""
    chain = [spell]
    while (before := _previous(spells, chain[0])) is not None and before not in chain:
        chain.insert(0, before)
    return chain


def leads_into(one: Spell, other: Spell) -> bool:
    """Return whether one spell ended by the development that began the other, or on the same exact day.

    Of two that both began and ended on that day, the one recorded first leads into the other.
    """
    if one.ended is None:
        return False
    if one.ended_by is not None and one.ended_by == other.began_by:
        return True
    if other.began is None or not one.ended.is_exact or one.ended.edtf != other.began.edtf:
        return False
    if _is_of_one_day(one) and _is_of_one_day(other) and one.key is not None and other.key is not None:
        return one.key < other.key
    return True


def _is_of_one_day(spell: Spell) -> bool:
    return spell.began is not None and spell.ended is not None and spell.began.edtf == spell.ended.edtf


def _previous(spells: Sequence[Spell], spell: Spell) -> Spell | None:
    return next((other for other in spells if other is not spell and leads_into(other, spell)), None)


@dataclass(frozen=True, slots=True)
class _Hold:
    """When a person was held, as one spell tells it together with those that pass into it and out of it.

    Certainly from ``begun_by`` until ``lasted_until``, None where nothing tells; possibly from ``first``,
    None where that is open, until ``last``.
    """

    begun_by: date | None
    lasted_until: date | None
    first: date | None
    last: date

    def is_certain_on(self, day: date) -> bool:
        if self.begun_by is None or self.lasted_until is None:
            return False
        return self.begun_by <= day < self.lasted_until

    def is_possible_on(self, day: date) -> bool:
        return (self.first is None or self.first <= day) and day < self.last


def _holds(spells: Sequence[Spell]) -> list[_Hold]:
    beginning: dict[int | None, Spell] = {
        spell.began_by: spell for spell in spells if spell.began_by is not None
    }
    ending: dict[int | None, Spell] = {
        spell.ended_by: spell for spell in spells if spell.ended_by is not None
    }
    return [
        _hold(
            spell,
            before=list(_passed(spell, lambda each: ending.get(each.began_by))),
            after=list(_passed(spell, lambda each: beginning.get(each.ended_by))),
        )
        for spell in spells
    ]


def _passed(spell: Spell, step: Callable[[Spell], Spell | None]) -> Iterator[Spell]:
    """Yield the spells that one comes to through passages, each once even if they lead in a circle."""
    seen = {id(spell)}
    while (reached := step(spell)) is not None and id(reached) not in seen:
        seen.add(id(reached))
        yield reached
        spell = reached


def _hold(spell: Spell, *, before: list[Spell], after: list[Spell]) -> _Hold:
    """Return what a spell tells of the person, who was not at liberty in any passage.

    Whoever was in it by one day and in a later one until another was held from the one to the other. And it
    began no earlier than those before it, and ended no later than those after it.
    """
    onward = [spell, *after]
    begun_by = spell.began.latest if spell.began else None
    runs = any(each.is_running for each in onward)
    if begun_by is None and spell.first is None and not before and runs:
        begun_by = spell.vouched_from
    lasted_until = max((each.lasted_until for each in onward if each.lasted_until), default=None)
    first = max((each.first for each in [spell, *before] if each.first), default=None)
    last = min((each.last for each in onward if each.last), default=FOREVER)
    return _Hold(
        begun_by=begun_by,
        lasted_until=lasted_until,
        first=min(first, begun_by) if first and begun_by else first,
        last=max(last, lasted_until) if lasted_until else last,
    )


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
