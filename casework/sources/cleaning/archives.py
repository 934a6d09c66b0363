"""Documents of office suites, which are zip archives, without properties and without calls to elsewhere."""

import re
import zipfile
from collections.abc import Callable
from html import escape
from io import SEEK_END, BytesIO
from itertools import pairwise
from typing import BinaryIO, NamedTuple
from xml.parsers.expat import ParserCreate, XMLParserType

from django.utils.translation import gettext_lazy as _

from casework.sources.cleaning.errors import DangerousContent, NotCleanable
from casework.sources.cleaning.images import clean_image, without_segments
from casework.sources.rules import MEMBERS_AT_MOST, has_short_directory

#: The most bytes that an archive may unpack to, in all and for each byte of its own.
UNPACKED_AT_MOST = 256 * 1024 * 1024
RATIO_AT_MOST = 100
#: How far a part is read beyond the end that it names, to see whether it ends there.
READ_ON = 64 * 1024
#: How many documents may stand inside each other: a chart holds the table that it shows.
DEPTH_AT_MOST = 2

#: The last word of the types of relationship, without hyphens, that lead to what a document says of itself.
_RELATIONS_LEFT_OUT = {
    "classificationlabels",
    "coreproperties",
    "customproperties",
    "extendedproperties",
    "thumbnail",
}
_NO_META = (
    b'<?xml version="1.0" encoding="UTF-8"?>'
    b'<office:document-meta xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"'
    b' office:version="1.3"/>'
)
# Where the file lay on the machine that saved it, and which printer stood beside. What could go on for ever
# has an end here, as anybody can have written what is searched.
_FOLDER = re.compile(rb"<x15ac:absPath\b[^<>]{0,5000}/>")
_PRINTER = re.compile(rb'(config:name="Printer(?:Name|Setup)"[^<>]{0,1000}>)[^<]*')

#: The names of parts that are programs, or objects in which any file can hide.
_PROGRAMS = re.compile(
    r"vbaproject[^/]*\.bin|vbadata\.xml|(?:^|/)activex/|(?:^|/)macrosheets/|oleobject[^/]*\.bin"
    r"|(?:^|/)scripts/|(?:^|/)basic/(?:.*/)?(?!script-l[bc]\.xml|dialog-l[bc]\.xml)[^/]+$"
    r"|\.(?:exe|dll|scr|com|bat|cmd|ps1|vbs|vbe|js|jse|wsf|hta|msi|lnk|jar|py|sh)$"
    r"|\.(?:docm|dotm|xlsm|xlsb|xlam|pptm)$",
    re.IGNORECASE,
)
#: What starts a program on opening: a field of a text, a cell of a table, an event.
_FIELD = re.compile(
    rb"<(?:\w+:)?(?:instrText|delInstrText)\b[^<>]{0,1000}>([^<]*)|\binstr\s*=\s*[\"']([^\"'<]*)"
)
_STARTS = re.compile(rb"\bDDE(?:AUTO)?\b", re.IGNORECASE)
_EXCHANGES = re.compile(
    rb"<(?:[^\s<>:]+:)?(?:ddeLink|dde-source|dde-connection-decl|event-listener)\b|=DDE\(", re.IGNORECASE
)
#: What fetches a picture or a text anew in a field, and the field that shows what it is given.
_FETCHES, _SHOWS = re.compile(rb"\bINCLUDE(?:PICTURE|TEXT)\b", re.IGNORECASE), b"QUOTE"
#: An element with attributes that is no link to click on, and an address in it that leads elsewhere.
_ELEMENT = re.compile(
    rb"<(?!(?:\w+:)?a[\s/>])[^\s<>=/\"']+(?:\s+[^\s<>=/\"']+\s*=\s*(?:\"[^\"<]*\"|'[^'<]*'))+"
)
_ADDRESS = re.compile(rb"(\bhref\s*=\s*)([\"'])(?:[^\"']*[:\\&]|/|\.\./)[^\"']*\2")
_HARMLESS_LINK = re.compile(r"(?:https?|mailto):|#", re.IGNORECASE)


