"""What happens to sources: files are taken in."""

import hashlib
from typing import BinaryIO, NamedTuple, cast

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files import File
from django.db import transaction
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _

from casework.sources import rules
from casework.sources.models import Source, SourceFile

#: The largest file taken in where the settings name no other limit, in bytes.
LARGEST_FILE = 100 * 1024 * 1024


class FileRefused(ValidationError):
    """A file that cannot be taken in."""


class Intake(NamedTuple):
    """What is established of a file before it is kept; the names are those of ``SourceFile``."""

    original_name: str
    media_type: str
    size: int
    sha256: str


def examine_file(*, upload: File) -> Intake:
    """Establish what the file is; raises ``FileRefused`` for a kind or a size that is not taken in.

    The limit is the setting ``SOURCE_FILE_MAX_BYTES``.
    """
    name = rules.plain_name(upload.name or "", longest=rules.LONGEST_NAME)
    ending = rules.ending_of(name)
    if ending not in rules.ACCEPTED:
        raise FileRefused(
            _("“%(name)s” is of a kind that is not taken in. These are: %(kinds)s.")
            % {"name": name, "kinds": ", ".join(rules.ACCEPTED)},
            code="kind",
        )
    largest = getattr(settings, "SOURCE_FILE_MAX_BYTES", LARGEST_FILE)
    if upload.size > largest:
        raise FileRefused(
            _("“%(name)s” is too large: %(size)s, where %(largest)s are allowed.")
            % {"name": name, "size": filesizeformat(upload.size), "largest": filesizeformat(largest)},
            code="size",
        )
    if not upload.size:
        raise FileRefused(_("“%(name)s” is empty.") % {"name": name}, code="empty")
    if not rules.is_what_it_claims(ending, cast(BinaryIO, upload)):
        raise FileRefused(
            _("“%(name)s” is not what its name says: its content is not that of a %(kind)s file.")
            % {"name": name, "kind": ending},
            code="content",
        )
    upload.seek(0)
    digest = hashlib.sha256()
    for chunk in upload.chunks():
        digest.update(chunk)
    upload.seek(0)
    return Intake(name, rules.ACCEPTED[ending].media_type, upload.size, digest.hexdigest())


@transaction.atomic
def take_in_file(*, source: Source, upload: File) -> SourceFile:
    """Keep the file with its source, as it is, with its fingerprint; raises ``FileRefused``."""
    intake = examine_file(upload=upload)
    row = SourceFile(source=source, file=upload, **intake._asdict())
    try:
        row.validate_constraints()
    except ValidationError as error:
        raise FileRefused(error.messages) from error
    row.save()
    return row
