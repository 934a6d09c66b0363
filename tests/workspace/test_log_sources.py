"""Where a development is known from: sources on record, a new one, and its files."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from casework.accounts.choices import Role
from casework.audit.models import ChangeSet
from casework.cases.models import Citation, Development
from casework.sources.models import Source, SourceFile
from tests.factories.reference import TermFactory
from tests.factories.sources import SourceFactory
from tests.workspace.log_pages import case_of, open_sheet

pytestmark = pytest.mark.django_db

NOTES = b"What the lawyer said on the telephone."


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    """Let files be kept in a folder of the test's own."""
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


@pytest.fixture
def client(client_as):
    return client_as(Role.CASEWORKER)


@pytest.fixture
def page(client):
    """The sheet for a development that is known from somewhere."""
    case, _person = case_of()
    return open_sheet(client, case, "background", occurred="2012", **{"sources-none": None})


class TestOnRecord:
    def test_is_cited_with_what_it_says(self, page):
        one, other = SourceFactory.create_batch(2)
        page.fill(**{"sources-cited-0-source": one.pk, "sources-cited-0-locator": "para. 3"})
        page.add_row("sources-cited", source=other.pk, stance="contradicts", says="in 2013")

        page.send()

        cited = Citation.objects.order_by("pk").values_list("source", "locator", "stance", "says")
        assert list(cited) == [(one.pk, "para. 3", "supports", ""), (other.pk, "", "contradicts", "in 2013")]

    def test_but_hidden_from_the_reader_is_refused(self, page):
        hidden = SourceFactory(restricted=True, title="A hidden letter")

        answer = page.fill(**{"sources-cited-0-source": hidden.pk}).send()

        assert answer.response.status_code == 200
        assert "A hidden letter" not in answer.text
        assert not Development.objects.exists()


class TestNew:
    @pytest.fixture
    def described(self, page):
        return page.fill(
            **{
                "sources-new-title": "Call with the lawyer",
                "sources-new-kind": TermFactory(source_kind=True).pk,
                "sources-new-locator": "minute 3",
            }
        )

    def test_is_recorded_cited_and_given_its_files_in_the_same_change_set(self, described):
        before = ChangeSet.objects.count()
        described.values["sources-new-files"] = [
            SimpleUploadedFile("notes.txt", NOTES),
            SimpleUploadedFile("more.txt", b"More of it."),
        ]

        assert described.send().response.status_code == 302

        source = Source.objects.get()
        assert (source.title, source.confidentiality) == ("Call with the lawyer", "open")
        assert (source.citations.get().development.headline, source.citations.get().locator) == (
            "Something happened",
            "minute 3",
        )
        assert set(SourceFile.objects.values_list("original_name", flat=True)) == {"notes.txt", "more.txt"}
        assert ChangeSet.objects.count() == before + 1

    def test_with_a_file_that_is_refused_says_which_and_why_and_asks_for_the_others_again(
        self, described, folder
    ):
        described.values["sources-new-files"] = [
            SimpleUploadedFile("notes.txt", NOTES),
            SimpleUploadedFile("picture.png", b"no picture"),
        ]

        answer = described.send()

        said = " ".join(answer.response.context["sheet"].sources.new.errors["files"])
        assert "“picture.png” is not what its name says" in said
        assert "Choose these files again, they were not kept: notes.txt, picture.png." in said
        assert answer.values["sources-new-title"] == ["Call with the lawyer"]
        assert [path for path in folder.rglob("*") if path.is_file()] == []
        assert not Source.objects.exists()
        assert not Development.objects.exists()

    def test_without_a_kind_is_refused_at_the_kind(self, described):
        answer = described.fill(**{"sources-new-kind": ""}).send()

        assert answer.response.context["sheet"].sources.new.errors.keys() == {"kind"}
        assert not Development.objects.exists()

    def test_is_restricted_where_its_case_is(self, client_as):
        case, _person = case_of()
        case.confidentiality = "restricted"
        case.save()

        page = open_sheet(client_as(Role.DIRECTOR), case, "background")

        assert page.values["sources-new-confidentiality"] == ["restricted"]
