"""What a copy of each kind of file no longer says, and what it still shows."""

import io
import struct
import zipfile
import zlib

import openpyxl
import pytest
from PIL import Image, ImageCms
from pypdf import PdfReader
from pypdf.generic import ArrayObject, DictionaryObject, NameObject, StreamObject, TextStringObject

from casework.sources import rules
from casework.sources.cleaning import CLEANERS, DangerousContent, NotCleanable
from casework.sources.cleaning.images import without_segments
from tests.sources.samples import (
    AUTHOR,
    BLUE,
    FRAMES,
    NAMED,
    OF_EACH_KIND,
    PNG,
    RED,
    SOUND,
    film,
    office_open,
    open_document,
    packed,
    pdf,
    picture,
    unpacked,
)


def cleaned(ending, content=None):
    """Return the copy that is made of a file."""
    target = io.BytesIO()
    CLEANERS[rules.ACCEPTED[ending].media_type](io.BytesIO(content or OF_EACH_KIND[ending]), target)
    return target.getvalue()


def names_the_author(content):
    return any(NAMED in part for part in unpacked(content).values())


def put(target=None, **values):
    """Return a dictionary of a PDF, or the one given, with these values."""
    target = DictionaryObject() if target is None else target
    target.update({NameObject(f"/{name}"): value for name, value in values.items()})
    return target


def annotate(page, action):
    put(page, Annots=ArrayObject([put(A=action)]))


CLEANED = [ending for ending, kind in rules.ACCEPTED.items() if not kind.is_served_as_it_is]


class TestCleaners:
    def test_are_there_for_every_kind_that_is_not_served_as_it_is(self):
        assert CLEANERS.keys() == {rules.ACCEPTED[ending].media_type for ending in CLEANED}

    @pytest.mark.parametrize("ending", CLEANED)
    def test_leave_out_who_made_the_file(self, ending):
        assert names_the_author(OF_EACH_KIND[ending])

        assert not names_the_author(cleaned(ending))

    @pytest.mark.parametrize("ending", CLEANED)
    def test_make_a_file_of_the_same_kind(self, ending):
        assert rules.is_what_it_claims(ending, io.BytesIO(cleaned(ending)))


class TestCleanImage:
    @pytest.mark.parametrize("ending", ["jpg", "png", "webp"])
    def test_leaves_out_all_that_the_camera_said_and_turns_the_picture_upright(self, ending):
        with Image.open(io.BytesIO(cleaned(ending))) as image:
            assert image.size == (16, 32)
            assert not image.getexif()
            assert image.info.keys().isdisjoint({"exif", "xmp", "comment", "icc_profile", "Author"})
            for place, colour in {(8, 8): RED, (8, 24): BLUE}.items():
                assert image.convert("RGB").getpixel(place) == pytest.approx(colour, abs=12)

    @pytest.mark.parametrize("ending", ["jpg", "png", "webp"])
    def test_leaves_out_what_was_appended(self, ending):
        assert b"MZ hidden" not in cleaned(ending, OF_EACH_KIND[ending] + b"MZ hidden")

    def test_keeps_the_transparency_of_a_palette(self):
        original, image = io.BytesIO(), Image.new("P", (8, 8))
        image.putpalette([255, 0, 0, 0, 0, 255])
        image.save(original, "PNG", transparency=0)

        with Image.open(io.BytesIO(cleaned("png", original.getvalue()))) as copy:
            assert copy.convert("RGBA").getpixel((0, 0))[3] == 0

    def test_keeps_the_colours_that_a_profile_meant(self):
        # A profile whose red and blue are each other's.
        profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
        profile = profile.replace(b"rXYZ", b"----").replace(b"bXYZ", b"rXYZ").replace(b"----", b"bXYZ")
        original = picture("PNG", icc_profile=profile)

        with Image.open(io.BytesIO(cleaned("png", original))) as copy:
            red_above = copy.getpixel((8, 8))
            assert red_above[2] > red_above[0]
            assert "icc_profile" not in copy.info

    @pytest.mark.filterwarnings("ignore::PIL.Image.DecompressionBombWarning")
    @pytest.mark.parametrize("side", [10_000, 40_000])
    def test_refuses_more_pixels_than_fit(self, side):
        # The size is said in the header, which a bomb says and does not keep.
        header = b"IHDR" + struct.pack(">II", side, side) + PNG[24:29]
        bomb = PNG[:12] + header + struct.pack(">I", zlib.crc32(header)) + PNG[33:]

        with pytest.raises(DangerousContent, match="more pixels"):
            cleaned("png", bomb)

    def test_makes_no_copy_of_a_moving_picture(self):
        moving, frames = io.BytesIO(), [Image.new("RGB", (8, 8), colour) for colour in (RED, BLUE)]
        frames[0].save(moving, "WEBP", save_all=True, append_images=frames[1:])

        with pytest.raises(NotCleanable):
            cleaned("webp", moving.getvalue())


