"""Copies of files without what they say about how, where and by whom they were made.

A cleaner reads the original, which it never alters, and writes the copy. It raises ``DangerousContent`` for
what no document needs; whatever else it raises means that it could not make sense of the original.
"""

from collections.abc import Callable
from typing import BinaryIO

from casework.sources.cleaning.archives import clean_archive
from casework.sources.cleaning.errors import DangerousContent, NotCleanable
from casework.sources.cleaning.images import clean_image
from casework.sources.cleaning.pdfs import clean_pdf
from casework.sources.cleaning.recordings import clean_iso_media, clean_mp3, clean_wav
from casework.sources.rules import ACCEPTED

__all__ = ["CLEANERS", "DangerousContent", "NotCleanable"]

CLEANERS: dict[str, Callable[[BinaryIO, BinaryIO], None]] = {
    ACCEPTED[ending].media_type: cleaner
    for cleaner, endings in {
        clean_archive: ("docx", "xlsx", "odt", "ods"),
        clean_image: ("png", "jpg", "webp"),
        clean_iso_media: ("m4a", "mp4"),
        clean_mp3: ("mp3",),
        clean_pdf: ("pdf",),
        clean_wav: ("wav",),
    }.items()
    for ending in endings
}
"""What makes the copy of each kind of file that is not served as it is, by media type."""
