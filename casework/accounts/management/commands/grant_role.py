"""``manage.py grant_role USERNAME ROLE``: for an office in which nobody is left to agree to a role."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from casework.accounts.choices import Role
from casework.accounts.models import User
from casework.accounts.services import RoleAlreadyHeldError, grant_role
from casework.audit.context import Actor, Origin, change_set


class Command(BaseCommand):
    """Gives a role on record, without the second person whom the pages ask for."""

    help = "Give somebody a role where nobody is left who could agree to it."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare who gets which role, and why."""
        parser.add_argument("username")
        parser.add_argument("role", choices=Role.values)
        parser.add_argument("--reason", required=True, help="why, for the record")

    def handle(self, *args: Any, **options: Any) -> None:
        """Give it, or say why not."""
        try:
            user = User.objects.get_by_natural_key(options["username"])
        except User.DoesNotExist as error:
            raise CommandError(_("Nobody has that username.")) from error
        role = Role(options["role"])
        actor = Actor(id=None, name="manage.py grant_role")
        try:
            with change_set(actor=actor, origin=Origin.COMMAND, reason=options["reason"]):
                grant_role(user=user, role=role)
        except RoleAlreadyHeldError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(_("%(name)s has the role %(role)s now.") % {"name": user, "role": role.label})
