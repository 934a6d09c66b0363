"""Giving roles, which an administrator does not do alone.

A director agrees. Where no director other than whoever asks has an account in use, another administrator
does. Only as long as nobody else has ever been a director or an administrator does the first administrator
give roles alone: somebody must begin.
"""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from django.contrib.auth.models import Group
from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from casework.accounts.choices import Role, TwoPersonAct
from casework.accounts.countersigning import (
    Kind,
    Matter,
    ask_for_second_person,
    demand_second_person,
    directors,
)
from casework.accounts.models import Countersignature, RoleGrant, User, role_label
from casework.accounts.querysets import UserQuerySet
from casework.accounts.services import RoleAlreadyHeldError, grant_role
from casework.audit.choices import Kind as Became
from casework.audit.context import current_act

#: The permission of those who may agree to what others do not do alone: directors.
COUNTERSIGN = "accounts.countersign"
GIVES_ROLES = "accounts.add_rolegrant"
IN_CHARGE = (Role.DIRECTOR, Role.ADMINISTRATOR)


def gives_roles_alone(actor_id: int | None, *, besides: Collection[int] = ()) -> bool:
    """Say whether whoever acts gives roles, or gave those ``besides``, without a second person.

    That is a command of the server, and the first administrator of an office in which nobody else has ever
    been in charge: closing somebody's account makes nobody the first.
    """
    if actor_id is None:
        return True
    in_charge = RoleGrant.history.filter(role__name__in=IN_CHARGE).exclude(id__in=besides)
    return not in_charge.exclude(user_id=actor_id).exists()


@transaction.atomic
def give_role(*, user: User, role: Role) -> Countersignature | None:
    """Give a role, or ask a second person to; return what was asked for, nothing where it is given.

    Raises ``RoleAlreadyHeldError``, and what asking raises.
    """
    if user.role_grants.filter(role__name=role).exists():
        raise RoleAlreadyHeldError
    if gives_roles_alone(current_act().actor.id):
        grant_role(user=user, role=role)
        return None
    return ask_for_second_person(kind=TwoPersonAct.GRANT_ROLE, object_id=user.pk, words=role)


def keep_roles_given_by_two(became: Became, rows: Sequence[Any]) -> None:
    """Refuse every role that somebody gives alone, whatever writes it. Raises ``SecondPersonNeeded``."""
    if not rows or not isinstance(rows[0], RoleGrant) or became is Became.DELETED:
        return
    if gives_roles_alone(current_act().actor.id, besides=[row.pk for row in rows]):
        return
    names = dict(Group.objects.filter(pk__in={row.role_id for row in rows}).values_list("pk", "name"))
    for row in rows:
        demand_second_person(TwoPersonAct.GRANT_ROLE, object_id=row.user_id, words=names[row.role_id])


def concerns_as_role(user: Any) -> Q:
    """Pick the roles asked for to which this person may agree."""
    mine = Q(kind=TwoPersonAct.GRANT_ROLE)
    if user.has_perm(COUNTERSIGN):
        return mine
    if not user.has_perm(GIVES_ROLES):
        return Q(pk__in=[])
    in_use = list(directors().values_list("pk", flat=True)[:2])
    # With one director, what that director asked for is left to an administrator.
    return Q(pk__in=[]) if len(in_use) > 1 else mine & Q(asked_by__in=in_use) if in_use else mine


def _deciders(request: Countersignature) -> UserQuerySet:
    others = directors().exclude(pk=request.asked_by_id)
    return others if others.exists() else User.objects.active().with_role(Role.ADMINISTRATOR)


def _carry_out(request: Countersignature) -> None:
    grant_role(user=User.objects.get(pk=request.object_id or 0), role=Role(request.words))


def _matters(requests: Sequence[Countersignature], user: Any) -> Mapping[int, Matter]:
    people = User.objects.in_bulk({request.object_id for request in requests})
    groups = {group.name: group for group in Group.objects.all()}
    may_view = user.has_perm("accounts.view_user")
    return {
        request.pk: Matter(
            _("the role %(role)s for %(name)s")
            % {"role": role_label(groups[request.words]), "name": people[request.object_id]},
            reverse("admin:accounts_user_change", args=[request.object_id]) if may_view else "",
            people[request.object_id],
        )
        for request in requests
    }


GRANTING = Kind(_deciders, _carry_out, _matters)


def concerns_as_export(user: Any) -> Q:
    """Pick the exports asked for to which this person may agree."""
    return Q(kind=TwoPersonAct.EXPORT) if user.has_perm(COUNTERSIGN) else Q(pk__in=[])
