"""What happens to accounts: opened, used, given and relieved of roles, closed; and roles as the code says."""

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta

from django.apps import apps
from django.contrib.auth import get_permission_codename
from django.contrib.auth.models import Group, Permission
from django.contrib.auth.password_validation import validate_password
from django.db import DEFAULT_DB_ALIAS, transaction
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from casework.accounts.choices import Role, SignInOutcome
from casework.accounts.models import RestoringRight, RoleGrant, SignIn, User
from casework.accounts.roles import RIGHTS
from casework.audit.context import current_act
from casework.audit.errors import ReasonRequiredError
from casework.audit.models import AuditedModel

counting_on: list[Callable[[User], str]] = []
"""What says in words what still counts on somebody whose account is closed, or nothing where nothing does.

A subject above appends its own in ``AppConfig.ready``. It holds nobody's account open: access must be able to
end at once, whatever work is left.
"""

#: So many refusals in so long are on record, and no more: a stranger who keeps trying fills no disk.
REFUSALS_KEPT = 60
REFUSALS_KEPT_IN = timedelta(minutes=10)


class AccountRefusedError(Exception):
    """Something that cannot be done to an account, in words for staff."""

    words: str | Promise = ""

    def __init__(self) -> None:
        super().__init__(self.words)

    def __str__(self) -> str:
        return str(self.words)


class LatestAdministratorError(AccountRefusedError):
    """Nobody would be left to manage the accounts."""

    words = _(
        "This is the only active administrator. Make somebody else an administrator first: "
        "otherwise nobody could manage the accounts."
    )


class RoleAlreadyHeldError(AccountRefusedError):
    """The role was granted before."""

    words = _("This person already holds this role.")


class RoleNotHeldError(AccountRefusedError):
    """There is no such grant to withdraw."""

    words = _("This person does not hold this role.")


class OwnRightError(AccountRefusedError):
    """Nobody gives a right to themselves."""

    words = _("The right to restore is given by somebody else.")


class NoAuditorError(AccountRefusedError):
    """Only those restore who change nothing else."""

    words = _("Only an auditor may be let restore.")


class AlreadyInactiveError(AccountRefusedError):
    """The account was closed before."""

    words = _("This account is already inactive.")


def declared_permissions() -> frozenset[str]:
    """Every permission that some installed model declares, as ``app.codename``."""
    return frozenset(
        f"{model._meta.app_label}.{codename}"
        for model in apps.get_models()
        for codename in (
            *(get_permission_codename(action, model._meta) for action in model._meta.default_permissions),
            *(codename for codename, _name in model._meta.permissions),
        )
    )


def permissions_of(role: Role) -> frozenset[str]:
    """The permissions that the code gives the role, as ``app.codename``.

    An app's actions are for its audited records: history and other tables beside them get nothing.
    """
    rights = RIGHTS[role]
    return rights.single | {
        f"{label}.{get_permission_codename(action, model._meta)}"
        for label, actions in rights.apps.items()
        for model in apps.get_app_config(label).get_models()
        if issubclass(model, AuditedModel)
        for action in actions
    }


@transaction.atomic
def sync_roles(*, using: str = DEFAULT_DB_ALIAS) -> None:
    """Make the groups hold exactly what the code gives their roles, and any other group hold nothing."""
    holdings = Group.permissions.through.objects.using(using)
    known = set(Group.objects.using(using).values_list("name", flat=True))
    Group.objects.using(using).bulk_create(Group(name=role.value) for role in Role if role not in known)
    groups = dict(Group.objects.using(using).values_list("name", "pk"))
    permissions = {
        f"{label}.{codename}": key
        for key, label, codename in Permission.objects.using(using)
        .order_by()
        .values_list("pk", "content_type__app_label", "codename")
    }

    owed = {
        (groups[role], permissions[name])
        for role in Role
        for name in permissions_of(role)
        if name in permissions
    }
    held = {
        (group, permission): key
        for key, group, permission in holdings.values_list("pk", "group_id", "permission_id")
    }

    holdings.filter(pk__in=[key for pair, key in held.items() if pair not in owed]).delete()
    holdings.bulk_create(
        holdings.model(group_id=group, permission_id=permission)
        for group, permission in sorted(owed - held.keys())
    )


