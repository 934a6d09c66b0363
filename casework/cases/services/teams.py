"""Who works on a case: joining, leaving and handing over."""

from collections.abc import Mapping

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from casework.accounts.models import User
from casework.audit.context import current_act
from casework.audit.errors import ReasonRequiredError
from casework.cases.choices import StaffRole
from casework.cases.models import Case, CaseStaff, EmergencyAccess, Task
from casework.cases.querysets import VIEW_CASE, VIEW_EVERY_CASE
from casework.cases.services.emergencies import end_emergency
from casework.cases.services.following import hand_over_tasks

#: The permission without which nobody can answer for a case.
CHANGE_CASE = "cases.change_case"


class CannotLead(ValidationError):
    """A colleague cannot become the lead of a case."""


class CannotJoinTeam(ValidationError):
    """A colleague cannot be put on the team of a case in that way."""


class CannotLeaveTeam(ValidationError):
    """A colleague was to leave a team that needs them, or that they are not on."""


def check_lead(*, user: User) -> None:
    """Raise ``CannotLead`` unless this colleague has a role, and an account in use, to work on cases with."""
    if not user.has_perm(CHANGE_CASE):
        raise CannotLead(
            _("%(name)s has no role in which cases are worked on."),
            code="works_on_no_case",
            params={"name": user},
        )


@transaction.atomic
def add_to_team(*, case: Case, user: User, role: StaffRole = StaffRole.MEMBER) -> CaseStaff:
    """Put a colleague on the team of a case, which opens it to them if it is restricted.

    Raises ``CannotJoinTeam`` for a second lead and for whoever has no role in which cases are seen.
    """
    if role == StaffRole.LEAD:
        raise CannotJoinTeam(_("A case has one lead: hand it over instead."), code="one_lead")
    if not user.has_perm(VIEW_CASE):
        raise CannotJoinTeam(
            _("%(name)s has no role in which cases are seen."), code="sees_no_case", params={"name": user}
        )
    place = CaseStaff(case=case, user=user, role=role)
    place.full_clean()
    place.save()
    return place


@transaction.atomic
def remove_from_team(*, case: Case, user: User) -> None:
    """Take a colleague off the team of a case.

    Raises ``CannotLeaveTeam`` for the lead, so that no case is left without anybody who may open it.
    """
    case = Case.objects.select_for_update().get(pk=case.pk)
    if case.lead_id == user.pk:
        raise CannotLeaveTeam(
            _("%(name)s leads the case: hand it over first."), code="is_lead", params={"name": user}
        )
    place = CaseStaff.objects.filter(case=case, user=user).first()
    if place is None:
        raise CannotLeaveTeam(
            _("%(name)s is not on the team of this case."), code="not_on_team", params={"name": user}
        )
    place.delete()


@transaction.atomic
def hand_over_case(*, case: Case, to: User) -> Case:
    """Make another colleague the lead of a case; whoever led it until now stays on its team.

    Raises ``CannotLead`` for whoever leads it already or may not change cases.
    """
    case = Case.objects.select_for_update().get(pk=case.pk)
    if case.lead_id == to.pk:
        raise CannotLead(_("%(name)s leads the case already."), code="leads_already", params={"name": to})
    check_lead(user=to)
    case.lead = to
    case.full_clean()
    case.save()
    seat_lead(case=case)
    return case


@transaction.atomic
def hand_over_cases(*, leaving: User, to: User, instead: Mapping[int, User] | None = None) -> list[Case]:
    """Let others take over every case that counts on a colleague who leaves; return these cases.

    ``instead`` names, by the number of the case, who takes one over in place of ``to``. Whoever takes a case
    over gets the lead of it if the other led it, else a place on its team, and the tasks left to do there. A
    closed case keeps who led it, unless a task of theirs waits in it. What the other opened in an emergency
    ends. Raises ``CannotLead`` for whoever leaves or may not change cases, and ``ReasonRequiredError``.
    """
    act = current_act()
    if not act.reason:
        raise ReasonRequiredError
    takers = {to, *(instead or {}).values()}
    if leaving in takers:
        raise CannotLead(
            _("%(name)s leaves, and takes nothing over."), code="leaves", params={"name": leaving}
        )
    for taker in takers:
        check_lead(user=taker)
    cases = list(Case.objects.counting_on(leaving).select_for_update().order_by("pk"))
    by_case = {case.pk: (instead or {}).get(case.pk, to) for case in cases}
    for case in cases:
        _hand_over(case, leaving, by_case[case.pk])
    tasks = list(Task.objects.open().assigned_to(leaving).filter(case__in=by_case).select_for_update())
    for task in tasks:
        task.assignee = by_case[task.case_id]
    Task.objects.bulk_update(tasks, ["assignee"])
    for emergency in EmergencyAccess.objects.of(leaving).running_at(act.at):
        end_emergency(emergency=emergency)
    return cases


def _hand_over(case: Case, leaving: User, taker: User) -> None:
    """Give somebody the place of another in a case, or any place on its team if they could not see it."""
    if case.lead_id == leaving.pk:
        hand_over_case(case=case, to=taker)
    place = CaseStaff.objects.filter(case=case, user=leaving).first()
    on_team = CaseStaff.objects.filter(case=case, user=taker).exists()
    if not on_team and (place is not None or case.is_restricted):
        add_to_team(case=case, user=taker, role=StaffRole(place.role) if place else StaffRole.MEMBER)
    if place is not None:
        place.delete()


def cases_counting_on(user: User) -> str:
    """Say how many cases still count on somebody whose account is closed, or is to be; nothing for none.

    Not which: whoever looks after the accounts may know of no case.
    """
    number = Case.objects.counting_on(user).count()
    words = ngettext(
        "%(number)s case still counts on them. A director hands it over.",
        "%(number)s cases still count on them. A director hands them over.",
        number,
    )
    return words % {"number": number} if number else ""


@transaction.atomic
def seat_lead(*, case: Case) -> CaseStaff:
    """Give the lead that the case names the one lead's place on its team; another lead becomes a member.

    The open tasks that made themselves for the other lead go to the new one.
    """
    places = {place.user_id: place for place in CaseStaff.objects.select_for_update().filter(case=case)}
    for place in places.values():
        if place.role == StaffRole.LEAD and place.user_id != case.lead_id:
            place.role = StaffRole.MEMBER
            place.save()
            hand_over_tasks(case=case, giver=place.user, taker=case.lead)
    place = places.get(case.lead_id, CaseStaff(case=case, user_id=case.lead_id))
    if place._state.adding or place.role != StaffRole.LEAD:
        place.role = StaffRole.LEAD
        place.full_clean()
        place.save()
    return place


@transaction.atomic
def keep_on_team(*, case: Case, user: User) -> None:
    """See to it that a restricted case does not vanish from whoever works on it just now."""
    on_team = CaseStaff.objects.filter(case=case, user=user)
    if case.is_restricted and not user.has_perm(VIEW_EVERY_CASE) and not on_team.exists():
        add_to_team(case=case, user=user)
