"""Acts that end in the middle: a program that forks, and whose child kills itself at a statement it is told.

It prints of how many statements the act consists that is named in its command line. Then it reads the number
of a statement a line: the child begins the act, is killed once that statement is executed, and ``killed`` is
printed; after ``0`` it comes to its end, and ``done`` is printed. The database is that of the settings.
"""

import os
import signal
import sys
from collections.abc import Callable
from typing import Any

from django.db import connection, connections, transaction

from casework.audit.context import Actor, Origin, change_set
from casework.core.partial_dates import PartialDate
from casework.persons.choices import NameKind
from casework.persons.models import Person, PersonName
from casework.proceedings.choices import (
    ChargeStatus,
    DecisionKind,
    DecisionOutcome,
    RestrictionScopeKind,
    SentenceKind,
)
from casework.proceedings.models import Proceeding
from casework.proceedings.services import SentencePart, log_decision


def verdict() -> None:
    """Log a verdict on every charge of the one proceeding there is, with a sentence of several parts."""
    proceeding = Proceeding.objects.get()
    log_decision(
        proceeding=proceeding,
        kind=DecisionKind.VERDICT,
        outcome=DecisionOutcome.CONVICTED,
        occurred=PartialDate.read("10 Apr 2023"),
        headline="Convicted on every charge",
        charges=dict.fromkeys(proceeding.charges.all(), ChargeStatus.CONVICTED),
        sentence=[
            SentencePart(kind=SentenceKind.SUSPENDED_IMPRISONMENT, years=6),
            SentencePart(
                kind=SentenceKind.ACTIVITY_BAN,
                years=6,
                forbids=(RestrictionScopeKind.ACTIVISM, RestrictionScopeKind.JOURNALISM),
            ),
        ],
    )


@transaction.atomic
def bulk() -> None:
    """Bring in twelve hundred people with other names, then correct what was written of half of them."""
    people = Person.objects.bulk_create(
        Person(name=f"Person {number}", notes="as imported") for number in range(1200)
    )
    PersonName.objects.bulk_create(
        PersonName(person=person, kind=NameKind.ALIAS, name=f"{person.name} the Elder") for person in people
    )
    for person in people[:600]:
        person.notes = "as corrected, with more words than there were before"
    Person.objects.bulk_update(people[:600], ["notes"])


ACTS: dict[str, Callable[[], None]] = {"verdict": verdict, "bulk": bulk}


class RolledBack(Exception):
    """The act was only to be counted."""


class Countdown:
    """Counts statements once they are executed; kills the process at the one it is told."""

    def __init__(self, at: int = 0) -> None:
        self.at = at
        self.count = 0

    def __call__(self, execute: Callable[..., Any], sql: str, *statement: Any) -> Any:
        """Execute it, and perhaps nothing more."""
        result = execute(sql, *statement)
        # They are others where the act is rolled back inside another transaction.
        if not sql.startswith(("BEGIN", "SAVEPOINT", "RELEASE")):
            self.count += 1
            if self.count == self.at:
                os.kill(os.getpid(), signal.SIGKILL)
        return result


def carry_out(act: Callable[[], None], countdown: Countdown) -> None:
    """Carry out the act as one change set, under the countdown."""
    who = Actor(id=None, name="Crash")
    with connection.execute_wrapper(countdown), change_set(actor=who, origin=Origin.IMPORT, reason="a test"):
        act()


def count(act: Callable[[], None]) -> int:
    """Return of how many statements the act consists, with what it remembers of a first time."""
    for _time in range(2):
        countdown = Countdown()
        try:
            with transaction.atomic():
                carry_out(act, countdown)
                raise RolledBack
        except RolledBack:
            pass
    return countdown.count


def attempt(act: Callable[[], None], at: int) -> str:
    """Carry it out in a child, and return how that ended."""
    # The child must not speak through a connection of ours.
    connections.close_all()
    child = os.fork()
    if not child:
        carry_out(act, Countdown(at))
        os._exit(0)
    _child, status = os.waitpid(child, 0)
    if os.WIFSIGNALED(status):
        return "killed" if os.WTERMSIG(status) == signal.SIGKILL else f"signal {os.WTERMSIG(status)}"
    return "failed" if os.WEXITSTATUS(status) else "done"


def main() -> None:
    """Say how long the act is, then carry it out as often as is asked."""
    act = ACTS[sys.argv[1]]
    print(count(act), flush=True)  # noqa: T201 - what is printed is the answer
    for line in sys.stdin:
        print(attempt(act, int(line)), flush=True)  # noqa: T201
