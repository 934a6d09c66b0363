"""Documents of office suites, which are zip archives, without their properties and thumbnails."""

import re
import zipfile
from collections.abc import Callable
from html import escape
from io import BytesIO
from typing import BinaryIO, NamedTuple
from xml.parsers.expat import ParserCreate

from django.utils.translation import gettext_lazy as _

from casework.sources.cleaning.errors import DangerousContent, NotCleanable
from casework.sources.cleaning.images import clean_image, without_segments

#: The most bytes that an archive may unpack to, in all and for each byte of its own.
UNPACKED_AT_MOST = 256 * 1024 * 1024
RATIO_AT_MOST = 100

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
# Where the file lay on the machine that saved it, and which printer stood beside.
_FOLDER = re.compile(rb"<x15ac:absPath\b[^>]*/>")
_PRINTER = re.compile(rb'(config:name="Printer(?:Name|Setup)"[^>]*>)[^<]*')


def clean_archive(source: BinaryIO, target: BinaryIO) -> None:
    """Write the document anew: properties and thumbnails left out, times unset, pictures without metadata.

    Names beside comments and tracked changes stay, and so does what is embedded but is no picture.
    """
    with (
        zipfile.ZipFile(source) as archive,
        zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as rewritten,
    ):
        members = [member for member in archive.infolist() if not member.is_dir()]
        _refuse_what_is_dangerous(members)
        left_out = _left_out(archive)
        for member in members:
            name = member.filename
            if name not in left_out:
                # OpenDocument 1.3, part 2, section 3.3: the media type stands there as it is.
                packing = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
                content = _cleaned(name, archive.read(member), left_out)
                rewritten.writestr(zipfile.ZipInfo(name), content, packing)


def _refuse_what_is_dangerous(members: list[zipfile.ZipInfo]) -> None:
    unpacked = sum(member.file_size for member in members)
    packed = sum(member.compress_size for member in members)
    if unpacked > min(UNPACKED_AT_MOST, RATIO_AT_MOST * packed):
        raise DangerousContent(_("It unpacks to more than can be opened safely."))
    names = {member.filename for member in members}
    if len(names) < len(members) or any(_leads_outside(name) for name in names):
        raise DangerousContent(_("It names a part outside of itself, or two parts alike."))


def _leads_outside(name: str) -> bool:
    return name.startswith("/") or "\\" in name or ":" in name or ".." in name.split("/")


def _left_out(archive: zipfile.ZipFile) -> set[str]:
    """Return the names of the members that only describe the document, with a picture or in words."""
    names = set(archive.namelist())
    described_by = {name for name in names if name.startswith(("Thumbnails/", "docProps/"))}
    if "_rels/.rels" in names:
        for relation in _elements(archive.read("_rels/.rels")):
            if _kind_of(relation) in _RELATIONS_LEFT_OUT:
                described_by.add(relation.attributes.get("Target", "").lstrip("/"))
    return described_by


def _cleaned(name: str, content: bytes, left_out: set[str]) -> bytes:
    """Return what the member of that name is to hold."""
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
    return _PRINTER.sub(rb"\1", _FOLDER.sub(b"", content)) if name.endswith(".xml") else content


class _Element(NamedTuple):
    name: str
    attributes: dict[str, str]

    def __str__(self) -> str:
        given = (f'{name}="{escape(value)}"' for name, value in self.attributes.items())
        return " ".join([self.name, *given])


def _elements(xml: bytes) -> list[_Element]:
    """Return the elements in order, the outermost first; namespaces stand among the attributes."""
    elements: list[_Element] = []
    parser = ParserCreate()
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
    return None if kind in _RELATIONS_LEFT_OUT else relation


def _kind_of(relation: _Element) -> str:
    return relation.attributes.get("Type", "").rpartition("/")[2].replace("-", "").lower()
