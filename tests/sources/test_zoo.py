"""What becomes of files that were made to harm: refused in plain words, or kept so that nobody is harmed."""

import re
import time
import tracemalloc

import pytest
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from casework.sources.choices import ServedAs
from casework.sources.models import SourceFile
from casework.sources.services import FileRefused, examine_file, take_in_file
from tests.factories.sources import SourceFactory
from tests.sources.samples import PDF, unpacked
from tests.sources.zoo import AS_IT_IS, ATTACK, HARMLESS, NAMES, REFUSED, Beast

pytestmark = pytest.mark.django_db

#: Far more than any of them takes, on a machine that has much else to do.
SECONDS = 4
#: What may be taken of memory at once, by one file.
MEMORY = 300 * 1024 * 1024
#: No word of a program stands in what staff are told.
PLAIN = re.compile(r"^“[^“”]*” (?:is|was|has)\b.*[.]$", re.DOTALL)


def upload(beast: Beast) -> ContentFile:
    return ContentFile(beast.content, name=beast.name)


def stored(folder):
    return [path for path in folder.rglob("*") if path.is_file()]


def of(beasts):
    return pytest.mark.parametrize("beast", beasts.values(), ids=beasts.keys())


@of(REFUSED)
class TestRefused:
    def test_is_refused_in_plain_words_at_once_and_leaves_nothing(self, beast, folder):
        source, began = SourceFactory(), time.perf_counter()

        with pytest.raises(FileRefused) as refused:
            take_in_file(source=source, upload=upload(beast))

        assert time.perf_counter() - began < SECONDS
        [words] = refused.value.messages
        assert PLAIN.search(words), words
        assert len(words) < 500
        assert not SourceFile.objects.exists()
        assert stored(folder) == []


@of(HARMLESS)
class TestHarmless:
    def test_is_taken_in_at_once_and_serves_nothing_of_the_attack(self, beast, folder):
        source, began = SourceFactory(), time.perf_counter()

        row = take_in_file(source=source, upload=upload(beast))

        assert time.perf_counter() - began < SECONDS
        assert row.served_as in {ServedAs.COPY, ServedAs.ORIGINAL_ONLY}
        if row.served is not None:
            with row.served.open("rb") as served:
                parts = unpacked(served.read())
            assert [name for name, content in parts.items() if ATTACK in content] == []
            assert [name for name, content in parts.items() if b"INCLUDEPICTURE" in content] == []


@of(AS_IT_IS)
class TestAsItIs:
    def test_is_kept_as_it_is_and_never_shown(self, beast, client_as):
        row = take_in_file(source=SourceFactory(), upload=upload(beast))

        answer = client_as("caseworker").get(
            reverse("admin:sources_source_file", args=[row.source_id, row.pk])
        )

        assert b"".join(answer.streaming_content) == beast.content
        assert answer["Content-Disposition"].startswith("attachment;")
        assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"
        assert answer["X-Content-Type-Options"] == "nosniff"
        assert answer["Content-Type"] in {"text/plain", "message/rfc822"}


class TestMemory:
    def test_is_bounded_whatever_is_sent(self):
        taken = {}
        for kind, beast in {**REFUSED, **HARMLESS}.items():
            file = upload(beast)
            tracemalloc.start()
            try:
                examine_file(upload=file)
            except FileRefused:
                pass
            finally:
                taken[kind] = tracemalloc.get_traced_memory()[1]
                tracemalloc.stop()

        assert {kind: peak for kind, peak in taken.items() if peak > MEMORY} == {}


class TestNames:
    @pytest.mark.parametrize(("name", "kept"), NAMES.items(), ids=map(ascii, NAMES.values()))
    def test_that_lead_elsewhere_or_deceive_lead_nowhere_and_are_seen(self, name, kept, folder, client_as):
        row = take_in_file(source=SourceFactory(), upload=ContentFile(PDF, name=name))

        answer = client_as("caseworker").get(
            reverse("admin:sources_source_file", args=[row.source_id, row.pk])
        )

        assert b"".join(answer.streaming_content)
        assert row.original_name == kept
        assert all(re.fullmatch(r"[0-9a-f]{32}", path.name) for path in stored(folder))
        assert all(path.resolve().is_relative_to(folder.resolve() / "sources") for path in stored(folder))
        assert answer.headers["Content-Disposition"].startswith("attachment;")
        assert not answer.has_header("Set-Cookie") or "a=b" not in answer["Set-Cookie"]


class TestMediaType:
    @pytest.mark.parametrize("said", ["text/html", "image/svg+xml", "application/x-msdownload", "x" * 500])
    def test_that_lies_is_not_believed(self, said):
        row = take_in_file(source=SourceFactory(), upload=SimpleUploadedFile("a.pdf", PDF, content_type=said))

        assert row.media_type == "application/pdf"


class TestFailing:
    def test_leaves_nothing_on_the_disk_where_the_row_cannot_be_written(self, folder, monkeypatch):
        source = SourceFactory()
        taken = take_in_file(source=source, upload=ContentFile(PDF, name="a.pdf"))
        before = stored(folder)
        # The database itself refuses a second of its kind.
        monkeypatch.setattr(SourceFile, "validate_constraints", lambda row: None)

        with pytest.raises(Exception, match="sourcefile"):
            take_in_file(source=source, upload=ContentFile(PDF, name="b.pdf"))

        assert sorted(stored(folder)) == sorted(before)
        assert taken.pk
