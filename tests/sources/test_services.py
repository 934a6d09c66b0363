"""How files are taken in, and which are refused."""

import hashlib

import pytest
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile

from casework.sources.models import SourceFile
from casework.sources.services import FileRefused, examine_file, take_in_file
from tests.factories.sources import SourceFactory
from tests.sources.samples import OF_EACH_KIND, PDF, packed

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

    def test_works_out_the_fingerprint_of_a_file_larger_than_one_chunk(self):
        content = b"%PDF-" + b"x" * 200_000

        row = take_in_file(source=SourceFactory(), upload=ContentFile(content, name="long.pdf"))

        assert row.sha256 == hashlib.sha256(content).hexdigest()

    def test_takes_the_name_without_its_path(self, folder):
        row = take_in_file(source=SourceFactory(), upload=ContentFile(PDF, name="../../../etc/letter.pdf"))

        assert row.original_name == "letter.pdf"
        assert [path.resolve().is_relative_to(folder.resolve()) for path in stored(folder)] == [True]

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

        with pytest.raises(FileRefused, match="already has this file"):
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


class TestExamineFile:
    def test_leaves_the_file_to_be_read_from_its_beginning(self):
        upload = ContentFile(PDF, name="letter.pdf")

        examine_file(upload=upload)

        assert upload.read() == PDF
