"""``manage.py send_digests``: the figures of a month, by e-mail to each director."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from casework.dashboards.digests import NotAMonth, NotASite, compose, message, month_of, readers, site_of


class Command(BaseCommand):
    """Sends each director the digest of a month; what cannot be sent to one is still sent to the others."""

    help = "Send each director the figures of the month before this one, without anybody's name."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the options."""
        parser.add_argument("--month", metavar="YEAR-MONTH", help="another month, as 2026-10")
        parser.add_argument(
            "--site", metavar="https://HOST", help="where the pages are served; no link without it"
        )
        parser.add_argument("--dry-run", action="store_true", help="print the e-mails and send none")

    def handle(self, *args: Any, **options: Any) -> None:
        """Send them, and say how many; end with an error if one could not be sent."""
        try:
            month = month_of(options["month"], today=timezone.localdate())
            site = site_of(options["site"])
        except (NotAMonth, NotASite) as error:
            raise CommandError(str(error)) from error
        directors = readers()
        reached = [user for user in directors if user.email]
        for user in directors:
            if user not in reached:
                self.stdout.write(
                    _("Left out, as no e-mail address is known: %(username)s.") % {"username": user.username}
                )
        failed = 0
        for user in reached:
            email = message(compose(user, month), user, site=site)
            if options["dry_run"]:
                self.stdout.write(f"{user.username}: {email.subject}\n\n{email.body}")
                continue
            try:
                email.send()
            # A server refuses or is away, or an address can be none: the next may go well.
            except (OSError, ValueError) as error:
                failed += 1
                self.stderr.write(f"{user.username}: {error}")
        if options["dry_run"]:
            self.stdout.write(_("Nothing is sent."))
            return
        sent = len(reached) - failed
        words = ngettext("%(count)d e-mail is sent.", "%(count)d e-mails are sent.", sent)
        self.stdout.write(words % {"count": sent})
        if failed:
            words = ngettext(
                "%(count)d e-mail could not be sent.", "%(count)d e-mails could not be sent.", failed
            )
            raise CommandError(words % {"count": failed})