def clean_archive(source: BinaryIO, target: BinaryIO) -> None:
    """Write the document anew: properties and thumbnails left out, times unset, pictures without metadata.

    Nothing in it is fetched from elsewhere when it is opened. Names beside comments and tracked changes stay.
    It is refused for programs in it, and for what unpacks to more than can be opened.
    """
    _clean(source, target, _Room(UNPACKED_AT_MOST), depth=1)


class _Room:
    """How much may still be unpacked, by a document and all those inside it."""

    def __init__(self, left: int) -> None:
        self.left = left

    def take(self, size: int) -> None:
        self.left -= size
        if self.left < 0:
            raise _too_much()


def _too_much() -> DangerousContent:
    return DangerousContent(_("It unpacks to more than can be opened safely."))


def _clean(source: BinaryIO, target: BinaryIO, room: _Room, *, depth: int) -> None:
    size = source.seek(0, SEEK_END)
    if not has_short_directory(source):
        raise _too_much()
    with (
        zipfile.ZipFile(source) as archive,
        zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as rewritten,
    ):
        members = [member for member in archive.infolist() if not member.is_dir()]
        _refuse_what_is_dangerous(members, size)
        room.take(sum(member.file_size for member in members))
        left_out = _left_out(archive)
        for member in members:
            name = member.filename
            if name not in left_out:
                # OpenDocument 1.3, part 2, section 3.3: the media type stands there as it is.
                packing = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
                content = _read(archive, member)
                if content.startswith(b"PK\x03\x04"):
                    content = _inner(content, room, depth)
                else:
                    content = _cleaned(name, content, left_out)
                rewritten.writestr(zipfile.ZipInfo(name), content, packing)


def _refuse_what_is_dangerous(members: list[zipfile.ZipInfo], size: int) -> None:
    unpacked = sum(member.file_size for member in members)
    packed = min(size, sum(member.compress_size for member in members))
    if len(members) > MEMBERS_AT_MOST or unpacked > min(UNPACKED_AT_MOST, RATIO_AT_MOST * packed):
        raise _too_much()
    names = {member.filename.lower() for member in members}
    if len(names) < len(members) or any(_leads_outside(name) for name in names):
        raise DangerousContent(_("It names a part outside of itself, or two parts alike."))
    if any(_PROGRAMS.search(name) for name in names):
        raise DangerousContent(_("It holds a program, or an object that starts one."))
    if any(member.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED} for member in members):
        raise DangerousContent(_("It is packed as no office program packs."))
    in_order = sorted(members, key=lambda member: member.header_offset)
    for member, following in pairwise(in_order):
        # APPNOTE.TXT, section 4.3.7: thirty bytes and the name stand before what is packed.
        if (
            member.header_offset + 30 + len(member.orig_filename) + member.compress_size
            > following.header_offset
        ):
            raise _too_much()


def _leads_outside(name: str) -> bool:
    return name.startswith("/") or "\\" in name or ":" in name or ".." in name.split("/")


