"""The proceedings of a case: charge by charge with what became of it, decisions, hearings, counsel."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from casework.proceedings.choices import PENDING, ChargeStatus, SafeguardFinding
from casework.proceedings.models import Charge, ChargeEvent, Decision, Proceeding
from casework.workspace.files.case.ledgers import Ledgers, grouped

#: The state, as the badge names it, of what became of a charge.
_STATES = {
    ChargeStatus.CONVICTED: "convicted",
    ChargeStatus.ACQUITTED: "acquitted",
    ChargeStatus.DROPPED: "good",
    ChargeStatus.DISMISSED: "good",
    ChargeStatus.QUASHED: "good",
}


@dataclass(frozen=True, slots=True)
class ChargeInFile:
    """One charge with its history; ``status`` is how it stands by all that happened."""

    charge: Charge
    events: Sequence[ChargeEvent]

    @property
    def status(self) -> str:
        """What the last event did to it, in words."""
        return self.events[-1].get_status_display() if self.events else ""

    @property
    def state(self) -> str:
        """The class of its badge."""
        latest = self.events[-1].status if self.events else ""
        return "warning" if latest in PENDING else _STATES.get(ChargeStatus(latest), "") if latest else ""


@dataclass(frozen=True, slots=True)
class DecisionInFile:
    """One decision with the sentence it imposed; ``is_superseded`` if a later one took its place."""

    decision: Decision
    components: Sequence[Any]
    is_superseded: bool


@dataclass(frozen=True, slots=True)
class ProceedingInFile:
    """One proceeding with all that hangs on it."""

    proceeding: Proceeding
    previous: Proceeding | None
    charges: Sequence[ChargeInFile]
    decisions: Sequence[DecisionInFile]
    hearings: Sequence[Any]
    representations: Sequence[Any]
    safeguards: Sequence[tuple[Any, str]]

    @property
    def anchor(self) -> str:
        """Where it stands on the page."""
        return f"proceeding-{self.proceeding.pk}"


def proceedings_in_file(ledgers: Ledgers) -> list[ProceedingInFile]:
    """Return the proceedings of the case, the latest opened first."""
    events = grouped(ledgers.charge_events, "charge_id")
    charges = grouped(ledgers.charges, "proceeding_id")
    components = grouped(ledgers.components, "decision_id")
    decisions = grouped(ledgers.decisions, "proceeding_id")
    hearings = grouped(ledgers.hearings, "proceeding_id")
    representations = grouped(ledgers.representations, "proceeding_id")
    safeguards = grouped(ledgers.safeguards, "proceeding_id")
    known: dict[int | None, Proceeding] = {row.pk: row for row in ledgers.proceedings}
    superseded = {row.supersedes_id for row in ledgers.decisions}
    return [
        ProceedingInFile(
            proceeding=row,
            previous=known.get(row.previous_id),
            charges=[ChargeInFile(charge, events[charge.pk]) for charge in charges[row.pk]],
            decisions=[
                DecisionInFile(decision, components[decision.pk], decision.pk in superseded)
                for decision in decisions[row.pk]
            ],
            hearings=hearings[row.pk],
            representations=representations[row.pk],
            safeguards=[(safeguard, _state_of(safeguard)) for safeguard in safeguards[row.pk]],
        )
        for row in ledgers.proceedings
    ]


def _state_of(safeguard: Any) -> str:
    return "" if safeguard.finding == SafeguardFinding.UNKNOWN else safeguard.finding
