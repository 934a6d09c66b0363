"""The keys of backups, in the format of age: recipients to encrypt to, and identities that open it again."""

import os
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

import pyrage
from django.utils.translation import gettext as _
from pyrage.x25519 import Identity, Recipient

from casework.audit.backups.errors import BackupError
from casework.audit.private_files import for_its_owner, make_durable


def create_identity(path: Path, *, at: datetime) -> str:
    """Write a new key to a new file, as ``age-keygen`` writes it, and return the recipient that it opens for.

    Raises ``BackupError`` where the file exists already or cannot be written.
    """
    identity = Identity.generate()
    recipient = str(identity.to_public())
    try:
        with open(path, "x", opener=for_its_owner) as file:
            file.write(
                f"# created: {at.isoformat(timespec='seconds')}\n# public key: {recipient}\n{identity}\n"
            )
            file.flush()
            os.fsync(file.fileno())
        make_durable(path.parent)
    except FileExistsError as error:
        raise BackupError(
            _("There is a file at %(path)s already; it is left as it is.") % {"path": path}
        ) from error
    except OSError as error:
        raise BackupError(
            _("%(path)s cannot be written: %(why)s.") % {"path": path, "why": error.strerror}
        ) from error
    return recipient


def read_recipients(written: Iterable[str]) -> list[Recipient]:
    """Return those to whom backups are encrypted; raises ``BackupError`` for none, and for what is no key."""
    recipients = []
    for text in map(str.strip, written):
        try:
            recipients.append(Recipient.from_str(text))
        except pyrage.RecipientError as error:
            raise BackupError(
                _("BACKUP_RECIPIENTS holds what is no recipient: %(text)s. One begins with age1.")
                % {"text": "AGE-SECRET-KEY…" if text.upper().startswith("AGE-SECRET") else text}
            ) from error
    if not recipients:
        raise BackupError(
            _(
                "No backup is made: nobody is named who could open it, and none is made unencrypted. Make a "
                "key with manage.py create_backup_key, and put the recipient that it prints in "
                "BACKUP_RECIPIENTS."
            )
        )
    return recipients


def read_identities(path: Path) -> list[Identity]:
    """Return the keys in a file; raises ``BackupError`` where there is none."""
    try:
        lines = [line.strip() for line in path.read_text().splitlines()]
        identities = [Identity.from_str(line) for line in lines if line and not line.startswith("#")]
    except OSError as error:
        raise BackupError(
            _("The key %(path)s cannot be read: %(why)s.") % {"path": path, "why": error.strerror}
        ) from error
    except (pyrage.IdentityError, UnicodeDecodeError):
        identities = []
    if not identities:
        raise BackupError(
            _("%(path)s holds no key of backups. One is a line that begins with AGE-SECRET-KEY-1.")
            % {"path": path}
        )
    return identities
