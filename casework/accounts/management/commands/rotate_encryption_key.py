"""``manage.py rotate_encryption_key``: a new key in the file, and everything encrypted under it."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.core.management.base import BaseCommand
from django.db import transaction
from django.utils.translation import gettext as _

from casework.accounts.adapters import FACTORS
from casework.audit.encrypted import wrap_keys_anew
from casework.core.encryption import add_newer_key, decrypt, encrypt, forget_older_keys, is_current

#: What of the data of a second factor is encrypted.
SECRETS = ("secret", "seed")


class Command(BaseCommand):
    """Makes a newer key and lets it stand in for the older, which a later run forgets."""

    help = (
        "Put a new key before the older in the key file, and encrypt under it what they encrypt. Nobody has "
        "to stop working. With --forget, which is for some hours later, the older go from the file."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the one option."""
        parser.add_argument("--forget", action="store_true", help="make no new key, and drop the older ones")

    def handle(self, *args: Any, **options: Any) -> None:
        """Rotate, or forget."""
        path = Path(settings.ENCRYPTION_KEY_FILE)
        if not options["forget"]:
            add_newer_key(path)
        with transaction.atomic():
            count = wrap_keys_anew() + encrypt_factors_anew()
        self.stdout.write(
            _("%(count)d keys and secrets are encrypted under the newest key.") % {"count": count}
        )
        if options["forget"]:
            forget_older_keys(path)
            self.stdout.write(_("The older keys are gone from %(path)s.") % {"path": path})
            self.stdout.write(_("Backups made before need them: keep them as long as those."))
        else:
            self.stdout.write(
                _("Keep a copy of %(path)s. Later, say this again with --forget.") % {"path": path}
            )


def encrypt_factors_anew() -> int:
    """Encrypt the secrets of second factors under the newest key; return how many were not."""
    older = 0
    for factor in Authenticator.objects.select_for_update():
        kept = {name: factor.data[name] for name in SECRETS if name in factor.data}
        outdated = {name for name, sealed in kept.items() if not is_current(sealed, place=FACTORS)}
        if outdated:
            anew = {name: encrypt(decrypt(kept[name], place=FACTORS), place=FACTORS) for name in outdated}
            factor.data = factor.data | anew
            factor.save(update_fields=["data"])
            older += len(outdated)
    return older
