"""What each fact rests on, and where sources disagree."""

import pytest

from casework.cases.choices import Stance
from casework.cases.models import Citation, Development
from casework.sources.models import Source
from tests.demo.published_case.citations import paragraphs

pytestmark = pytest.mark.django_db


class TestDisagreements:
    def test_are_kept_as_contradicting_citations(self, seen, case):
        contradicting = seen(Citation, development__case=case, stance=Stance.CONTRADICTS)

        assert {(cited.about, cited.says) for cited in contradicting} == {
            ("the sum to be paid", "a fine of 600,000 KZT"),
            ("the sum to be paid", "a fine of 400,000 KZT"),
            ("the day", "13 February 2022"),
            ("the third charge", "unlawful assembly"),
        }

    def test_come_from_other_sources_without_an_address(self, seen, case, statement):
        sources = seen(Source, citations__development__case=case).exclude(pk=statement.pk).distinct()

        assert sources.count() == 4
        assert {source.url for source in sources} == {""}


class TestFacts:
    def test_each_cite_the_statement_with_a_paragraph(self, seen, case, statement):
        # What ended the custody of 2017, and what the petition of others says, stand in the statement too.
        uncited = [
            development.headline
            for development in seen(Development, case=case)
            if not any(place.startswith("paragraph ") for place in paragraphs(development, statement))
        ]

        assert uncited == []

    def test_are_worded_by_us(self, seen, statement):
        assert not seen(Citation, source=statement).exclude(quotation="").exists()
