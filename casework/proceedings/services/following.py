"""The tasks that hearings and ending restrictions give rise to, kept by following the ledger."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from casework.audit.choices import Kind
from casework.cases.choices import TaskOrigin
from casework.cases.services import AskedTask, follow_causes
from casework.proceedings import rules
from casework.proceedings.choices import HearingKind
from casework.proceedings.models import Hearing, Proceeding, Restriction


def follow_hearings(kind: Kind, rows: Sequence[Any]) -> None:
    """Let a hearing be followed on the day for which it is announced, until it is known what became of it."""
    if rows and isinstance(rows[0], Hearing):
        follow_causes(
            kind, rows, origin=TaskOrigin.HEARING, due_on=_hearing_awaited_on, asked_by=_asked_by_hearings
        )


def follow_restrictions(kind: Kind, rows: Sequence[Any]) -> None:
    """Let it be confirmed, when a restriction ends, that it was lifted.

    Nothing but its own row moves the end: a sentence gives its length once, when the restriction is imposed.
    One that ended before it was recorded makes no task.
    """
    if rows and isinstance(rows[0], Restriction):
        follow_causes(
            kind,
            rows,
            origin=TaskOrigin.RESTRICTION,
            due_on=_end_awaited_on,
            asked_by=_asked_by_restrictions,
            makes_late=False,
        )


def _hearing_awaited_on(hearing: Any) -> date | None:
    return rules.hearing_awaited_on(scheduled_on=hearing.scheduled_on, outcome=hearing.outcome)


def _end_awaited_on(restriction: Any) -> date | None:
    return rules.end_awaited_on(
        latest_end=restriction.ends_latest, is_lifted=restriction.lifted_by_id is not None
    )


def _asked_by_hearings(hearings: Sequence[Any]) -> dict[int, AskedTask]:
    proceedings = {hearing.proceeding_id for hearing in hearings}
    cases = dict(Proceeding.objects.filter(pk__in=proceedings).values_list("pk", "case_id"))
    return {
        hearing.id: AskedTask(
            case_id=cases[hearing.proceeding_id],
            title=_("Prepare for and follow the hearing (%(kind)s), and record what became of it")
            % {"kind": HearingKind(hearing.kind).label},
            due_on=hearing.scheduled_on,
            days_before=rules.DAYS_BEFORE_HEARING,
        )
        for hearing in hearings
    }


def _asked_by_restrictions(restrictions: Sequence[Any]) -> dict[int, AskedTask]:
    return {
        restriction.id: AskedTask(
            case_id=restriction.case_id,
            title=_("A restriction ends: confirm that it was lifted"),
            due_on=restriction.ends_latest,
            days_before=rules.DAYS_BEFORE_END_OF_RESTRICTION,
        )
        for restriction in restrictions
    }
