"""How a file is told by its content."""

import io

import pytest

from casework.sources import rules
from tests.sources.samples import MAIL, OF_EACH_KIND, PDF, PNG, office_open, open_document, packed

HTML = b"<!DOCTYPE html><script>alert(1)</script>"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'


def is_what_it_claims(ending, content):
    return rules.is_what_it_claims(ending, io.BytesIO(content))


class TestIsWhatItClaims:
    def test_has_a_sample_of_each_kind(self):
        assert OF_EACH_KIND.keys() == rules.ACCEPTED.keys()

    @pytest.mark.parametrize("ending", rules.ACCEPTED)
    def test_knows_each_kind(self, ending):
        assert is_what_it_claims(ending, OF_EACH_KIND[ending])

    @pytest.mark.parametrize("ending", rules.ACCEPTED)
    def test_refuses_the_content_of_every_other_kind(self, ending):
        media_type = rules.ACCEPTED[ending].media_type
        # A letter is text as well.
        others = [
            content
            for other, content in OF_EACH_KIND.items()
            if rules.ACCEPTED[other].media_type != media_type and (ending, other) != ("txt", "eml")
        ]

        assert not [content for content in others if is_what_it_claims(ending, content)]

    @pytest.mark.parametrize("ending", rules.ACCEPTED)
    @pytest.mark.parametrize("content", [HTML, SVG, b"MZ\x90\x00" + bytes(60), bytes(64)])
    def test_refuses_pages_drawings_programs_and_nothing(self, ending, content):
        assert not is_what_it_claims(ending, content)

    @pytest.mark.parametrize(
        ("ending", "content"),
        [("pdf", PDF), ("png", PNG), ("txt", b"notes\n"), ("eml", MAIL), ("mp3", OF_EACH_KIND["mp3"])],
    )
    def test_refuses_a_file_that_is_an_archive_besides(self, ending, content):
        assert not is_what_it_claims(ending, content + packed({"hidden.exe": "MZ"}))

    @pytest.mark.parametrize("ending", ["pdf", "png", "docx"])
    def test_refuses_a_mark_that_does_not_stand_at_the_beginning(self, ending):
        assert not is_what_it_claims(ending, b"\n" + OF_EACH_KIND[ending])

    def test_refuses_an_archive_of_anything_as_a_document(self):
        assert not is_what_it_claims("docx", packed({"word/document.xml": "<x/>"}))

    def test_refuses_a_document_with_macros(self):
        content = office_open("word/document.xml", **{"word/vbaProject.bin": "x"})

        assert not is_what_it_claims("docx", content)

    def test_refuses_a_broken_archive(self):
        assert not is_what_it_claims("docx", office_open("word/document.xml")[:60])

    def test_refuses_an_open_document_without_content(self):
        media_type = "application/vnd.oasis.opendocument.text"

        assert not is_what_it_claims("odt", packed({"mimetype": media_type}, plain_first=True))

    def test_tells_a_text_from_a_spreadsheet(self):
        assert not is_what_it_claims("odt", open_document("spreadsheet"))

    @pytest.mark.parametrize("content", ["Речь".encode("utf-16"), "Речь".encode("cp1251"), b"a\tb\r\n"])
    def test_takes_text_in_old_encodings(self, content):
        assert is_what_it_claims("txt", content)

    def test_refuses_a_page_as_text_in_two_bytes_each(self):
        assert not is_what_it_claims("txt", HTML.decode().encode("utf-16"))

    @pytest.mark.parametrize("content", [b"Just a text\r\n", b"Subject: only this\r\n\r\nBody", b""])
    def test_refuses_a_letter_without_its_header(self, content):
        assert not is_what_it_claims("eml", content)

    @pytest.mark.parametrize(
        ("frame", "known"),
        [(b"\xff\xfb\x90\x00", True), (b"\xff\xfb\xf0\x00", False), (b"\xff\xfb\x9c\x00", False)],
    )
    def test_knows_sound_without_a_tag_by_its_first_frame(self, frame, known):
        assert is_what_it_claims("mp3", frame + bytes(64)) is known


class TestEndingOf:
    @pytest.mark.parametrize(
        ("name", "ending"),
        [("a.PDF", "pdf"), ("a.tar.gz", "gz"), ("README", ""), ("a.pdf.exe", "exe"), ("a.", "")],
    )
    def test_is_what_follows_the_last_point(self, name, ending):
        assert rules.ending_of(name) == ending


class TestPlainName:
    @pytest.mark.parametrize(
        ("name", "plain"),
        [
            ("../../etc/passwd.txt", "passwd.txt"),
            ("C:\\Users\\nina\\letter.pdf", "letter.pdf"),
            ("two\r\nlines.txt", "twolines.txt"),
            ("letter\u202etxt.exe", "lettertxt.exe"),
            (" Письмо.txt ", "Письмо.txt"),
        ],
    )
    def test_keeps_the_last_part_and_what_can_be_seen(self, name, plain):
        assert rules.plain_name(name, longest=200) == plain

    def test_keeps_the_ending_of_a_long_name(self):
        assert rules.plain_name("a" * 300 + ".pdf", longest=20) == "a" * 16 + ".pdf"
