"""How files are taken in, and which are refused."""

import hashlib

import pytest
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile

from casework.sources.choices import ServedAs
from casework.sources.models import SourceFile
from casework.sources.services import FileRefused, examine_file, take_in_file, take_in_files
from tests.factories.sources import SourceFactory
from tests.sources.samples import NAMED, OF_EACH_KIND, PDF, office_open, packed, pdf

pytestmark = pytest.mark.django_db


def stored(folder):
    return [path for path in folder.rglob("*") if path.is_file()]


class TestTakeInFile:
    def test_keeps_the_file_as_it_is_with_its_fingerprint(self):
        row = take_in_file(source=SourceFactory(), upload=SimpleUploadedFile("letter.pdf", PDF))

        row.refresh_from_db()
        with row.file.open() as kept:
            assert kept.read() == PDF
        assert row.sha256 == hashlib.sha256(PDF).hexdigest()
        assert (row.original_name, row.media_type, row.size) == ("letter.pdf", "application/pdf", len(PDF))

    @pytest.mark.parametrize(
        ("name", "content"), [("letter.pdf", PDF), ("photo.jpg", OF_EACH_KIND["jpg"])], ids=["pdf", "jpg"]
    )
    def test_keeps_a_copy_without_metadata_beside_it_with_a_fingerprint_of_its_own(self, name, content):
        row = take_in_file(source=SourceFactory(), upload=SimpleUploadedFile(name, content))

        row.refresh_from_db()
        with row.clean_copy.open() as kept:
            copy = kept.read()
        assert NAMED in content
        assert NAMED not in copy
        assert row.clean_sha256 == hashlib.sha256(copy).hexdigest()
        assert row.head.read()["clean_sha256"] == row.clean_sha256
        assert row.served_as == ServedAs.COPY
        assert row.served == row.clean_copy

    def test_makes_no_copy_of_a_kind_that_is_served_as_it_is(self):
        row = take_in_file(source=SourceFactory(), upload=ContentFile(b"What was said", name="notes.txt"))

        assert not row.clean_copy
        assert row.served_as == ServedAs.AS_IT_IS
        assert row.served == row.file

    @pytest.mark.parametrize(
        ("name", "content"),
        [
            ("cut.pdf", PDF[:200]),
            ("cut.png", OF_EACH_KIND["png"][:60]),
            ("locked.pdf", pdf(lambda writer, page: writer.encrypt("secret", algorithm="RC4-128"))),
        ],
        ids=["cut", "cut", "locked"],
    )
    def test_keeps_as_evidence_what_no_copy_can_be_made_of(self, name, content):
        row = take_in_file(source=SourceFactory(), upload=ContentFile(content, name=name))

        assert row.sha256 == hashlib.sha256(content).hexdigest()
        assert row.served_as == ServedAs.ORIGINAL_ONLY
        assert row.served is None

    @pytest.mark.parametrize(
        ("member", "content", "why"),
        [("../../evil.xml", "x", "outside of itself"), ("word/a.xml", bytes(2_000_000), "unpacks to more")],
        ids=["path", "bomb"],
    )
    def test_refuses_a_document_that_harms_whoever_opens_it(self, member, content, why, folder):
        document = office_open("word/document.xml", **{member: content})

        with pytest.raises(FileRefused, match=f"“letter.docx” is not taken in. .*{why}"):
            take_in_file(source=SourceFactory(), upload=ContentFile(document, name="letter.docx"))

        assert not stored(folder)

    def test_works_out_the_fingerprint_of_a_file_larger_than_one_chunk(self):
        content = b"x" * 200_000

        row = take_in_file(source=SourceFactory(), upload=ContentFile(content, name="long.txt"))

        assert row.sha256 == hashlib.sha256(content).hexdigest()

    def test_takes_the_name_without_its_path(self, folder):
        row = take_in_file(source=SourceFactory(), upload=ContentFile(PDF, name="../../../etc/letter.pdf"))

        assert row.original_name == "letter.pdf"
        assert [path.resolve().is_relative_to(folder.resolve()) for path in stored(folder)] == [True, True]

    def test_goes_by_the_content_and_not_by_what_the_browser_says(self):
        upload = SimpleUploadedFile("letter.pdf", PDF, content_type="text/html")

        assert take_in_file(source=SourceFactory(), upload=upload).media_type == "application/pdf"

    def test_leaves_a_trace(self):
        row = take_in_file(source=SourceFactory(), upload=ContentFile(PDF, name="letter.pdf"))

        assert row.head.read()["sha256"] == row.sha256
        assert row.head.read()["file"] == row.file.name

    def test_refuses_a_file_that_the_source_has_already(self):
        source = SourceFactory()
        take_in_file(source=source, upload=ContentFile(PDF, name="letter.pdf"))

        with pytest.raises(FileRefused, match=r"“copy\.pdf” .* already has this file"):
            take_in_file(source=source, upload=ContentFile(PDF, name="copy.pdf"))

    @pytest.mark.parametrize("name", ["page.html", "drawing.svg", "run.exe", "letter.pdf.js", "letter", ""])
    def test_refuses_other_kinds(self, name, folder):
        with pytest.raises(FileRefused, match="not taken in"):
            take_in_file(source=SourceFactory(), upload=ContentFile(PDF, name=name))

        assert not SourceFile.objects.exists()
        assert not stored(folder)

    @pytest.mark.parametrize(
        ("name", "content"),
        [
            ("letter.pdf", b"<!doctype html><script>alert(1)</script>"),
            ("photo.png", PDF),
            ("letter.docx", packed({"anything": "x"})),
            ("photo.jpg", OF_EACH_KIND["jpg"] + packed({"hidden.exe": "MZ"})),
        ],
        ids=["page", "pdf", "archive", "archive behind a photograph"],
    )
    def test_refuses_a_file_that_is_not_what_it_claims(self, name, content, folder):
        with pytest.raises(FileRefused, match="not what its name says"):
            take_in_file(source=SourceFactory(), upload=ContentFile(content, name=name))

        assert not stored(folder)

    def test_refuses_a_file_that_is_too_large(self, settings):
        settings.SOURCE_FILE_MAX_BYTES = len(PDF) - 1

        with pytest.raises(FileRefused, match="too large"):
            take_in_file(source=SourceFactory(), upload=ContentFile(PDF, name="letter.pdf"))

    def test_takes_a_file_of_the_largest_size(self, settings):
        settings.SOURCE_FILE_MAX_BYTES = len(PDF)

        assert take_in_file(source=SourceFactory(), upload=ContentFile(PDF, name="letter.pdf")).pk

    def test_refuses_an_empty_file(self):
        with pytest.raises(FileRefused, match="is empty"):
            take_in_file(source=SourceFactory(), upload=ContentFile(b"", name="letter.txt"))


class TestTakeInFiles:
    def test_says_of_each_file_what_became_of_it(self):
        uploads = [ContentFile(PDF, name="letter.pdf"), ContentFile(b"MZ", name="run.exe")]
        uploads += [ContentFile(PDF, name="again.pdf"), ContentFile(b"What was said", name="notes.txt")]

        outcomes = take_in_files(source=SourceFactory(), uploads=uploads)

        assert [outcome.name for outcome in outcomes] == ["letter.pdf", "run.exe", "again.pdf", "notes.txt"]
        assert [outcome.row for outcome in outcomes if outcome.row] == list(SourceFile.objects.order_by("pk"))
        assert not outcomes[0].refusal
        assert "not taken in" in outcomes[1].refusal
        assert "already has this file" in outcomes[2].refusal


class TestExamineFile:
    def test_leaves_the_file_to_be_read_from_its_beginning(self):
        upload = ContentFile(PDF, name="letter.pdf")

        examine_file(upload=upload)

        assert upload.read() == PDF