def _read(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> bytes:
    """Return what the member holds; refuse one that holds more than it says, which Python would cut short."""
    declared = member.file_size
    # It reads on to here, and checks the sum of what it read only where that is all.
    member.file_size += READ_ON
    with archive.open(member) as part:
        content = part.read(declared + 1)
    member.file_size = declared
    if len(content) > declared:
        raise _too_much()
    return content


def _inner(content: bytes, room: _Room, depth: int) -> bytes:
    """Return a document that stands inside another, cleaned as that is."""
    if depth >= DEPTH_AT_MOST:
        raise DangerousContent(_("It holds archives inside each other, into which nobody sees."))
    copy = BytesIO()
    _clean(BytesIO(content), copy, room, depth=depth + 1)
    return copy.getvalue()


def _left_out(archive: zipfile.ZipFile) -> set[str]:
    """Return the names of the members that only describe the document, with a picture or in words."""
    names = set(archive.namelist())
    described_by = {name for name in names if name.startswith(("Thumbnails/", "docProps/"))}
    if "_rels/.rels" in names:
        for relation in _elements(_read(archive, archive.getinfo("_rels/.rels"))):
            if _kind_of(relation) in _RELATIONS_LEFT_OUT:
                described_by.add(relation.attributes.get("Target", "").lstrip("/"))
    return described_by


def _cleaned(name: str, content: bytes, left_out: set[str]) -> bytes:
    """Return what the member of that name is to hold."""
    if name.endswith((".xml", ".rels", ".rdf", ".vml")):
        _refuse_what_starts_something(content)
    if name.endswith(".rels"):
        return _rewritten(content, _clean_relation)
    if name == "[Content_Types].xml":
        return _rewritten(content, _without_those("PartName", left_out))
    if name == "META-INF/manifest.xml":
        if b":encryption-data" in content:
            raise NotCleanable("It needs a password.")
        return _rewritten(content, _without_those("manifest:full-path", left_out))
    if name.rpartition("/")[2] == "meta.xml":
        return _NO_META
    if content.startswith(b"\xff\xd8\xff"):
        return without_segments(content)
    if content.startswith(b"\x89PNG"):
        picture = BytesIO()
        clean_image(BytesIO(content), picture)
        return picture.getvalue()
    if not name.endswith(".xml"):
        return content
    content = _PRINTER.sub(rb"\1", _FOLDER.sub(b"", content))
    content = _FIELD.sub(lambda field: _FETCHES.sub(_SHOWS, field[0]), content)
    return _ELEMENT.sub(lambda element: _ADDRESS.sub(rb"\1\2\2", element[0]), content)


def _refuse_what_starts_something(xml: bytes) -> None:
    if not xml.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
        # In two bytes for each letter, say, in which nothing would be found.
        raise NotCleanable("It is not in UTF-8.")
    _parser().Parse(xml, True)
    fields = b"".join(one or other for one, other in _FIELD.findall(xml))
    if _STARTS.search(fields) or _EXCHANGES.search(xml):
        raise DangerousContent(_("It starts a program when it is opened."))


def _parser() -> XMLParserType:
    """Return what reads XML, and refuses a type that defines words, which multiply, or is elsewhere."""

    def refuse(_name: str, system: str | None, _public: str | None, has_definitions: int) -> None:
        # Old manifests name the type that belongs to them, which is nowhere.
        if has_definitions or ":" in (system or ""):
            raise DangerousContent(_("It defines words of its own, which can grow without end."))

    parser = ParserCreate()
    parser.StartDoctypeDeclHandler = refuse
    return parser


class _Element(NamedTuple):
    name: str
    attributes: dict[str, str]

    def __str__(self) -> str:
        given = (f'{name}="{escape(value)}"' for name, value in self.attributes.items())
        return " ".join([self.name, *given])


def _elements(xml: bytes) -> list[_Element]:
    """Return the elements in order, the outermost first; namespaces stand among the attributes."""
    elements: list[_Element] = []
    parser = _parser()
    parser.StartElementHandler = lambda name, attributes: elements.append(_Element(name, attributes))
    parser.Parse(xml, True)
    return elements


def _rewritten(xml: bytes, cleaned: Callable[[_Element], _Element | None]) -> bytes:
    """Return a list of empty elements, as relationships, types and the manifest are, each of them cleaned."""
    outermost, *listed = _elements(xml)
    kept = "".join(f"<{element}/>" for element in map(cleaned, listed) if element)
    return f'<?xml version="1.0" encoding="UTF-8"?><{outermost}>{kept}</{outermost.name}>'.encode()


def _without_those(attribute: str, left_out: set[str]) -> Callable[[_Element], _Element | None]:
    return lambda element: None if element.attributes.get(attribute, "").lstrip("/") in left_out else element


def _clean_relation(relation: _Element) -> _Element | None:
    kind = _kind_of(relation)
    if kind == "attachedtemplate":
        # The path names whose machine it lay on, and an address would be opened with the document.
        relation.attributes["Target"] = "Normal.dotm"
    elif relation.attributes.get("TargetMode", "").lower() == "external" and not (
        kind == "hyperlink" and _HARMLESS_LINK.match(relation.attributes.get("Target", ""))
    ):
        # A picture on another machine would tell it who opens the document, and from where.
        relation.attributes["Target"] = "NULL"
    return None if kind in _RELATIONS_LEFT_OUT else relation


def _kind_of(relation: _Element) -> str:
    return relation.attributes.get("Type", "").rpartition("/")[2].replace("-", "").lower()
