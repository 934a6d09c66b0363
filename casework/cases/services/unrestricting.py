"""Opening a restricted case to all staff, which nobody does alone: its lead and a director agree, or two."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import OuterRef, Q, Subquery
from django.utils.translation import gettext_lazy as _

from casework.accounts.choices import TwoPersonAct
from casework.accounts.countersigning import (
    Kind,
    Matter,
    ask_for_second_person,
    demand_second_person,
    directors,
)
from casework.accounts.models import Countersignature, User
from casework.accounts.querysets import UserQuerySet
from casework.audit.choices import Kind as Became
from casework.audit.context import current_act
from casework.cases.models import Case
from casework.cases.services.cases import unrestrict_case
from casework.core.choices import Confidentiality

#: The permission of directors to agree to what others do not do alone.
COUNTERSIGN = "accounts.countersign"


class NotRestricted(ValidationError):
    """Only a restricted case can be opened to all staff."""


def may_ask_to_unrestrict(user: Any, case: Case) -> bool:
    """Say whether this person may ask that the case be opened to all staff: its lead, or a director."""
    return case.is_restricted and (case.lead_id == user.pk or user.has_perm(COUNTERSIGN))


@transaction.atomic
def ask_to_unrestrict(*, case: Case) -> Countersignature:
    """Ask that a restricted case be opened to all staff; another person must agree.

    Raises ``NotRestricted``, ``PermissionDenied`` for all but its lead and directors, and what asking raises.
    """
    case = Case.objects.select_for_update().get(pk=case.pk)
    if not case.is_restricted:
        raise NotRestricted(_("The case is open to all staff already."), code="not_restricted")
    asking = User.objects.filter(pk=current_act().actor.id or 0).first()
    if asking is None or not may_ask_to_unrestrict(asking, case):
        raise PermissionDenied
    return ask_for_second_person(kind=TwoPersonAct.OPEN_CASE, object_id=case.pk)


def keep_restricted_unless_two_agree(became: Became, rows: Sequence[Any]) -> None:
    """Refuse every write by which somebody alone opens a restricted case to all staff.

    Raises ``SecondPersonNeeded``.
    """
    if not rows or not isinstance(rows[0], Case) or became is not Became.CHANGED:
        return
    if current_act().actor.id is None:
        return
    before = Case.history.filter(id=OuterRef("id"), history_id__lt=OuterRef("history_id"))
    opened = (
        Case.history.filter(id__in=[row.pk for row in rows], valid_to=None)
        .exclude(confidentiality=Confidentiality.RESTRICTED)
        .annotate(before=Subquery(before.order_by("-history_id").values("confidentiality")[:1]))
        .filter(before=Confidentiality.RESTRICTED)
    )
    for number in opened.values_list("id", flat=True):
        demand_second_person(TwoPersonAct.OPEN_CASE, object_id=number)


def concerns_as_case(user: Any) -> Q:
    """Pick the cases asked to be opened to which this person may agree: all, or those that they lead."""
    mine = Q(kind=TwoPersonAct.OPEN_CASE)
    if user.has_perm(COUNTERSIGN):
        return mine
    led = Case.objects.visible_to(user).led_by(user).order_by().values("pk")
    return mine & Q(object_id__in=led)


def _deciders(request: Countersignature) -> UserQuerySet:
    leads = Case.objects.filter(pk=request.object_id or 0).order_by().values("lead")
    return User.objects.active().filter(Q(pk__in=directors().order_by().values("pk")) | Q(pk__in=leads))


def _carry_out(request: Countersignature) -> None:
    unrestrict_case(case=Case.objects.get(pk=request.object_id or 0))


def _matters(requests: Sequence[Countersignature], user: Any) -> Mapping[int, Matter]:
    cases = Case.objects.visible_to(user).in_bulk({request.object_id for request in requests})
    return {
        request.pk: Matter(str(case), case.get_absolute_url(), case)
        if (case := cases.get(request.object_id))
        else Matter(str(_("a case")))
        for request in requests
    }


UNRESTRICTING = Kind(_deciders, _carry_out, _matters)