class TestWithoutSegments:
    @pytest.mark.parametrize("progressive", [False, True])
    def test_keeps_every_pixel_and_nothing_that_an_application_added(self, progressive):
        original = picture("JPEG", progressive=progressive, restart_marker_blocks=1)

        copy = without_segments(original + b"\xff\xd8\xff\xe1 a second view " + NAMED)

        assert NAMED not in copy
        with Image.open(io.BytesIO(original)) as before, Image.open(io.BytesIO(copy)) as after:
            assert not after.getexif()
            assert after.tobytes() == before.tobytes()

    def test_keeps_what_there_is_of_a_picture_that_is_cut_short(self):
        with Image.open(io.BytesIO(without_segments(picture("JPEG")[:-20]))) as image:
            assert image.size == (32, 16)

    def test_refuses_what_is_no_jpeg(self):
        with pytest.raises(NotCleanable):
            without_segments(PNG)


class TestCleanPdf:
    def reader(self, prepare):
        return PdfReader(io.BytesIO(cleaned("pdf", pdf(prepare))))

    def test_leaves_out_the_description_in_every_place(self):
        def describe(writer, page):
            writer.xmp_metadata = f"<x:xmpmeta>{AUTHOR}</x:xmpmeta>".encode()
            put(page, PieceInfo=writer._add_object(put(Private=TextStringObject(AUTHOR))))

        original = pdf(describe)

        copy = cleaned("pdf", original)

        assert original.count(NAMED) == 3
        assert NAMED not in copy
        assert PdfReader(io.BytesIO(copy)).metadata is None

    def test_renews_the_identifier(self):
        original = pdf(lambda writer, page: writer.generate_file_identifiers())
        copy = cleaned("pdf", original)

        before, after = (PdfReader(io.BytesIO(content)).trailer["/ID"] for content in (original, copy))
        assert before[0] != after[0]
        assert before[1] != after[1]

    def test_leaves_out_embedded_files(self):
        def attach(writer, page):
            writer.add_attachment("names.txt", b"MZ hidden")

        assert b"MZ hidden" in pdf(attach)

        assert b"MZ hidden" not in cleaned("pdf", pdf(attach))

    @pytest.mark.parametrize("kind", ["JavaScript", "Launch", "SubmitForm", "GoToR"])
    def test_leaves_out_what_would_run_or_send_something(self, kind):
        copy = self.armed(kind, lambda writer, page, action: annotate(page, action))

        assert b"attack" not in copy

    @pytest.mark.parametrize("place", ["on opening", "by a name", "on a page", "after following a link"])
    def test_leaves_it_out_wherever_it_stands(self, place):
        def arm(writer, page, action):
            match place:
                case "on opening":
                    put(writer.root_object, OpenAction=action)
                case "by a name":
                    put(writer.root_object, Names=put(JavaScript=put(Names=ArrayObject([action]))))
                case "on a page":
                    put(page, AA=put(O=action))
                case "after following a link":
                    annotate(page, put(S=NameObject("/URI"), Next=ArrayObject([action])))

        assert b"attack" not in self.armed("JavaScript", arm)

    def test_knows_it_by_a_name_written_in_numbers(self):
        def rename(original):
            return original.replace(b"/JavaScript--", b"/J#61vaScript")

        copy = self.armed("JavaScript--", lambda writer, page, action: annotate(page, action), rename)

        assert b"attack" not in copy

    def test_keeps_links_to_the_web(self):
        def link(writer, page):
            annotate(page, put(S=NameObject("/URI"), URI=TextStringObject("https://example.org")))

        annotation = self.reader(link).pages[0]["/Annots"][0]
        assert annotation["/A"]["/URI"] == "https://example.org"

    def armed(self, kind, place, changed=lambda original: original):
        """Return the copy of a document that attacks by such an action at that place."""

        def arm(writer, page):
            name = writer._add_object(NameObject(f"/{kind}"))
            action = put(S=name, JS=TextStringObject("attack()"), F=TextStringObject("attack.exe"))
            place(writer, page, writer._add_object(action))

        original = changed(pdf(arm))
        assert b"attack" in original
        return cleaned("pdf", original)

    @pytest.mark.parametrize("packed_again", [False, True])
    def test_leaves_out_what_a_camera_said_of_a_photograph_inside(self, packed_again):
        def place(writer, page):
            photograph = StreamObject()
            photograph.set_data(picture("JPEG"))
            put(photograph, Subtype=NameObject("/Image"), Filter=NameObject("/DCTDecode"))
            placed = writer._add_object(photograph.flate_encode() if packed_again else photograph)
            put(page, Resources=put(XObject=put(Photo=placed)))

        page = self.reader(place).pages[0]

        photograph = page["/Resources"]["/XObject"]["/Photo"].get_data()
        assert NAMED not in photograph
        with Image.open(io.BytesIO(photograph)) as image:
            assert image.size == (32, 16)

    def test_keeps_the_text_and_the_outline(self):
        def write(writer, page):
            words = StreamObject()
            words.set_data(b"BT /F1 12 Tf 10 10 Td (What was said) Tj ET")
            put(page, Contents=writer._add_object(words))
            writer.add_outline_item(title="The hearing", page_number=0)

        reader = self.reader(write)

        assert b"What was said" in reader.pages[0]["/Contents"].get_data()
        assert [entry.title for entry in reader.outline] == ["The hearing"]

    def test_keeps_a_font_whatever_it_is_called(self):
        def write(writer, page):
            fonts = put(AA=put(Type=NameObject("/Font")), S=put(Type=NameObject("/Font"), S=put()))
            put(page, Resources=put(Font=fonts))

        page = self.reader(write).pages[0]

        assert page["/Resources"]["/Font"].keys() == {"/AA", "/S"}

    def test_makes_no_copy_of_a_document_that_needs_a_password(self):
        with pytest.raises(NotCleanable):
            cleaned("pdf", pdf(lambda writer, page: writer.encrypt("secret", algorithm="RC4-128")))


