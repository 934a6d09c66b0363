"""What a file is, told by its content and not by what it calls itself."""

import re
import zipfile
from collections.abc import Callable
from typing import BinaryIO, NamedTuple, cast

#: How much of the beginning of a file is read to tell what it is.
HEAD = 4096
#: How much is read at once of what is read whole.
PART = 1024 * 1024

#: The longest name of a file that is kept.
LONGEST_NAME = 200

#: Most members that a document packed as a zip archive can reasonably have.
MEMBERS_AT_MOST = 10_000

#: How long the list of them can then be, at the end of the archive.
DIRECTORY_AT_MOST = 4 * 1024 * 1024

# WHATWG, MIME Sniffing, section 7.1, and what else a browser would act on.
_MARKUP = re.compile(
    rb"<\s*(?:!doctype|html|head|body|svg|script|iframe|\?xml|\?php|object|embed|meta|link|style|form|math|base"
    rb"|img|video|audio)\b"
    rb"|\A[\s\xef\xbb\xbf]*<\s*(?:!--|(?:a|b|br|div|font|h1|p|table|title)[\s>])",
    re.IGNORECASE,
)
_MAIL_HEADER = re.compile(rb"\A(?:[!-9;-~]+:[^\r\n]*\r?\n(?:[ \t][^\r\n]*\r?\n)*)+", re.ASCII)
_MAIL_NEEDS = re.compile(rb"^(?:from|date|received|message-id):", re.IGNORECASE | re.MULTILINE)
_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_DEVICE = re.compile(r"(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])\s*(?:\.|$)", re.IGNORECASE)
_UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")


class FileKind(NamedTuple):
    """A kind of file that is taken in: what it is called on the web, and how its content is recognised.

    Most are served as a copy without metadata, the others as they are.
    """

    media_type: str
    is_content_of: Callable[[bytes, BinaryIO], bool]
    is_archive: bool = False
    is_served_as_it_is: bool = False


def _begins_with(*marks: bytes) -> Callable[[bytes, BinaryIO], bool]:
    return lambda head, _file: head.startswith(marks)


def _holds(mark: bytes, *, at: int, after: bytes = b"") -> Callable[[bytes, BinaryIO], bool]:
    return lambda head, _file: head.startswith(after) and head[at : at + len(mark)] == mark


def _is_mp3(head: bytes, _file: BinaryIO) -> bool:
    # Either a tag, or a frame of MPEG audio layer III with a bit rate and a sampling rate that exist.
    if head.startswith(b"ID3"):
        return True
    if len(head) < 3 or head[0] != 0xFF or head[1] & 0xE6 != 0xE2:
        return False
    return 0 < head[2] >> 4 < 15 and head[2] >> 2 & 3 != 3


def _is_iso_media(*brands: bytes) -> Callable[[bytes, BinaryIO], bool]:
    return lambda head, _file: head[4:8] == b"ftyp" and head[8:12].startswith(brands)


def _is_text(head: bytes, file: BinaryIO) -> bool:
    if head.startswith(_UTF16_MARKS):
        head = head.replace(b"\x00", b"")
    else:
        # A program can stand far below: what is no text anywhere is none.
        file.seek(0)
        while part := file.read(PART):
            if _CONTROL.search(part) is not None:
                return False
    return _MARKUP.search(head) is None and not head.startswith((b"%PDF-", b"MZ", b"{\\rtf"))


def _is_ogg(head: bytes, _file: BinaryIO) -> bool:
    # RFC 3533, section 6: version 0, and the first page begins a stream.
    return head.startswith(b"OggS\x00") and len(head) > 27 and head[5] & 0x02 != 0


def _is_mail(head: bytes, _file: BinaryIO) -> bool:
    header = _MAIL_HEADER.match(head)
    return header is not None and _MAIL_NEEDS.search(header[0]) is not None and not _CONTROL.search(head)


def _is_office_open(main_part: str) -> Callable[[bytes, BinaryIO], bool]:
    def matches(head: bytes, file: BinaryIO) -> bool:
        names = _members(head, file)
        has_macros = any(name.lower().endswith("vbaproject.bin") for name in names)
        return {"[Content_Types].xml", main_part} <= names and not has_macros

    return matches


def _is_open_document(media_type: str) -> Callable[[bytes, BinaryIO], bool]:
    # OpenDocument 1.3, part 2, section 3.3: the first member is the media type, stored as it is.
    return lambda head, file: (
        head[30:].startswith(b"mimetype" + media_type.encode()) and "content.xml" in _members(head, file)
    )


