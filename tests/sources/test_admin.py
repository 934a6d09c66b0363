"""The pages on which sources and their files are entered and read."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db.models import Q
from django.test import Client
from django.urls import reverse

from casework.core.partial_dates import PartialDate
from casework.reference.choices import Vocabulary
from casework.sources.models import Source, SourceFile
from casework.sources.querysets import hides_sources
from tests.factories.persons import OrganisationFactory
from tests.factories.reference import TermFactory
from tests.factories.sources import SourceFactory, SourceFileFactory
from tests.sources.samples import PDF

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("judgements")]

ADD = "admin:sources_source_add"
CHANGE = "admin:sources_source_change"
LIST = "admin:sources_source_changelist"
FILE = "admin:sources_source_file"


def form_of(source=None, **changes):
    """What a browser posts from the form of a source without new files."""
    data = {
        "kind": (source.kind if source else TermFactory(vocabulary=Vocabulary.SOURCE_KIND)).pk,
        "title": source.title if source else "Statement on a trial",
        "reliability": "unknown",
        "confidentiality": source.confidentiality if source else "open",
        "files-TOTAL_FORMS": source.files.count() if source else 0,
        "files-INITIAL_FORMS": source.files.count() if source else 0,
        "files-2-TOTAL_FORMS": 0,
        "files-2-INITIAL_FORMS": 0,
        "published": "",
        "published_basis": "stated",
    }
    if source:
        data["opened_head"] = source.head_id.hex
        for number, row in enumerate(source.files.all()):
            data |= {f"files-{number}-id": row.pk, f"files-{number}-source": source.pk}
    return {**data, **changes}


def new_file(prefix, name="letter.pdf", content=PDF):
    return {f"{prefix}-TOTAL_FORMS": 1, f"{prefix}-0-file": SimpleUploadedFile(name, content)}


@pytest.fixture
def client(client_as):
    return client_as("caseworker")


class TestSourceForm:
    def prefix(self, client, address):
        """The prefix of the rows in which new files are taken in."""
        page = client.get(address)
        return next(
            inline.formset.prefix
            for inline in page.context["inline_admin_formsets"]
            if "file" in inline.formset.empty_form.fields
        )

    def test_saves_a_source_with_a_file(self, client):
        prefix = self.prefix(client, reverse(ADD))
        data = form_of(published="Apr 2023", publisher=OrganisationFactory().pk)
        data |= {f"{prefix}-INITIAL_FORMS": 0, **new_file(prefix)}

        response = client.post(reverse(ADD), data)

        assert response.status_code == 302
        row = SourceFile.objects.get()
        assert (row.original_name, row.media_type, row.size) == ("letter.pdf", "application/pdf", len(PDF))
        assert str(row.source.published) == "Apr 2023"

    def test_says_why_a_file_is_refused(self, client):
        prefix = self.prefix(client, reverse(ADD))
        data = form_of() | {f"{prefix}-INITIAL_FORMS": 0, **new_file(prefix, "page.pdf", b"<html>")}

        response = client.post(reverse(ADD), data)

        assert "is not what its name says" in response.content.decode()
        assert not Source.objects.exists()

    def test_says_that_the_source_has_the_file_already(self, client):
        source = SourceFileFactory(content=PDF).source
        address = reverse(CHANGE, args=[source.pk])
        prefix = self.prefix(client, address)

        response = client.post(address, form_of(source) | new_file(prefix, "copy.pdf"))

        assert "already has this file" in response.content.decode()

    def test_says_that_a_file_is_given_twice(self, client):
        prefix = self.prefix(client, reverse(ADD))
        data = form_of() | {f"{prefix}-INITIAL_FORMS": 0, **new_file(prefix)}
        data |= {f"{prefix}-TOTAL_FORMS": 2, f"{prefix}-1-file": SimpleUploadedFile("copy.pdf", PDF)}

        response = client.post(reverse(ADD), data)

        assert "already has this file" in response.content.decode()
        assert not Source.objects.exists()

    def test_adds_a_file_to_those_there_are(self, client):
        source = SourceFileFactory().source
        address = reverse(CHANGE, args=[source.pk])
        prefix = self.prefix(client, address)

        response = client.post(address, form_of(source) | new_file(prefix))

        assert response.status_code == 302
        assert source.files.count() == 2

    def test_never_replaces_a_file(self, client):
        row = SourceFileFactory()
        before = row.sha256, row.file.name
        data = form_of(row.source)
        data |= {"files-0-file": SimpleUploadedFile("other.pdf", PDF), "files-0-sha256": "0" * 64}
        data |= {"files-0-DELETE": "on", "reason": "To hide it"}

        client.post(reverse(CHANGE, args=[row.source_id]), data)

        row.refresh_from_db()
        assert (row.sha256, row.file.name) == before

    def test_links_each_file_to_its_page(self, client):
        row = SourceFileFactory()

        page = client.get(reverse(CHANGE, args=[row.source_id])).content.decode()

        assert reverse(FILE, args=[row.source_id, row.pk]) in page
        assert row.sha256 in page

    def test_is_shown_to_an_auditor_and_refused_on_saving(self, client_as):
        row = SourceFileFactory()
        auditor = client_as("auditor")

        assert auditor.get(reverse(CHANGE, args=[row.source_id])).status_code == 200
        assert auditor.post(reverse(CHANGE, args=[row.source_id]), form_of(row.source)).status_code == 403
        assert auditor.post(reverse(ADD), form_of()).status_code == 403

    def test_does_not_exist_for_who_may_not_know_of_the_source(self, client):
        source = SourceFactory(restricted=True)

        assert client.get(reverse(CHANGE, args=[source.pk])).status_code == 404


class TestFilePage:
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
    def test_answers_each_role_as_it_may_know_of_the_source(self, client_as, role, restricted, status):
        row = SourceFileFactory(source__confidentiality="restricted" if restricted else "open")

        response = client_as(role).get(reverse(FILE, args=[row.source_id, row.pk]))
        response.close()

        assert response.status_code == status

    def test_leads_a_visitor_to_the_sign_in(self):
        row = SourceFileFactory()

        assert Client().get(reverse(FILE, args=[row.source_id, row.pk])).status_code == 302

    def test_serves_the_file_to_be_kept_and_not_shown(self, client):
        row = SourceFileFactory(content=PDF, original_name="Письмо.pdf", media_type="application/pdf")

        response = client.get(reverse(FILE, args=[row.source_id, row.pk]))

        assert b"".join(response.streaming_content) == PDF
        assert response["Content-Type"] == "application/pdf"
        assert response["Content-Disposition"].startswith("attachment;")
        assert response["X-Content-Type-Options"] == "nosniff"
        assert "no-store" in response["Cache-Control"]

    def test_does_not_serve_a_file_under_another_source(self, client):
        row = SourceFileFactory()

        assert client.get(reverse(FILE, args=[SourceFactory().pk, row.pk])).status_code == 404

    def test_does_not_serve_a_file_of_a_hidden_source(self, client):
        row = SourceFileFactory()
        hides_sources.append(lambda user: Q(pk=row.source_id))

        assert client.get(reverse(FILE, args=[row.source_id, row.pk])).status_code == 404


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