class TestCleanArchive:
    @pytest.mark.parametrize("ending", ["docx", "xlsx"])
    def test_leaves_out_properties_and_thumbnail_and_what_leads_to_them(self, ending):
        members = unpacked(cleaned(ending))

        assert not [name for name in members if name.startswith("docProps")]
        assert not [name for name, content in members.items() if b"docProps" in content]
        assert any(b"What was said" in content for content in members.values())

    def test_empties_the_description_of_an_open_document(self):
        members = unpacked(cleaned("odt"))

        assert members.keys() == {"mimetype", "content.xml", "meta.xml", "META-INF/manifest.xml"}
        assert b"Thumbnails" not in members["META-INF/manifest.xml"]
        assert b"content.xml" in members["META-INF/manifest.xml"]

    @pytest.mark.parametrize("kind", ["JPEG", "PNG"])
    def test_cleans_the_pictures_inside_whatever_they_are_called(self, kind):
        copy = cleaned("docx", office_open("word/document.xml", **{"word/media/picture.bin": picture(kind)}))

        with Image.open(io.BytesIO(unpacked(copy)["word/media/picture.bin"])) as image:
            assert not image.getexif()

    @pytest.mark.parametrize(
        ("name", "content"),
        [
            ("xl/workbook.xml", '<x><x15ac:absPath url="C:\\Nina Bychkova\\"/></x>'),
            ("settings.xml", '<x config:name="PrinterName" config:type="string">Nina Bychkova</x>'),
            ("a.rels", '<r><Relationship Type="urn:o/attachedTemplate" Target="C:/Nina Bychkova.dotx"/></r>'),
        ],
    )
    def test_leaves_out_on_whose_machine_the_document_lay(self, name, content):
        copy = cleaned("docx", office_open("word/document.xml", **{name: content}))

        assert name in unpacked(copy)
        assert not names_the_author(copy)

    def test_leaves_a_spreadsheet_that_opens(self):
        workbook, original = openpyxl.Workbook(), io.BytesIO()
        workbook.properties.creator = AUTHOR
        workbook.active.append(["What was said"])
        workbook.save(original)

        copy = openpyxl.load_workbook(io.BytesIO(cleaned("xlsx", original.getvalue())))

        assert copy.active["A1"].value == "What was said"
        assert copy.properties.creator != AUTHOR

    def test_unsets_the_times_and_drops_what_stands_around_the_archive(self):
        copy = cleaned("docx", b"MZ hidden" + OF_EACH_KIND["docx"])

        assert b"MZ hidden" not in copy
        with zipfile.ZipFile(io.BytesIO(copy)) as archive:
            assert {member.date_time for member in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}

    def test_reads_a_manifest_of_old_that_names_its_type(self):
        manifest = (
            '<!DOCTYPE m PUBLIC "-//OpenOffice.org//DTD Manifest 1.0//EN" "Manifest.dtd"><m><a b="c"/></m>'
        )

        members = unpacked(cleaned("odt", open_document("text", **{"META-INF/manifest.xml": manifest})))

        assert b'<a b="c"/>' in members["META-INF/manifest.xml"]

    def test_keeps_links_to_the_web_and_pictures_inside(self):
        link = '<t:a xmlns:t="u" xmlns:x="v" x:href="https://example.org"/>'
        inside = '<d:image xmlns:d="u" xmlns:x="v" x:href="Pictures/a.png"/>'

        content = unpacked(cleaned("odt", open_document("text", **{"content.xml": f"<x>{link}{inside}</x>"})))

        assert content["content.xml"].decode() == f"<x>{link}{inside}</x>"

    def test_cleans_the_table_of_a_chart(self):
        table = office_open("xl/workbook.xml")

        members = unpacked(
            cleaned("docx", office_open("word/document.xml", **{"word/embeddings/a.xlsx": table}))
        )

        assert not names_the_author(members["word/embeddings/a.xlsx"])

    @pytest.mark.parametrize("name", ["../../evil.xml", "/etc/evil.xml", "word\\..\\evil.xml", "C:evil.xml"])
    def test_refuses_a_member_that_leads_outside(self, name):
        with pytest.raises(DangerousContent, match="outside"):
            cleaned("docx", office_open("word/document.xml", **{name: "x"}))

    def test_refuses_two_members_of_one_name(self):
        archive = io.BytesIO(OF_EACH_KIND["docx"])
        with pytest.warns(UserWarning, match="Duplicate"), zipfile.ZipFile(archive, "a") as added:
            added.writestr("word/document.xml", "Something else")

        with pytest.raises(DangerousContent, match="two parts alike"):
            cleaned("docx", archive.getvalue())

    def test_refuses_a_bomb(self):
        bomb = packed({"[Content_Types].xml": "<Types/>", "word/document.xml": bytes(1_000_000)})

        with pytest.raises(DangerousContent, match="unpacks to more"):
            cleaned("docx", bomb)

    def test_does_not_believe_a_bomb_that_understates_what_it_holds(self):
        bomb = packed({"[Content_Types].xml": "<Types/>", "word/document.xml": bytes(1_000_000)})

        with pytest.raises(DangerousContent, match="unpacks to more"):
            cleaned("docx", bomb.replace((1_000_000).to_bytes(4, "little"), (50).to_bytes(4, "little")))

    def test_makes_no_copy_of_a_document_that_needs_a_password(self):
        locked = open_document("text", **{"META-INF/manifest.xml": "<m><manifest:encryption-data/></m>"})

        with pytest.raises(NotCleanable):
            cleaned("odt", locked)


class TestCleanRecordings:
    def test_copies_the_frames_of_an_mp3(self):
        assert cleaned("mp3") == FRAMES

    def test_copies_the_sound_of_a_wav(self):
        assert cleaned("wav")[12:] == SOUND

    @pytest.mark.parametrize("ending", ["mp4", "m4a"])
    def test_blanks_a_film_where_it_stands(self, ending):
        original = OF_EACH_KIND[ending]

        copy = cleaned(ending)

        assert b"MADE" not in copy
        assert len(copy) == len(original)
        assert copy.index(b"what is heard") == original.index(b"what is heard")

    def test_makes_no_copy_of_a_film_that_tells_where_the_camera_was_each_second(self):
        with pytest.raises(NotCleanable):
            cleaned("mp4", film(b"isom", handler=b"meta"))

    @pytest.mark.parametrize("ending", ["mp3", "wav", "mp4"])
    def test_makes_no_copy_of_a_recording_that_is_cut_short(self, ending):
        with pytest.raises(NotCleanable):
            cleaned(ending, OF_EACH_KIND[ending][:50])
