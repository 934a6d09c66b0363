"""What is asked for the people in a case, what is done to get it, and what came back."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from casework.advocacy.choices import DemandStatus
from casework.advocacy.models import Action, Clock, Demand
from casework.advocacy.rules import is_overdue, is_running
from casework.workspace.files.case.ledgers import Ledgers, grouped


@dataclass(frozen=True, slots=True)
class DemandInFile:
    """One demand with its history; ``status`` is how it stands today, in words."""

    demand: Demand
    status: str
    about: Any
    events: Sequence[Any]
    impacts: Sequence[Any]


@dataclass(frozen=True, slots=True)
class ClockInFile:
    """One clock as it stands today; ``days`` are those left, or by which it is overdue."""

    clock: Clock
    is_running: bool
    is_overdue: bool
    days: int

    @property
    def target_id(self) -> int | None:
        """Whose reply is awaited, if anybody's in particular."""
        return self.clock.target_id


@dataclass(frozen=True, slots=True)
class TargetInFile:
    """One of those to whom an action is addressed, with the answers and the clocks that await one."""

    target: Any
    responses: Sequence[Any]
    clocks: Sequence[ClockInFile]


@dataclass(frozen=True, slots=True)
class ActionInFile:
    """One action with its targets; ``told_by`` is the development that tells of it here."""

    action: Action
    told_by: Any
    targets: Sequence[TargetInFile]
    clocks: Sequence[ClockInFile]
    demands: Sequence[Demand]
    opinions: Sequence[Any]
    impacts: Sequence[Any]


def demands_in_file(ledgers: Ledgers) -> list[DemandInFile]:
    """Return the demands in the order in which they were recorded."""
    labels = dict(DemandStatus.choices)
    events = grouped(ledgers.demand_events, "demand_id")
    impacts = grouped(ledgers.impacts, "demand_id")
    subjects: dict[str, dict[int, Any]] = {
        "about_decision_id": {row.pk: row for row in ledgers.decisions},
        "about_charge_id": {row.pk: row for row in ledgers.charges},
        "about_custody_id": {row.pk: row for row in ledgers.custody},
        "about_restriction_id": {row.pk: row for row in ledgers.restrictions},
    }
    return [
        DemandInFile(
            demand=row,
            status=str(labels.get(row.status, "")),
            about=next(
                (rows.get(getattr(row, name)) for name, rows in subjects.items() if getattr(row, name)), None
            ),
            events=events[row.pk],
            impacts=impacts[row.pk],
        )
        for row in ledgers.demands
    ]


def actions_in_file(ledgers: Ledgers) -> list[ActionInFile]:
    """Return the actions in the order in which they were recorded."""
    told_by = {link.action_id: link.development for link in ledgers.action_links}
    responses = grouped(ledgers.responses, "target_id")
    of_target = grouped(clocks_in_file(ledgers), "target_id")
    opinions = grouped(ledgers.opinions, "action_id")
    impacts = grouped(ledgers.impacts, "action_id")
    demands = {row.pk: row for row in ledgers.demands}
    pressed = grouped(ledgers.demand_links, "action_id")
    return [
        ActionInFile(
            action=row,
            told_by=told_by.get(row.pk),
            targets=[
                TargetInFile(target, responses[target.pk], of_target[target.pk])
                for target in row.targets.all()
            ],
            clocks=[clock for clock in of_target[None] if clock.clock.action_id == row.pk],
            demands=[demands[link.demand_id] for link in pressed[row.pk] if link.demand_id in demands],
            opinions=opinions[row.pk],
            impacts=impacts[row.pk],
        )
        for row in ledgers.actions
    ]


def clocks_in_file(ledgers: Ledgers) -> list[ClockInFile]:
    """Return the clocks of the case's actions as they stand today."""
    return [_clock(row, ledgers.on) for row in ledgers.clocks]


def _clock(row: Clock, on: date) -> ClockInFile:
    ended = (
        row.stopped_by.development.occurred
        if row.stopped_by
        else row.ended_by.adopted
        if row.ended_by
        else None
    )
    stopped_on = None if ended is None else ended.earliest or ended.latest or row.started_on
    return ClockInFile(
        clock=row,
        is_running=is_running(started_on=row.started_on, stopped_on=stopped_on, on=on),
        is_overdue=is_overdue(started_on=row.started_on, due_on=row.due_on, stopped_on=stopped_on, on=on),
        days=abs((row.due_on - on).days),
    )
