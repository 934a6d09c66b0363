"""The pages on which sources and their files are entered and read."""

import hashlib

import pytest
from django.contrib.auth.models import Group, Permission
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db.models import Q
from django.test import Client
from django.urls import reverse

from casework.core.partial_dates import PartialDate
from casework.reference.choices import Vocabulary
from casework.sources.models import Source, SourceFile
from casework.sources.querysets import hides_sources
from casework.sources.services import take_in_file
from tests.factories.persons import OrganisationFactory
from tests.factories.reference import TermFactory
from tests.factories.sources import SourceFactory, SourceFileFactory
from tests.sources.samples import NAMED, PDF, PNG

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("judgements")]

ADD = "admin:sources_source_add"
CHANGE = "admin:sources_source_change"
LIST = "admin:sources_source_changelist"
FILE = "admin:sources_source_file"
ORIGINAL = "admin:sources_source_original"


def form_of(source=None, **changes):
    """What a browser posts from the form of a source without new files."""
    data = {
        "kind": (source.kind if source else TermFactory(vocabulary=Vocabulary.SOURCE_KIND)).pk,
        "title": source.title if source else "Statement on a trial",
        "reliability": "unknown",
        "confidentiality": source.confidentiality if source else "open",
        "files-TOTAL_FORMS": source.files.count() if source else 0,
        "files-INITIAL_FORMS": source.files.count() if source else 0,
        "published": "",
        "published_basis": "stated",
    }
    if source:
        data["opened_head"] = source.head_id.hex
        for number, row in enumerate(source.files.all()):
            data |= {f"files-{number}-id": row.pk, f"files-{number}-source": source.pk}
    return {**data, **changes}


def taken_in():
    return take_in_file(source=SourceFactory(), upload=SimpleUploadedFile("letter.pdf", PDF))


def new_files(*files):
    return {"new_files": [SimpleUploadedFile(name, content) for name, content in files]}


def received(response):
    return b"".join(response.streaming_content)


@pytest.fixture
def client(client_as):
    return client_as("caseworker")


@pytest.fixture
def reader(client_as):
    """A browser of someone who may read sources and not change them."""
    reading = client_as("caseworker")
    changing = Permission.objects.filter(content_type__app_label="sources").exclude(
        codename__startswith="view"
    )
    Group.objects.get(user=reading.session["_auth_user_id"]).permissions.remove(*changing)
    return reading


class TestSourceForm:
    def test_saves_a_source_with_several_files(self, client):
        data = form_of(published="Apr 2023", publisher=OrganisationFactory().pk)

        response = client.post(reverse(ADD), data | new_files(("letter.pdf", PDF), ("photo.png", PNG)))

        assert response.status_code == 302
        source = Source.objects.get()
        assert str(source.published) == "Apr 2023"
        assert {(row.original_name, row.size) for row in source.files.all()} == {
            ("letter.pdf", len(PDF)),
            ("photo.png", len(PNG)),
        }

    def test_keeps_the_files_beside_one_that_is_refused_and_says_why(self, client):
        posted = form_of() | new_files(("page.pdf", b"<html>"), ("letter.pdf", PDF))

        page = client.post(reverse(ADD), posted, follow=True).content.decode()

        assert "“page.pdf” is not what its name says" in page
        assert SourceFile.objects.get().original_name == "letter.pdf"

    def test_adds_a_file_to_those_there_are_and_changes_nothing_in_the_source(self, client):
        source = SourceFileFactory().source
        before = source.head_id

        client.post(reverse(CHANGE, args=[source.pk]), form_of(source) | new_files(("letter.pdf", PDF)))

        source.refresh_from_db()
        assert source.files.count() == 2
        assert source.head_id == before

    def test_asks_for_the_files_again_when_it_comes_back(self, client):
        posted = form_of(title="") | new_files(("letter.pdf", PDF))

        page = client.post(reverse(ADD), posted).content.decode()

        assert "Choose the files again" in page
        assert not SourceFile.objects.exists()

    def test_says_what_is_taken_in(self, client, settings):
        settings.SOURCE_FILE_MAX_BYTES = 3 * 1024 * 1024

        page = client.get(reverse(ADD)).content.decode()

        assert "up to 3.0\xa0MB each: pdf, png" in page
        assert 'accept=".pdf,.png' in page
        assert " multiple" in page

    def test_never_replaces_a_file(self, client):
        row = SourceFileFactory()
        before = row.sha256, row.file.name
        data = form_of(row.source)
        data |= {"files-0-file": SimpleUploadedFile("other.pdf", PDF), "files-0-sha256": "0" * 64}
        data |= {"files-0-DELETE": "on", "reason": "To hide it"}

        client.post(reverse(CHANGE, args=[row.source_id]), data)

        row.refresh_from_db()
        assert (row.sha256, row.file.name) == before

    def test_links_each_file_to_its_copy_and_its_original(self, client):
        row = taken_in()

        page = client.get(reverse(CHANGE, args=[row.source_id])).content.decode()

        assert f'href="{reverse(FILE, args=[row.source_id, row.pk])}"' in page
        assert f'href="{reverse(ORIGINAL, args=[row.source_id, row.pk])}"' in page
        assert ">copy without metadata</a>" in page
        assert row.sha256 in page
        assert row.clean_sha256 in page

    def test_says_that_a_file_is_served_as_it_came(self, client):
        row = SourceFileFactory()

        page = client.get(reverse(CHANGE, args=[row.source_id])).content.decode()

        assert "as it came" in page
        assert reverse(ORIGINAL, args=[row.source_id, row.pk]) not in page

    def test_says_that_a_file_has_no_copy(self, client):
        row = SourceFileFactory(media_type="application/pdf")

        page = client.get(reverse(CHANGE, args=[row.source_id])).content.decode()

        assert "no copy: its metadata could not be removed" in page
        assert f'href="{reverse(FILE, args=[row.source_id, row.pk])}"' not in page
        assert f'href="{reverse(ORIGINAL, args=[row.source_id, row.pk])}"' in page

    def test_offers_who_only_reads_sources_neither_originals_nor_new_files(self, reader):
        row = taken_in()

        page = reader.get(reverse(CHANGE, args=[row.source_id])).content.decode()

        assert reverse(FILE, args=[row.source_id, row.pk]) in page
        assert reverse(ORIGINAL, args=[row.source_id, row.pk]) not in page
        assert "New files" not in page

    def test_is_shown_to_an_auditor_and_refused_on_saving(self, client_as):
        row = SourceFileFactory()
        auditor = client_as("auditor")

        assert auditor.get(reverse(CHANGE, args=[row.source_id])).status_code == 200
        assert auditor.post(reverse(CHANGE, args=[row.source_id]), form_of(row.source)).status_code == 403
        assert auditor.post(reverse(ADD), form_of()).status_code == 403

    def test_does_not_exist_for_who_may_not_know_of_the_source(self, client):
        source = SourceFactory(restricted=True)

        assert client.get(reverse(CHANGE, args=[source.pk])).status_code == 404


