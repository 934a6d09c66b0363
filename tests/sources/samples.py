"""Small files of each kind, made here, with what their copies are not to say."""

import io
import zipfile

from PIL import Image, PngImagePlugin
from pypdf import PdfWriter

#: Who made the samples, which each of those that are cleaned says somewhere.
AUTHOR = "Nina Bychkova"
NAMED = AUTHOR.encode()

RED, BLUE = (200, 30, 30), (30, 30, 200)


def packed(members, *, plain_first=False):
    """Return a zip archive with these members; the first may have to be stored as it is."""
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as target:
        for number, (name, content) in enumerate(members.items()):
            method = zipfile.ZIP_STORED if plain_first and number == 0 else zipfile.ZIP_DEFLATED
            target.writestr(name, content, compress_type=method)
    return archive.getvalue()


def unpacked(content):
    """Return what the members of an archive hold by their names, or a file that is none."""
    if not content.startswith(b"PK"):
        return {"": content}
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def office_open(main_part, **more):
    """Return a document of an office suite with that main part, whose properties name its author."""
    types = "http://schemas.openxmlformats.org/package/2006/relationships/metadata"
    return packed(
        {
            "[Content_Types].xml": '<Types xmlns="urn:t"><Default Extension="xml" ContentType="a/xml"/>'
            '<Override PartName="/docProps/core.xml" ContentType="application/core+xml"/></Types>',
            "_rels/.rels": '<Relationships xmlns="urn:r">'
            f'<Relationship Id="a" Type="urn:m" Target="{main_part}"/>'
            f'<Relationship Id="b" Type="{types}/core-properties" Target="docProps/core.xml"/>'
            f'<Relationship Id="c" Type="{types}/thumbnail" Target="/docProps/seen.jpeg"/></Relationships>',
            main_part: "<x>What was said</x>",
            "docProps/core.xml": f"<creator>{AUTHOR}</creator>",
            "docProps/seen.jpeg": picture("JPEG"),
            **more,
        }
    )


def open_document(kind, **more):
    """Return an OpenDocument of that kind, whose description and thumbnail name its author."""
    media_type = f"application/vnd.oasis.opendocument.{kind}"
    names = ("content.xml", "Thumbnails/seen.png")
    listed = "".join(f'<manifest:file-entry manifest:full-path="{name}"/>' for name in names)
    return packed(
        {
            "mimetype": media_type,
            "content.xml": "<x>What was said</x>",
            "meta.xml": f"<creator>{AUTHOR}</creator>",
            "Thumbnails/seen.png": picture("PNG"),
            "META-INF/manifest.xml": f"<manifest:manifest>{listed}</manifest:manifest>",
            **more,
        },
        plain_first=True,
    )


def picture(kind, **options):
    """Return a picture, red on its left and blue on its right, that a camera said much about.

    It is to be turned a quarter to the right: upright, red is above and blue below.
    """
    image = Image.new("RGB", (32, 16), RED)
    image.paste(BLUE, (16, 0, 32, 16))
    exif = Image.Exif()
    exif[0x0112] = 6
    exif[0x013B] = AUTHOR
    # The GPS directory: 43° 15' north.
    exif[0x8825] = {1: "N", 2: (43.0, 15.0, 0.0)}
    texts = PngImagePlugin.PngInfo()
    texts.add_text("Author", AUTHOR)
    written = {"JPEG": {"comment": AUTHOR}, "PNG": {"pnginfo": texts}, "WEBP": {"xmp": NAMED}}[kind]
    target = io.BytesIO()
    image.save(target, kind, exif=exif, **written, **options)
    return target.getvalue()


def pdf(prepare=lambda writer, page: None):
    """Return a PDF of one page whose author is named, prepared further."""
    writer = PdfWriter()
    writer.add_metadata({"/Author": AUTHOR})
    prepare(writer, writer.add_blank_page(100, 100))
    target = io.BytesIO()
    writer.write(target)
    return target.getvalue()


def chunk(name, content):
    """Return a chunk of a WAV file."""
    return name + len(content).to_bytes(4, "little") + content


def box(kind, *contents):
    """Return a box of an MP4 file."""
    content = b"".join(contents)
    return (8 + len(content)).to_bytes(4) + kind + content


def film(brand, *, handler=b"soun"):
    """Return an MP4 file with one track and the place where it was recorded."""
    made = bytes(4) + b"MADE" * 2 + bytes(16)
    track = box(b"mdia", box(b"mdhd", made), box(b"hdlr", bytes(8), handler, bytes(12)))
    return b"".join(
        [
            box(b"ftyp", brand, bytes(4)),
            box(b"moov", box(b"mvhd", made), box(b"trak", track), box(b"udta", box(b"\xa9xyz", NAMED))),
            box(b"mdat", b"what is heard"),
        ]
    )


FRAMES = b"\xff\xfb\x90\x00" + bytes(64)
ID3 = b"ID3\x04\x00\x00" + bytes([0, 0, 1, 0]) + NAMED.ljust(128, b"\0")
SOUND = chunk(b"fmt ", bytes(16)) + chunk(b"data", b"what is heard!")
SPOKEN_OF = b"WAVE" + chunk(b"LIST", b"INFOIART" + NAMED + b"\0") + SOUND

PDF = pdf()
PNG = picture("PNG")
MAIL = b"From: nina@example.org\r\nSubject: A letter\r\n from the inside\r\n\r\n<html><b>Hello</b></html>\r\n"

OF_EACH_KIND = {
    "pdf": PDF,
    "png": PNG,
    "jpg": picture("JPEG"),
    "jpeg": picture("JPEG", quality=50),
    "webp": picture("WEBP"),
    "docx": office_open("word/document.xml"),
    "xlsx": office_open("xl/workbook.xml"),
    "odt": open_document("text"),
    "ods": open_document("spreadsheet"),
    "txt": "Что было сказано на суде: a < b.".encode(),
    "eml": MAIL,
    "mp3": ID3 + FRAMES + b"TAG" + NAMED.ljust(125, b"\0"),
    "m4a": film(b"M4A "),
    "ogg": b"OggS\x00\x02" + bytes(32),
    "wav": chunk(b"RIFF", SPOKEN_OF),
    "mp4": film(b"isom", handler=b"vide"),
}
