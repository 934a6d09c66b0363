"""PDF documents without what made them, what they carry along and what they would do by themselves."""

from collections.abc import Iterator
from typing import Any, BinaryIO, cast

from pypdf import PdfReader, PdfWriter
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject, NameObject, StreamObject

from casework.sources.cleaning.errors import NotCleanable
from casework.sources.cleaning.images import without_segments

#: The most objects that stand in a file by themselves, as each has to be looked at.
OBJECTS_AT_MOST = 250_000

#: What the catalogue of a document says that its pages need to be shown, read aloud and found one's way in.
_KEPT_IN_CATALOGUE = {
    "/AcroForm",
    "/Dests",
    "/Lang",
    "/MarkInfo",
    "/Names",
    "/OCProperties",
    "/Outlines",
    "/PageLabels",
    "/PageLayout",
    "/PageMode",
    "/Pages",
    "/StructTreeRoot",
    "/Type",
    "/Version",
    "/ViewerPreferences",
}
#: What is left out wherever it stands: metadata, notes of the program that wrote it, files, scripts.
_LEFT_OUT = {"/AA", "/AF", "/EF", "/JS", "/LastModified", "/Metadata", "/PieceInfo", "/RF", "/Thumb", "/XFA"}
#: Actions that run something, open something outside of the document or send something away.
_ACTIONS_LEFT_OUT = {
    "/GoToE",
    "/GoToR",
    "/ImportData",
    "/JavaScript",
    "/Launch",
    "/Movie",
    "/Rendition",
    "/RichMediaExecute",
    "/Sound",
    "/SubmitForm",
}
#: What leads to dictionaries whose keys are the author's: a font may be called as one likes, "/AA" as well.
_GIVING_NAMES = {
    "/CharProcs",
    "/ClassMap",
    "/ColorSpace",
    "/Colorants",
    "/D",
    "/Dests",
    "/ExtGState",
    "/Font",
    "/N",
    "/Pattern",
    "/Properties",
    "/R",
    "/RoleMap",
    "/Shading",
    "/XObject",
}


def clean_pdf(source: BinaryIO, target: BinaryIO) -> None:
    """Write the latest state of the document with a new identifier and without document information.

    What nothing leads to any more, such as earlier states of the document, is not written.
    """
    source.seek(0)
    if source.read().count(b" obj") > OBJECTS_AT_MOST:
        raise NotCleanable("It has more objects than can be looked at.")
    source.seek(0)
    reader = PdfReader(source)
    if reader.is_encrypted and not reader.decrypt(""):
        raise NotCleanable("It needs a password.")
    catalogue = reader.root_object
    for name in catalogue.keys() - _KEPT_IN_CATALOGUE:
        del catalogue[name]
    if "/Names" in catalogue:
        names = cast(DictionaryObject, catalogue["/Names"])
        for name in names.keys() - {"/Dests"}:
            del names[name]
    for part in _parts_of(catalogue):
        _clean_part(part)
    writer = PdfWriter()
    writer.clone_reader_document_root(reader)
    if not writer.pages:
        raise NotCleanable("It has no pages.")
    writer.generate_file_identifiers()
    writer.write(target)


def _parts_of(catalogue: DictionaryObject) -> Iterator[DictionaryObject]:
    """Yield each dictionary that the catalogue leads to; what is then taken out of one is not followed.

    Those that only give names to others are passed through and not yielded.
    """
    # Kept beside their numbers, so that none is given up and its number taken by another.
    seen: dict[tuple[int, bool], Any] = {}
    pending: list[tuple[str, Any]] = [("", catalogue)]
    while pending:
        name, value = pending.pop()
        part = _resolved(value)
        gives_names = name in _GIVING_NAMES and not isinstance(part, StreamObject)
        if (id(part), gives_names) in seen or not isinstance(part, DictionaryObject | ArrayObject):
            continue
        seen[id(part), gives_names] = part
        if isinstance(part, ArrayObject):
            pending += [("", member) for member in part]
        else:
            if not gives_names:
                yield part
            pending += part.items()


def _resolved(value: Any) -> Any:
    return value.get_object() if isinstance(value, IndirectObject) else value


def _clean_part(part: DictionaryObject) -> None:
    kind = _resolved(part.get("/S"))
    if isinstance(kind, NameObject) and kind in _ACTIONS_LEFT_OUT:
        part.clear()
    for name in part.keys() & _LEFT_OUT:
        del part[name]
    if isinstance(part, StreamObject) and _resolved(part.get("/Subtype")) == "/Image":
        _clean_photograph(part)


def _clean_photograph(image: StreamObject) -> None:
    """Leave out what a camera wrote into a JPEG that was put into the document as it was."""
    if _innermost(image, "/Filter") != "/DCTDecode":
        return
    # Takes off what is packed around the JPEG, and leaves the JPEG.
    jpeg = image.get_data()
    for name in {"/Filter", "/DecodeParms"} & image.keys():
        image[NameObject(name)] = _innermost(image, name)
    # As the base class does it: the stream's own method would want to pack the data.
    StreamObject.set_data(image, without_segments(jpeg))


def _innermost(image: StreamObject, name: str) -> Any:
    """Return what is said of the filter undone last: the last of a list, where there are several."""
    value = _resolved(image.get(name))
    return _resolved(value[-1]) if isinstance(value, ArrayObject) and value else value