def _members(head: bytes, file: BinaryIO) -> frozenset[str]:
    if not head.startswith(b"PK\x03\x04") or not has_short_directory(file):
        return frozenset()
    try:
        with zipfile.ZipFile(file) as archive:
            names = archive.namelist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        return frozenset()
    return frozenset(names) if len(names) <= MEMBERS_AT_MOST else frozenset()


class _Measured:
    """A file of which the list of an archive's members is read, and nothing longer."""

    def __init__(self, file: BinaryIO) -> None:
        self.file = file
        self.seek, self.tell = file.seek, file.tell

    def read(self, size: int = -1) -> bytes:
        part = self.file.read(DIRECTORY_AT_MOST + 1 if size < 0 else min(size, DIRECTORY_AT_MOST + 1))
        if len(part) > DIRECTORY_AT_MOST:
            raise zipfile.BadZipFile("Its list of members is too long.")
        return part

    def seekable(self) -> bool:
        return True


def has_short_directory(file: BinaryIO) -> bool:
    """Return whether the list of an archive's members can be read, as it takes far more room than it has."""
    try:
        zipfile.ZipFile(cast(BinaryIO, _Measured(file))).close()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        return False
    return True


_ODT = "application/vnd.oasis.opendocument.text"
_ODS = "application/vnd.oasis.opendocument.spreadsheet"
_DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_JPEG = FileKind("image/jpeg", _begins_with(b"\xff\xd8\xff"))

ACCEPTED: dict[str, FileKind] = {
    "pdf": FileKind("application/pdf", _begins_with(b"%PDF-")),
    "png": FileKind("image/png", _begins_with(b"\x89PNG\r\n\x1a\n")),
    "jpg": _JPEG,
    "jpeg": _JPEG,
    "webp": FileKind("image/webp", _holds(b"WEBP", at=8, after=b"RIFF")),
    "docx": FileKind(_DOCX, _is_office_open("word/document.xml"), is_archive=True),
    "xlsx": FileKind(_XLSX, _is_office_open("xl/workbook.xml"), is_archive=True),
    "odt": FileKind(_ODT, _is_open_document(_ODT), is_archive=True),
    "ods": FileKind(_ODS, _is_open_document(_ODS), is_archive=True),
    "txt": FileKind("text/plain", _is_text, is_served_as_it_is=True),
    "eml": FileKind("message/rfc822", _is_mail, is_served_as_it_is=True),
    "mp3": FileKind("audio/mpeg", _is_mp3),
    "m4a": FileKind("audio/mp4", _is_iso_media(b"M4A")),
    "ogg": FileKind("audio/ogg", _is_ogg, is_served_as_it_is=True),
    "wav": FileKind("audio/wav", _holds(b"WAVE", at=8, after=b"RIFF")),
    "mp4": FileKind(
        "video/mp4",
        _is_iso_media(b"isom", b"iso2", b"iso4", b"iso5", b"iso6", b"mp4", b"avc1", b"M4V", b"dash", b"MSNV"),
    ),
}
"""Kinds of file that are taken in, by the ending of their names."""

SERVED_AS_THEY_ARE = frozenset(kind.media_type for kind in ACCEPTED.values() if kind.is_served_as_it_is)
"""Media types of which nothing is removed before they are served."""


def plain_name(name: str, *, longest: int) -> str:
    """Return the last part of a path without what cannot be seen, cut to a length that keeps its ending.

    What is the name of a device on Windows, where nobody could open such a file, is marked.
    """
    last = re.split(r"[/\\]", name)[-1]
    seen = "".join(character for character in last if character.isprintable()).strip()
    if _DEVICE.match(seen):
        seen = f"_{seen}"
    stem, dot, ending = seen.rpartition(".")
    if len(dot + ending) >= longest:
        return seen[:longest]
    return seen if len(seen) <= longest else f"{stem[: longest - len(dot + ending)]}{dot}{ending}"


def ending_of(name: str) -> str:
    """Return what follows the last point of a file's name, in small letters; empty where there is none."""
    return name.rpartition(".")[2].lower() if "." in name else ""


def is_what_it_claims(ending: str, file: BinaryIO) -> bool:
    """Return whether the content is of the kind that the ending names, and of no second kind besides.

    A file that is also a readable zip archive, though its kind is none, carries something that nobody sees.
    """
    kind = ACCEPTED[ending]
    file.seek(0)
    head = file.read(HEAD)
    if not kind.is_content_of(head, file):
        return False
    file.seek(0)
    return kind.is_archive or not zipfile.is_zipfile(file)
