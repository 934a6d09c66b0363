"""What happens to sources: they are recorded, and files are taken in."""

import hashlib
import logging
from collections.abc import Iterable
from io import BytesIO
from typing import BinaryIO, NamedTuple, cast

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files import File
from django.db import transaction
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _

from casework.core.choices import Confidentiality
from casework.core.partial_dates import PartialDate
from casework.persons.models import Organisation
from casework.reference.models import Term
from casework.sources import rules
from casework.sources.cleaning import CLEANERS, DangerousContent
from casework.sources.models import Source, SourceFile
from casework.sources.storage import kept_only_with_their_rows

logger = logging.getLogger(__name__)


class FileRefused(ValidationError):
    """A file that cannot be taken in."""


class Intake(NamedTuple):
    """What is established of a file before it is kept; the names are those of ``SourceFile``."""

    original_name: str
    media_type: str
    size: int
    sha256: str
    clean_copy: File | None
    clean_sha256: str


class TakenIn(NamedTuple):
    """What became of one of several files: a row, or else why it was refused."""

    name: str
    row: SourceFile | None
    refusal: str = ""


def largest_file() -> int:
    """Return the largest size that is taken in, in bytes: the setting ``SOURCE_FILE_MAX_BYTES``."""
    return settings.SOURCE_FILE_MAX_BYTES


def examine_file(*, upload: File) -> Intake:
    """Establish what the file is and make the copy without metadata that is served.

    Raises ``FileRefused`` for a kind or a size that is not taken in, and for content that harms whoever opens
    it. A file that is damaged or locked is evidence as well: it is taken in, without a copy.
    """
    name = rules.plain_name(upload.name or "", longest=rules.LONGEST_NAME)
    ending = rules.ending_of(name)
    if ending not in rules.ACCEPTED:
        raise FileRefused(
            _("“%(name)s” is of a kind that is not taken in. These are: %(kinds)s.")
            % {"name": name, "kinds": ", ".join(rules.ACCEPTED)},
            code="kind",
        )
    largest = largest_file()
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
    media_type = rules.ACCEPTED[ending].media_type
    try:
        copy = _clean_copy(upload, media_type)
    except DangerousContent as error:
        raise FileRefused(
            _("“%(name)s” is not taken in. %(why)s") % {"name": name, "why": error}, code="dangerous"
        ) from error
    return Intake(
        original_name=name,
        media_type=media_type,
        size=upload.size,
        sha256=_fingerprint(upload),
        clean_copy=copy,
        clean_sha256=_fingerprint(copy) if copy else "",
    )


def _clean_copy(upload: File, media_type: str) -> File | None:
    """Return a copy without metadata, or nothing where none is needed or can be made."""
    if media_type not in CLEANERS:
        return None
    copy = BytesIO()
    try:
        CLEANERS[media_type](cast(BinaryIO, upload), copy)
    except DangerousContent:
        raise
    # A damaged file can make its reader fail in any way.
    except Exception:
        logger.warning("A file has no copy without metadata.", exc_info=True)
        return None
    return File(copy, name="copy")


def _fingerprint(file: File) -> str:
    """Return the SHA-256 of the file, which is then to be read from its beginning."""
    digest = hashlib.sha256()
    file.seek(0)
    for chunk in file.chunks():
        digest.update(chunk)
    file.seek(0)
    return digest.hexdigest()


@transaction.atomic
def record_source(
    *,
    kind: Term,
    title: str,
    publisher: Organisation | None = None,
    published: PartialDate | None = None,
    url: str = "",
    confidentiality: Confidentiality = Confidentiality.OPEN,
) -> Source:
    """Record a publication, document or testimony, whose files can then be taken in."""
    source = Source(
        kind=kind,
        title=title,
        publisher=publisher,
        published=published,
        url=url,
        confidentiality=confidentiality,
    )
    source.full_clean()
    source.save()
    return source


@transaction.atomic
def take_in_file(*, source: Source, upload: File) -> SourceFile:
    """Keep the file with its source, as it is, with its fingerprint and the copy that is served.

    Raises ``FileRefused`` as ``examine_file`` does, and for a file that the source has already.
    """
    intake = examine_file(upload=upload)
    row = SourceFile(source=source, file=upload, **intake._asdict())
    try:
        row.validate_constraints()
    except ValidationError as error:
        raise FileRefused(
            _("“%(name)s” is not taken in. %(why)s")
            % {"name": intake.original_name, "why": " ".join(error.messages)}
        ) from error
    with kept_only_with_their_rows():
        row.save()
    return row


def take_in_files(*, source: Source, uploads: Iterable[File]) -> list[TakenIn]:
    """Keep each of several files by itself, so that one that is refused holds no other back."""
    outcomes = []
    for upload in uploads:
        try:
            row = take_in_file(source=source, upload=upload)
        except FileRefused as refused:
            outcomes.append(TakenIn(upload.name or "", None, " ".join(refused.messages)))
        else:
            outcomes.append(TakenIn(row.original_name, row))
    return outcomes
