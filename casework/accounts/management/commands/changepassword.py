"""Sets a person's password from the server's own terminal: the way back in for a locked-out administrator."""

from typing import Any

from django.contrib.auth.management.commands import changepassword

from casework.audit.context import Actor, Origin, change_set


class Command(changepassword.Command):
    """Django's command, accounted for."""

    help = "Set a new password for an account, by its username."

    def handle(self, *args: Any, **options: Any) -> str:
        """Ask for the password and store it as one act of this command."""
        actor = Actor(id=None, name="manage.py changepassword")
        with change_set(actor=actor, origin=Origin.COMMAND):
            return super().handle(*args, **options)
