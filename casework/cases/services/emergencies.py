"""Restricted cases in an emergency: opened for an hour by somebody of another team, who says why.

The team and the directors are told at once. What was opened ends by time alone; nothing has to run for that.
"""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import F, OuterRef, Q, Subquery
from django.utils.translation import gettext_lazy as _

from casework.accounts.choices import Role
from casework.accounts.models import User
from casework.accounts.querysets import UserQuerySet
from casework.audit.choices import Kind
from casework.audit.context import current_act
from casework.audit.errors import ReasonRequiredError
from casework.cases.models import Case, CaseStaff, EmergencyAccess
from casework.cases.models.emergencies import LASTS
from casework.core.notices import send_notice

OPEN_IN_EMERGENCY = "cases.open_in_emergency"
END_EMERGENCY = "cases.end_emergency"

#: Whoever asks just before the end may write just after it: for so long the bounds of an opening still hold.
STILL_BOUND = timedelta(minutes=5)


class NothingToOpen(ValidationError):
    """No restricted case of that reference is closed to this person; there may be none at all."""


class OpenInEmergencyOnly(ValidationError):
    """Whoever opened a case in an emergency changes nothing of what keeps it restricted."""


@transaction.atomic
def open_in_emergency(*, reference: str, user: User) -> EmergencyAccess:
    """Open a restricted case to somebody who is not on its team, for an hour from the act on.

    Its team and the directors are told. Raises ``ReasonRequiredError``, ``PermissionDenied`` for whoever may
    not, and ``NothingToOpen`` alike for a reference that does not exist and for a case that they see anyway.
    """
    act = current_act()
    if not act.reason:
        raise ReasonRequiredError
    # What is kept from them is asked anew: another request of theirs may have opened the case just now.
    user = User.objects.get(pk=user.pk)
    if not user.has_perm(OPEN_IN_EMERGENCY):
        raise PermissionDenied
    case = Case.objects.select_for_update().restricted().filter(reference=reference).first()
    if case is None or Case.objects.visible_to(user).filter(pk=case.pk).exists():
        raise NothingToOpen(_("No case was opened."), code="nothing_to_open")
    emergency = EmergencyAccess(case=case, user=user, opened_at=act.at, ends_at=act.at + LASTS)
    emergency.full_clean()
    emergency.save()
    send_notice(
        "cases/email/emergency_opened.txt",
        subject=_("Casework: a restricted case was opened in an emergency"),
        to=_told_of(emergency),
        page=emergency.get_absolute_url(),
        context={"emergency": emergency},
    )
    return emergency


@transaction.atomic
def end_emergency(*, emergency: EmergencyAccess) -> EmergencyAccess:
    """Close again, from the act on, what was opened in an emergency; what is over stays as it ended."""
    act = current_act()
    emergency = EmergencyAccess.objects.select_for_update().get(pk=emergency.pk)
    if emergency.ends_at > act.at:
        emergency.ends_at = max(act.at, emergency.opened_at)
        emergency.full_clean()
        emergency.save()
    return emergency


def _told_of(emergency: EmergencyAccess) -> UserQuerySet:
    """Return the colleagues who are told: the team of the case and the directors."""
    team = CaseStaff.objects.filter(case=emergency.case_id).order_by().values("user")
    directors = User.objects.with_role(Role.DIRECTOR).order_by().values("pk")
    return User.objects.active().filter(Q(pk__in=team) | Q(pk__in=directors)).exclude(pk=emergency.user_id)


def keep_emergencies_bounded(kind: Kind, rows: Sequence[Any]) -> None:
    """Refuse every write by which an hour would become more than that, whatever wrote it.

    Whoever has opened a case in an emergency changes neither its team nor its lead, and keeps it restricted.
    Raises ``OpenInEmergencyOnly``.
    """
    act = current_act()
    model = type(rows[0]) if rows else None
    if model not in {Case, CaseStaff} or act.actor.id is None:
        return
    cases = _with_other_bounds(rows) if model is Case else {row.case_id for row in rows}
    running = EmergencyAccess.objects.filter(user=act.actor.id, case__in=cases)
    if cases and running.running_at(act.at - STILL_BOUND).exists():
        raise OpenInEmergencyOnly(
            _(
                "You opened this case in an emergency: who is on its team, who leads it and who may see it "
                "is changed by its team or a director."
            ),
            code="open_in_emergency_only",
        )


def _with_other_bounds(cases: Sequence[Case]) -> set[int]:
    """Return the keys of those cases of which the latest version has another lead or is open to others."""
    versions = Case.history.filter(id__in=[case.pk for case in cases])
    before = Case.history.filter(id=OuterRef("id"), history_id__lt=OuterRef("history_id"))
    before = before.order_by("-history_id")
    standing = versions.filter(valid_to=None).annotate(
        lead_before=Subquery(before.values("lead")[:1]),
        confidentiality_before=Subquery(before.values("confidentiality")[:1]),
    )
    other = ~Q(lead=F("lead_before")) | ~Q(confidentiality=F("confidentiality_before"))
    return set(standing.filter(other).values_list("id", flat=True))