class TestFilePages:
    @pytest.mark.parametrize("page", [FILE, ORIGINAL])
    @pytest.mark.parametrize(
        ("role", "restricted", "status"),
        [
            ("caseworker", False, 200),
            ("caseworker", True, 404),
            ("director", True, 200),
            ("auditor", True, 200),
            ("administrator", False, 403),
            (None, False, 403),
        ],
    )
    def test_answer_each_role_as_it_may_know_of_the_source(self, client_as, page, role, restricted, status):
        row = SourceFileFactory(source__confidentiality="restricted" if restricted else "open")

        response = client_as(role).get(reverse(page, args=[row.source_id, row.pk]))
        response.close()

        assert response.status_code == status

    @pytest.mark.parametrize("page", [FILE, ORIGINAL])
    def test_lead_a_visitor_to_the_sign_in(self, page):
        row = SourceFileFactory()

        assert Client().get(reverse(page, args=[row.source_id, row.pk])).status_code == 302

    @pytest.mark.parametrize("page", [FILE, ORIGINAL])
    def test_do_not_serve_a_file_under_another_source(self, client, page):
        row = SourceFileFactory()

        assert client.get(reverse(page, args=[SourceFactory().pk, row.pk])).status_code == 404

    @pytest.mark.parametrize("page", [FILE, ORIGINAL])
    def test_do_not_serve_a_file_of_a_hidden_source(self, client, page):
        row = SourceFileFactory()
        hides_sources.append(lambda user: Q(pk=row.source_id))

        assert client.get(reverse(page, args=[row.source_id, row.pk])).status_code == 404

    @pytest.mark.parametrize("page", [FILE, ORIGINAL])
    def test_serve_a_file_to_be_kept_and_not_shown(self, client, page):
        row = taken_in()

        response = client.get(reverse(page, args=[row.source_id, row.pk]))
        response.close()

        assert response["Content-Type"] == "application/pdf"
        assert response["Content-Disposition"].startswith("attachment;")
        assert response["X-Content-Type-Options"] == "nosniff"
        assert response["Content-Security-Policy"] == "default-src 'none'; sandbox"
        assert "no-store" in response["Cache-Control"]

    def test_serve_a_copy_without_metadata(self, client):
        row = taken_in()

        response = client.get(reverse(FILE, args=[row.source_id, row.pk]))

        content = received(response)
        assert hashlib.sha256(content).hexdigest() == row.clean_sha256
        assert NAMED not in content
        assert 'filename="letter.pdf"' in response["Content-Disposition"]

    def test_serve_the_original_under_a_name_that_warns(self, client):
        row = taken_in()

        response = client.get(reverse(ORIGINAL, args=[row.source_id, row.pk]))

        assert received(response) == PDF
        assert 'filename="original, with metadata - letter.pdf"' in response["Content-Disposition"]

    def test_serve_a_kind_from_which_nothing_is_removed_as_it_came(self, client):
        row = SourceFileFactory(content=b"What was said")

        assert received(client.get(reverse(FILE, args=[row.source_id, row.pk]))) == b"What was said"

    def test_never_serve_the_original_in_place_of_a_copy_that_is_not_there(self, client):
        row = SourceFileFactory(content=PDF, media_type="application/pdf")

        assert client.get(reverse(FILE, args=[row.source_id, row.pk])).status_code == 404
        assert received(client.get(reverse(ORIGINAL, args=[row.source_id, row.pk]))) == PDF

    def test_refuse_the_original_to_who_only_reads_sources(self, reader):
        row = taken_in()

        assert received(reader.get(reverse(FILE, args=[row.source_id, row.pk])))
        assert reader.get(reverse(ORIGINAL, args=[row.source_id, row.pk])).status_code == 403


class TestSourceList:
    def test_shows_when_and_by_whom_it_was_published(self, client):
        SourceFactory(
            publisher=OrganisationFactory(name="Harvest Daily"), published=PartialDate.read("11 Feb 2022")
        )

        page = client.get(reverse(LIST)).content.decode()

        assert "Harvest Daily" in page
        assert "11 Feb 2022" in page

    def test_finds_a_source_by_its_publisher(self, client):
        source = SourceFactory(publisher=OrganisationFactory(native_name="Ураджай"))
        SourceFactory()

        assert list(client.get(reverse(LIST), {"q": "Ураджай"}).context["cl"].result_list) == [source]
