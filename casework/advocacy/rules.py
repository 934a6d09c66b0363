"""How demands stand and when replies fall due, reckoned from plain values for a given day."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

MADE = "made"
#: Statuses after which nothing is asked for any more. A refusal is none of them: it can be pressed again.
SETTLED = frozenset({"met", "withdrawn", "moot"})
#: Statuses of an action that is still to be carried out.
UNDER_WAY = frozenset({"planned", "in_progress"})
URGENT_APPEAL = "urgent_appeal"
URGENT_APPEAL_DAYS = 30
#: The Working Group on Arbitrary Detention asks to be told within six months what followed its opinion.
FOLLOW_UP_MONTHS = 6
#: How long before a reply is due to remind of it; after half of its period, if that is later.
DAYS_BEFORE_REPLY = 14
#: Codes of responses that are no reply: that nothing came, and that only the receipt was confirmed.
NO_REPLIES = frozenset({"none", "acknowledged"})


@dataclass(frozen=True)
class StatusEvent:
    """One entry in a demand's history: the status, the possible days, and its place in the record."""

    status: str
    earliest: date | None
    latest: date | None
    number: int

    @property
    def place(self) -> tuple[int, date, date, bool, int]:
        """Where it sorts: a making without a day comes first, any answer without one comes last."""
        making = self.status == MADE
        first = self.earliest or self.latest
        if first is None:
            return (0 if making else 2, date.min, date.min, not making, self.number)
        return (1, first, self.latest or first, not making, self.number)


def may_have_happened(earliest: date | None, on: date) -> bool:
    """Say whether something can have happened by the day; what has no earliest day can at any time."""
    return earliest is None or earliest <= on


def status_on(events: Iterable[StatusEvent], on: date) -> str:
    """Return the status that holds on the day, or "" while the demand has not been made."""
    known = [event for event in events if may_have_happened(event.earliest, on)]
    return max(known, key=lambda event: event.place).status if known else ""


def is_open(status: str) -> bool:
    """Say whether a demand of this status still stands."""
    return bool(status) and status not in SETTLED


def reply_due_on(*, kind: str, sent_on: date, by_mechanism: date | None) -> date | None:
    """Return the day by which an action of this kind awaits its reply, or None where no rule sets one.

    ``by_mechanism`` is the day that the mechanism's own rule gives. An urgent appeal asks for a reply within
    thirty days where that is sooner (Manual of Operations of the Special Procedures, 2008).
    """
    if by_mechanism is None or kind != URGENT_APPEAL:
        return by_mechanism
    return min(by_mechanism, sent_on + timedelta(days=URGENT_APPEAL_DAYS))


def is_running(*, started_on: date, stopped_on: date | None, on: date) -> bool:
    """Say whether a reply is awaited on the day; on the day that it comes, it no longer is."""
    return started_on <= on and (stopped_on is None or on < stopped_on)


def is_overdue(*, started_on: date, due_on: date, stopped_on: date | None, on: date) -> bool:
    """Say whether a reply is awaited on the day although its last day has passed."""
    return due_on < on and is_running(started_on=started_on, stopped_on=stopped_on, on=on)


def reply_awaited_on(*, due_on: date, is_answered: bool) -> date | None:
    """Return the last day for a reply, past or to come, for which somebody is to look after it."""
    return None if is_answered else due_on


def days_before_reply(*, started_on: date, due_on: date) -> int:
    """Return how many days before a reply is due to remind of it: never more than half of its period."""
    return min(DAYS_BEFORE_REPLY, (due_on - started_on).days // 2)


def stops_clocks(response_code: str) -> bool:
    """Say whether a response of this kind ends the wait: any reply does, however little it gives."""
    return response_code not in NO_REPLIES
