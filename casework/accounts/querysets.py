"""What can be asked about staff accounts and the roles they hold."""

import unicodedata
from collections.abc import Callable
from datetime import datetime
from functools import reduce
from operator import or_
from typing import Any, Self

from django.apps import apps
from django.db.models import OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from casework.accounts.choices import Role, SignInOutcome, TwoPersonAct
from casework.audit.querysets import AuditedQuerySet


class UserQuerySet(AuditedQuerySet):
    """Accounts; also answers what Django's sign-in asks of a user manager."""

    def to_sign_in(self) -> Self:
        """Accounts, each with the latest change of its roles, to which its sessions are bound."""
        grants = apps.get_model("accounts", "RoleGrant").history
        latest = grants.filter(user_id=OuterRef("pk")).order_by("-history_id").values("history_id")[:1]
        return self.annotate(latest_change_of_roles=Coalesce(Subquery(latest), 0))

    def active(self) -> Self:
        """Accounts that can sign in."""
        return self.filter(is_active=True)

    def with_role(self, role: Role) -> Self:
        """Accounts that hold the role."""
        return self.filter(groups__name=role)

    def for_list(self) -> Self:
        """Accounts with the roles they hold."""
        return self.prefetch_related("groups")

    def normalize_username(self, username: str) -> str:
        """The one spelling under which a username is kept: compatible characters unified, lower case."""
        return unicodedata.normalize("NFKC", username).lower()

    def get_by_natural_key(self, username: str) -> Any:
        """The account with this username, however its capitals were typed."""
        return self.get(**{self.model.USERNAME_FIELD: self.normalize_username(username)})

    def create_superuser(self, *args: object, **kwargs: object) -> None:
        """Refuse: nobody stands above the roles."""
        raise NotImplementedError(
            _("Nobody stands above the roles. Create the first administrator with: manage.py init")
        )


class RoleGrantQuerySet(AuditedQuerySet):
    """Who holds which role."""

    def for_list(self) -> Self:
        """Grants with the account and the role they join."""
        return self.select_related("user", "role")


class CountersignatureQuerySet(AuditedQuerySet):
    """What was asked for and needs a second person."""

    def visible_to(self, user: Any) -> Self:
        """Return what this person asked for or can agree to, and all of it for those who read the ledger.

        Whoever gives roles knows of every role that was asked for.
        """
        if user.has_perm("audit.view_changeset"):
            return self.all()
        concern = Q(asked_by=user) | concerns(user)
        if user.has_perm("accounts.add_rolegrant"):
            concern |= Q(kind=TwoPersonAct.GRANT_ROLE)
        return self.filter(concern)

    def undecided_at(self, moment: datetime) -> Self:
        """Return what waits for a second person at the moment: not decided, and not lapsed."""
        return self.filter(decision="", lapses_at__gt=moment)

    def to_decide(self, user: Any) -> Self:
        """Return what somebody else asked for and this person may agree to or refuse."""
        return self.filter(concerns(user)).exclude(asked_by=user)

    def for_list(self) -> Self:
        """Return it with the two persons."""
        return self.select_related("asked_by", "decided_by")


concerned: list[Callable[[Any], Q]] = []
"""What picks that which a person may agree to, if they did not ask for it; one for each kind of act.

The subject to which a kind belongs appends its own in ``AppConfig.ready``.
"""


def concerns(user: Any) -> Q:
    """Pick what this person may agree to, if they did not ask for it."""
    return reduce(or_, (ask(user) for ask in concerned), Q(pk__in=[]))


class SignInQuerySet(AuditedQuerySet):
    """Who signed in and out, and who was refused."""

    def of(self, user: Any) -> Self:
        """What this person did, or somebody under their name."""
        return self.filter(user=user)

    def signed_in(self) -> Self:
        """Each time that somebody signed in."""
        return self.filter(outcome=SignInOutcome.SIGNED_IN)

    def refused_since(self, moment: datetime) -> Self:
        """Attempts that were refused after the moment."""
        return self.filter(outcome=SignInOutcome.REFUSED, at__gt=moment)
