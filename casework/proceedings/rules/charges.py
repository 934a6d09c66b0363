"""What became of a charge, and how the law regards a person because of it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from casework.core.partial_dates import PartialDate
from casework.proceedings.choices import ChargeStatus, LegalStatus

_BEGINNINGS = frozenset(
    {
        ChargeStatus.ACCUSED,
        ChargeStatus.FILED,
        ChargeStatus.ADDED,
        ChargeStatus.DROPPED,
        ChargeStatus.DISMISSED,
        ChargeStatus.CONVICTED,
        ChargeStatus.ACQUITTED,
    }
)
_WHILE_PENDING = frozenset(
    {
        ChargeStatus.AMENDED,
        ChargeStatus.DROPPED,
        ChargeStatus.DISMISSED,
        ChargeStatus.CONVICTED,
        ChargeStatus.ACQUITTED,
    }
)
_FOLLOWERS: dict[str, frozenset[str]] = {
    ChargeStatus.ACCUSED: _WHILE_PENDING | {ChargeStatus.FILED, ChargeStatus.ADDED},
    ChargeStatus.FILED: _WHILE_PENDING,
    ChargeStatus.ADDED: _WHILE_PENDING,
    ChargeStatus.AMENDED: _WHILE_PENDING,
    ChargeStatus.DROPPED: frozenset({ChargeStatus.FILED, ChargeStatus.ADDED}),
    ChargeStatus.DISMISSED: frozenset({ChargeStatus.FILED, ChargeStatus.ADDED, ChargeStatus.APPEAL_PENDING}),
    ChargeStatus.CONVICTED: frozenset(
        {
            ChargeStatus.APPEAL_PENDING,
            ChargeStatus.AMENDED,
            ChargeStatus.CONVICTED,
            ChargeStatus.ACQUITTED,
            ChargeStatus.DISMISSED,
            ChargeStatus.QUASHED,
        }
    ),
    ChargeStatus.ACQUITTED: frozenset({ChargeStatus.APPEAL_PENDING, ChargeStatus.ACQUITTED}),
    ChargeStatus.APPEAL_PENDING: _WHILE_PENDING | {ChargeStatus.QUASHED, ChargeStatus.FILED},
    ChargeStatus.QUASHED: frozenset(
        {
            ChargeStatus.FILED,
            ChargeStatus.AMENDED,
            ChargeStatus.DROPPED,
            ChargeStatus.DISMISSED,
            ChargeStatus.ACQUITTED,
            ChargeStatus.APPEAL_PENDING,
        }
    ),
}


@dataclass(frozen=True, slots=True)
class ChargeFact:
    """One event of a charge: what happened to it and when.

    ``after`` is the date of the development that this one is said to follow; it places an undated event.
    ``key`` grows with the order of recording and settles what the dates leave open.
    """

    status: str
    when: PartialDate
    key: int
    after: PartialDate | None = None

    @property
    def placed(self) -> PartialDate:
        """The date by which the event is put in order."""
        return self.when or self.after or self.when

    @property
    def sort_key(self) -> tuple[date, date, bool, int]:
        """Its place among the events of its charge."""
        return (*self.placed.sort_key, not self.when, self.key)


def may_follow(earlier: str | None, later: str) -> bool:
    """Return whether this can happen to a charge after that; None stands for the beginning of the record.

    A record may begin in the middle of a matter, but not with a step that speaks of an earlier one.
    """
    return later in (_BEGINNINGS if earlier is None else _FOLLOWERS[earlier])


def first_break(statuses: Sequence[str]) -> tuple[str | None, str] | None:
    """Return the first pair of neighbours of which the later cannot follow the earlier; None if all can."""
    for earlier, later in zip((None, *statuses), statuses, strict=False):
        if not may_follow(earlier, later):
            return earlier, later
    return None


def history_as_at(facts: Iterable[ChargeFact], day: date | None = None) -> list[ChargeFact]:
    """Return the events of a charge that may have happened by the day, in order; all of them if None.

    An event that nothing dates counts as soon as any dated one does, or if none is dated.
    """
    ordered = sorted(facts, key=lambda fact: fact.sort_key)
    if day is None:
        return ordered
    dated = [fact for fact in ordered if fact.placed]
    happened = [fact for fact in dated if fact.sort_key[0] <= day]
    undated = [fact for fact in ordered if not fact.placed] if happened or not dated else []
    return happened + undated


def status_as_at(facts: Iterable[ChargeFact], day: date | None = None) -> str | None:
    """Return the status of a charge on the day: that of its last event by then, None before the first."""
    history = history_as_at(facts, day)
    return history[-1].status if history else None


@dataclass(frozen=True, slots=True)
class Matter:
    """One proceeding against a person as far as their legal status goes.

    ``charges`` are the events of each charge; ``began`` and ``closed`` place a proceeding that has no charge
    yet, ``closed`` being None while it is open; ``trial_began`` is the date of the first hearing on the
    merits, None if none was held.
    """

    charges: Sequence[Sequence[ChargeFact]] = ()
    began: PartialDate = field(default_factory=PartialDate.unknown)
    closed: PartialDate | None = None
    trial_began: PartialDate | None = None


_IN_A_MATTER = (
    LegalStatus.CONVICTED_APPEAL_PENDING,
    LegalStatus.CONVICTED_FINAL,
    LegalStatus.ON_TRIAL,
    LegalStatus.CHARGED,
    LegalStatus.UNDER_INVESTIGATION,
    LegalStatus.QUASHED,
    LegalStatus.ACQUITTED,
    LegalStatus.DROPPED,
    LegalStatus.NO_PROCEEDINGS,
)
"""Which status speaks for a proceeding whose charges stand differently, first to last."""

_LIVE = (
    LegalStatus.CONVICTED_APPEAL_PENDING,
    LegalStatus.ON_TRIAL,
    LegalStatus.CHARGED,
    LegalStatus.UNDER_INVESTIGATION,
)
"""The statuses of a matter in which something is still to come, furthest advanced first."""

_SETTLED = {
    ChargeStatus.CONVICTED: LegalStatus.CONVICTED_FINAL,
    ChargeStatus.ACQUITTED: LegalStatus.ACQUITTED,
    ChargeStatus.DROPPED: LegalStatus.DROPPED,
    ChargeStatus.DISMISSED: LegalStatus.DROPPED,
    ChargeStatus.QUASHED: LegalStatus.QUASHED,
    ChargeStatus.ACCUSED: LegalStatus.UNDER_INVESTIGATION,
}


def status_of_matter(matter: Matter, day: date) -> LegalStatus:
    """Return how one proceeding stands for its defendant on the day."""
    histories = [history for facts in matter.charges if (history := history_as_at(facts, day))]
    if not histories:
        has_begun = not matter.began or matter.began.sort_key[0] <= day
        has_closed = matter.closed is not None and (not matter.closed or matter.closed.sort_key[0] <= day)
        is_pending = has_begun and not has_closed and (bool(matter.began) or not matter.charges)
        return LegalStatus.UNDER_INVESTIGATION if is_pending else LegalStatus.NO_PROCEEDINGS
    on_trial = matter.trial_began is not None and matter.trial_began.sort_key[0] <= day
    standing = {_status_of_charge(history, on_trial=on_trial) for history in histories}
    return next(status for status in _IN_A_MATTER if status in standing)


def _status_of_charge(history: Sequence[ChargeFact], *, on_trial: bool) -> LegalStatus:
    latest = history[-1].status
    if latest in _SETTLED:
        return _SETTLED[ChargeStatus(latest)]
    if latest == ChargeStatus.APPEAL_PENDING:
        verdicts = (fact.status for fact in reversed(history[:-1]) if fact.status != ChargeStatus.AMENDED)
        if next(verdicts, None) == ChargeStatus.CONVICTED:
            return LegalStatus.CONVICTED_APPEAL_PENDING
        return LegalStatus.ON_TRIAL
    return LegalStatus.ON_TRIAL if on_trial else LegalStatus.CHARGED


def legal_status(matters: Iterable[Matter], day: date) -> LegalStatus:
    """Return how the law regards a person on the day.

    A matter in which something is still to come speaks before one that is over: among the former the furthest
    advanced, among the latter the latest.
    """
    standing = [(status_of_matter(matter, day), matter) for matter in matters]
    for status in _LIVE:
        if any(found == status for found, _ in standing):
            return status
    over = [(_last_event(matter, day), status) for status, matter in standing if status in _IN_A_MATTER[:-1]]
    return max(over, key=lambda pair: pair[0])[1] if over else LegalStatus.NO_PROCEEDINGS


def _last_event(matter: Matter, day: date) -> tuple[date, date, bool, int]:
    # What nothing dates says nothing of being late: it yields to any matter with a date.
    keys = [fact.sort_key for facts in matter.charges for fact in history_as_at(facts, day)]
    dated = [key for key in keys if key[0] != date.max]
    return max(dated) if dated else (date.min, date.min, False, max(key[-1] for key in keys))
