"""``manage.py remove_second_factors USERNAME``: for somebody who lost theirs and every recovery code."""

from argparse import ArgumentParser
from typing import Any

from allauth.mfa.models import Authenticator
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils.translation import gettext as _

from casework.accounts.models import User
from casework.audit.context import Actor, Origin, change_set


class Command(BaseCommand):
    """Takes away what somebody signs in with beside the password, on record; no page does."""

    help = "Take away the second factors and recovery codes of somebody who lost them."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare whose they are, and why."""
        parser.add_argument("username")
        parser.add_argument("--reason", required=True, help="why, for the record")

    def handle(self, *args: Any, **options: Any) -> None:
        """Take them away, or say why not."""
        try:
            user = User.objects.get_by_natural_key(options["username"])
        except User.DoesNotExist as error:
            raise CommandError(_("Nobody has that username.")) from error
        factors = Authenticator.objects.filter(user=user)
        if not factors.exists():
            raise CommandError(_("%(name)s has no second factor.") % {"name": user})
        actor = Actor(id=None, name="manage.py remove_second_factors")
        with transaction.atomic(), change_set(actor=actor, origin=Origin.COMMAND, reason=options["reason"]):
            factors.delete()
        self.stdout.write(_("%(name)s adds a second factor after signing in next.") % {"name": user})
