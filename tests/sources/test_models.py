"""What the database refuses to hold about sources, and where files are kept."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError

from casework.sources.models import SourceFile
from tests.factories.sources import SourceFactory, SourceFileFactory

pytestmark = pytest.mark.django_db


class TestSource:
    def test_is_valid_as_its_factory_makes_it(self):
        SourceFactory().full_clean()

    def test_needs_a_title(self):
        with pytest.raises(IntegrityError, match="source_has_a_title"):
            SourceFactory(title="")

    @pytest.mark.parametrize("field", ["language", "reliability", "confidentiality"])
    def test_takes_only_the_listed_choices(self, field):
        with pytest.raises(IntegrityError, match=f"source_{field}_valid"):
            SourceFactory(**{field: "xx"})

    @pytest.mark.parametrize("address", ["javascript:alert(1)", "data:text/html,x", "file:///etc/passwd"])
    def test_takes_no_address_that_would_run(self, address):
        with pytest.raises(ValidationError) as refused:
            SourceFactory(url=address, archive_url=address).full_clean()

        assert refused.value.message_dict.keys() == {"url", "archive_url"}

    def test_is_reached_at_its_file(self, client_as):
        source = SourceFactory()

        assert client_as("caseworker").get(source.get_absolute_url()).status_code == 200


class TestSourceFile:
    def test_is_valid_as_its_factory_makes_it(self):
        SourceFileFactory().full_clean()

    def test_is_never_empty(self):
        with pytest.raises(IntegrityError, match="sourcefile_has_content"):
            SourceFileFactory(content=b"")

    @pytest.mark.parametrize("lone", [{"clean_copy": "sources/a"}, {"clean_sha256": "a" * 64}])
    def test_keeps_a_copy_together_with_its_fingerprint(self, lone):
        with pytest.raises(IntegrityError, match="sourcefile_clean_copy_with_fingerprint"):
            SourceFileFactory(**lone)

    def test_stands_once_with_each_source(self):
        row = SourceFileFactory(content=b"one")
        SourceFileFactory(content=b"one")

        with pytest.raises(IntegrityError, match="sourcefile"):
            SourceFileFactory(source=row.source, content=b"one")

    def test_is_kept_under_a_name_that_tells_nothing(self, folder):
        row = SourceFileFactory(original_name="letter.pdf")

        name = row.file.name
        assert name.startswith("sources/")
        assert "letter" not in name
        assert "." not in name
        assert (folder / name).is_file()

    def test_is_kept_out_of_reach_of_other_accounts(self, folder):
        path = folder / SourceFileFactory().file.name

        assert path.stat().st_mode & 0o777 == 0o600
        assert path.parent.stat().st_mode & 0o777 == 0o700

    def test_has_no_public_address(self):
        with pytest.raises(ValueError, match="no public address"):
            _ = SourceFileFactory().file.url

    def test_reads_as_the_name_it_came_with(self):
        assert str(SourceFile.objects.get(pk=SourceFileFactory().pk)) == "notes.txt"
