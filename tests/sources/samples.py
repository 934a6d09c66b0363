"""The smallest files that are of each kind, made here."""

import io
import zipfile


def packed(members, *, plain_first=False):
    """Return a zip archive with these members; the first may have to be stored as it is."""
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as target:
        for number, (name, content) in enumerate(members.items()):
            method = zipfile.ZIP_STORED if plain_first and number == 0 else zipfile.ZIP_DEFLATED
            target.writestr(name, content, compress_type=method)
    return archive.getvalue()


def office_open(main_part, **more):
    """Return a document of an office suite with that main part."""
    return packed({"[Content_Types].xml": "<Types/>", main_part: "<x/>", **more})


def open_document(kind):
    """Return an OpenDocument of that kind."""
    media_type = f"application/vnd.oasis.opendocument.{kind}"
    return packed({"mimetype": media_type, "content.xml": "<x/>"}, plain_first=True)


PDF = b"%PDF-1.7\n1 0 obj << >> endobj\ntrailer << >>\n%%EOF\n"
PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(32)
MAIL = b"From: nina@example.org\r\nSubject: A letter\r\n from the inside\r\n\r\n<html><b>Hello</b></html>\r\n"

OF_EACH_KIND = {
    "pdf": PDF,
    "png": PNG,
    "jpg": b"\xff\xd8\xff\xe0\x00\x10JFIF\x00" + bytes(32),
    "jpeg": b"\xff\xd8\xff\xe1\x00\x10Exif\x00" + bytes(32),
    "webp": b"RIFF\x24\x00\x00\x00WEBPVP8 " + bytes(32),
    "docx": office_open("word/document.xml"),
    "xlsx": office_open("xl/workbook.xml"),
    "odt": open_document("text"),
    "ods": open_document("spreadsheet"),
    "txt": "Что было сказано на суде: a < b.".encode(),
    "eml": MAIL,
    "mp3": b"ID3\x04\x00\x00\x00\x00\x00\x00" + bytes(32),
    "m4a": b"\x00\x00\x00\x20ftypM4A \x00\x00\x00\x00" + bytes(32),
    "ogg": b"OggS\x00\x02" + bytes(32),
    "wav": b"RIFF\x24\x00\x00\x00WAVEfmt " + bytes(32),
    "mp4": b"\x00\x00\x00\x20ftypisom\x00\x00\x02\x00" + bytes(32),
}