@transaction.atomic
def create_user(*, username: str, full_name: str, email: str, password: str, roles: Iterable[Role]) -> User:
    """Open an account with its roles; raises ``ValidationError`` for what is amiss, the password included."""
    user = User(username=User.normalize_username(username), full_name=full_name.strip(), email=email.strip())
    validate_password(password, user)
    user.set_password(password)
    user.full_clean()
    user.save()
    for role in roles:
        grant_role(user=user, role=role)
    return user


@transaction.atomic
def grant_role(*, user: User, role: Role) -> RoleGrant:
    """Give the person the role; refuses if they hold it."""
    if user.role_grants.filter(role__name=role).exists():
        raise RoleAlreadyHeldError
    return RoleGrant.objects.create(user=user, role=Group.objects.get(name=role))


@transaction.atomic
def withdraw_role(*, user: User, role: Role) -> None:
    """Take the role from the person; refuses to take it from the only active administrator."""
    if role == Role.ADMINISTRATOR:
        demand_other_administrator(user=user)
    grant = user.role_grants.filter(role__name=role).first()
    if grant is None:
        raise RoleNotHeldError
    grant.delete()


@transaction.atomic
def deactivate_user(*, user: User) -> User:
    """Close the account, which keeps its roles and its past; refuses to close the only administrator's."""
    demand_other_administrator(user=user)
    user = User.objects.select_for_update().get(pk=user.pk)
    if not user.is_active:
        raise AlreadyInactiveError
    user.is_active = False
    user.save()
    return user


def what_counts_on(user: User) -> str:
    """Say in words what others must take over from somebody who leaves; nothing where nothing is left."""
    return " ".join(words for ask in counting_on if (words := ask(user)))


def demand_other_administrator(*, user: User) -> None:
    """Refuse if this person is the only active administrator; must run inside a transaction.

    Of two administrators who remove each other at the same moment, the later one waits here, and is refused.
    """
    administrators = User.objects.active().with_role(Role.ADMINISTRATOR)
    list(administrators.select_for_update(of=("self",)).order_by("pk"))
    keys = set(administrators.values_list("pk", flat=True))
    if keys == {user.pk}:
        raise LatestAdministratorError


@transaction.atomic
def record_sign_in(*, user: User, outcome: SignInOutcome, at: datetime) -> SignIn:
    """Record that this person signed in or out."""
    return SignIn.objects.create(typed_name=user.username, user=user, outcome=outcome, at=at)


@transaction.atomic
def record_refusal(*, typed_name: str, at: datetime) -> SignIn | None:
    """Record that nobody was signed in under the name, unless there were too many refusals just before."""
    if SignIn.objects.refused_since(at - REFUSALS_KEPT_IN).count() >= REFUSALS_KEPT:
        return None
    return SignIn.objects.create(
        typed_name=typed_name[: SignIn._meta.get_field("typed_name").max_length],
        user=User.objects.filter(username=User.normalize_username(typed_name)).first(),
        outcome=SignInOutcome.REFUSED,
        at=at,
    )


@transaction.atomic
def let_restore(*, auditor: User, by: User) -> RestoringRight:
    """Let an auditor put back what was recorded; the reason is that of the act.

    Raises ``OwnRightError``, ``NoAuditorError``, ``RoleAlreadyHeldError``, ``ReasonRequiredError``.
    """
    if not current_act().reason:
        raise ReasonRequiredError
    if auditor.pk == by.pk:
        raise OwnRightError
    if not User.objects.with_role(Role.AUDITOR).active().filter(pk=auditor.pk).exists():
        raise NoAuditorError
    if RestoringRight.objects.filter(user=auditor).exists():
        raise RoleAlreadyHeldError
    return RestoringRight.objects.create(user=auditor)


@transaction.atomic
def stop_restoring(*, auditor: User) -> None:
    """Take the right back; the reason is that of the act.

    Raises ``RoleNotHeldError``, ``ReasonRequiredError``.
    """
    right = RestoringRight.objects.filter(user=auditor).first()
    if right is None:
        raise RoleNotHeldError
    right.delete()
