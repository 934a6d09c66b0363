"""How accounts joins the application."""

from typing import Any

from django.apps import AppConfig, apps
from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.core import checks
from django.db import DEFAULT_DB_ALIAS
from django.db.models.signals import post_delete, post_migrate, post_save
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    """The app as Django loads it."""

    name = "casework.accounts"
    label = "accounts"
    verbose_name = _("Accounts")

    def ready(self) -> None:
        """Check the table of roles at start-up and bring the groups in line with it after each migrate.

        Whoever signs in or out, is refused, or changes how they sign in, comes on record.
        Nobody gives roles alone, or exports many records.
        """
        from allauth.account.signals import authentication_step_completed
        from allauth.mfa.models import Authenticator
        from allauth.mfa.signals import authentication_failed

        from casework.accounts import backends
        from casework.accounts.checks import check_roles_name_real_permissions
        from casework.accounts.choices import TwoPersonAct
        from casework.accounts.countersigning import Kind, directors, kinds, matters_of_exports
        from casework.accounts.granting import (
            GRANTING,
            concerns_as_export,
            concerns_as_role,
            keep_roles_given_by_two,
        )
        from casework.accounts.querysets import concerned
        from casework.audit.ledger import followers

        followers.append(keep_roles_given_by_two)
        concerned += [concerns_as_role, concerns_as_export]
        kinds[TwoPersonAct.GRANT_ROLE] = GRANTING
        # Nothing is done by agreeing to an export: whoever asked may take it.
        kinds[TwoPersonAct.EXPORT] = Kind(
            lambda request: directors(), lambda request: None, matters_of_exports
        )
        checks.register(check_roles_name_real_permissions)
        post_migrate.connect(follow_migrate, sender=self, dispatch_uid="casework.accounts.follow_migrate")
        for signal, receiver, sender in (
            (user_logged_in, backends.on_signed_in, None),
            (user_logged_out, backends.on_signed_out, None),
            (user_login_failed, backends.on_refused, None),
            (authentication_step_completed, backends.on_confirmed, None),
            (authentication_failed, backends.on_factor_refused, None),
            (post_save, backends.on_factor_saved, Authenticator),
            (post_delete, backends.on_factor_deleted, Authenticator),
        ):
            signal.connect(receiver, sender=sender, dispatch_uid=f"casework.accounts.{receiver.__name__}")


def follow_migrate(*, using: str = DEFAULT_DB_ALIAS, **kwargs: Any) -> None:
    """Bring the groups in line with the code, once the tables that they need exist.

    Django creates permissions app by app, some of them after this app's turn: those are created here first.
    """
    from django.contrib.auth.management import create_permissions

    from casework.accounts.services import sync_roles

    migrated = kwargs.get("apps", apps)
    try:
        migrated.get_model("auth", "Permission")
    except LookupError:
        return
    for config in apps.get_app_configs():
        create_permissions(config, verbosity=0, using=using, apps=migrated)
    sync_roles(using=using)
