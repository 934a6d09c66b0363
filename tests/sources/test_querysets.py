"""Who may know of a source and of its files."""

import pytest
from django.db.models import Q

from casework.audit.context import Origin, change_set
from casework.sources.models import Source, SourceFile
from casework.sources.querysets import hides_sources, reveals_sources
from tests.factories.sources import SourceFactory, SourceFileFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("judgements")]


class TestVisibleTo:
    @pytest.mark.parametrize(
        ("role", "count"),
        [("caseworker", 1), ("director", 2), ("auditor", 2), ("administrator", 0), (None, 0)],
    )
    def test_shows_each_role_what_it_may_know_of(self, staff, role, count):
        SourceFileFactory()
        SourceFileFactory(source__confidentiality="restricted")

        user = staff(role)

        assert Source.objects.visible_to(user).count() == count
        assert SourceFile.objects.visible_to(user).count() == count

    def test_shows_a_restricted_source_to_who_recorded_it(self, staff):
        author = staff("caseworker")
        with change_set(actor=author, origin=Origin.FORM):
            SourceFactory(restricted=True)

        assert Source.objects.visible_to(author).exists()
        assert not Source.objects.visible_to(staff("caseworker")).exists()

    def test_shows_a_restricted_source_that_a_judgement_reveals(self, staff):
        source = SourceFactory(restricted=True)
        reveals_sources.append(lambda user: Q(pk=source.pk))

        assert Source.objects.visible_to(staff("caseworker")).get() == source

    def test_hides_a_source_that_a_judgement_hides(self, staff):
        row = SourceFileFactory()
        hides_sources.append(lambda user: Q(pk=row.source_id))

        assert not Source.objects.visible_to(staff("caseworker")).exists()
        assert not SourceFile.objects.visible_to(staff("caseworker")).exists()
        assert Source.objects.visible_to(staff("director")).exists()
