"""Prepares an empty docket and the administrator who opens all other accounts."""

import getpass
import sys
from argparse import ArgumentParser
from collections.abc import Callable
from typing import Any

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from casework.accounts.choices import Role
from casework.accounts.models import User
from casework.accounts.passwords import generate_password
from casework.accounts.services import create_user
from casework.audit.context import Actor, Origin, change_set
from casework.core.migrating import is_to_be_migrated


class Command(BaseCommand):
    """Creates the tables, the roles and the first administrator."""

    help = (
        "Prepare an empty docket and its first administrator. Asks at a terminal for what the options leave "
        "out; elsewhere --username and --full-name must be given. Without --password one is made and shown."
    )
    # The tables that some of the checks look at are made here.
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the options, each of which replaces a question."""
        parser.add_argument("--username", help="what the administrator signs in with")
        parser.add_argument(
            "--full-name", help="how colleagues and the change history name the administrator"
        )
        parser.add_argument("--email", help="work e-mail address; may be left empty")
        parser.add_argument(
            "--password", help="other users of this machine may see it while the command runs"
        )
        parser.add_argument(
            "--no-input", "--noinput", action="store_false", dest="interactive", help="ask nothing"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Prepare the database, then create the administrator as one act of this command."""
        if is_to_be_migrated():
            call_command("migrate", interactive=False, verbosity=0)
        if administrator := User.objects.active().with_role(Role.ADMINISTRATOR).first():
            raise CommandError(
                _(
                    "This docket already has an administrator, %(name)s, who can open other accounts. "
                    "For a forgotten password: manage.py changepassword %(username)s"
                )
                % {"name": administrator, "username": administrator.username}
            )

        asks = options["interactive"] and sys.stdin.isatty()
        account = self.ask(options) if asks else self.take(options)
        made = not account["password"]
        account["password"] = account["password"] or generate_password()

        actor = Actor(id=None, name="manage.py init")
        reason = _("The first administrator of a new docket.")
        try:
            with change_set(actor=actor, origin=Origin.COMMAND, reason=reason):
                user = create_user(**account, roles=[Role.ADMINISTRATOR])
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error

        self.stdout.write(
            _("The docket is ready. Its administrator signs in as %(username)s.")
            % {"username": user.username}
        )
        if made:
            self.stdout.write(_("Password: %(password)s") % {"password": account["password"]})
            self.stdout.write(_("It is shown this once and kept nowhere: write it down now."))

    def take(self, options: dict[str, Any]) -> dict[str, str]:
        """The account as the options describe it; refuses if they leave out the names."""
        if missing := [
            f"--{name.replace('_', '-')}" for name in ("username", "full_name") if not options[name]
        ]:
            raise CommandError(
                _("There is nobody to ask. Give these options: %(options)s") % {"options": ", ".join(missing)}
            )
        return {
            "username": options["username"],
            "full_name": options["full_name"],
            "email": options["email"] or "",
            "password": options["password"] or "",
        }

    def ask(self, options: dict[str, Any]) -> dict[str, str]:
        """The account as the options and, for what they leave out, the person at the terminal describe it."""
        account = {
            name: options[name] or self.answer(question, self.check_of(name))
            for name, question in (
                ("username", _("Username: ")),
                ("full_name", _("Full name: ")),
                ("email", _("E-mail address (may be left empty): ")),
            )
        }
        account["password"] = options["password"] or self.answer_password(User(**account))
        return account

    def answer(self, question: str, check: Callable[[str], None]) -> str:
        """Ask until the answer passes the check."""
        while True:
            answer = input(question).strip()
            try:
                check(answer)
            except ValidationError as error:
                self.stderr.write(" ".join(error.messages))
            else:
                return answer

    def check_of(self, name: str) -> Callable[[str], None]:
        """What an answer for this field of an account must satisfy."""
        return lambda answer: User(**{name: answer}).clean_fields(
            exclude={field.name for field in User._meta.fields} - {name}
        )

    def answer_password(self, user: User) -> str:
        """Ask twice for a password until it is good enough for this person; empty when one is to be made."""
        while True:
            password = getpass.getpass(_("Password (leave empty to have one made): "))
            if not password:
                return ""
            if getpass.getpass(_("Password again: ")) != password:
                self.stderr.write(_("The two passwords differ."))
                continue
            try:
                validate_password(password, user)
            except ValidationError as error:
                self.stderr.write(" ".join(error.messages))
            else:
                return password
