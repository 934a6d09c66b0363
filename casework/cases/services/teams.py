"""Who works on a case: joining, leaving and handing over."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from casework.accounts.models import User
from casework.cases.choices import StaffRole
from casework.cases.models import Case, CaseStaff
from casework.cases.querysets import VIEW_CASE, VIEW_EVERY_CASE
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
def hand_over_cases(*, giver: User, taker: User) -> list[Case]:
    """Hand over every case, not closed, that one colleague leads to another; return them."""
    led = Case.objects.open().led_by(giver).order_by("pk")
    return [hand_over_case(case=case, to=taker) for case in led]


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
