"""What can be asked of developments and of what sources say of them."""

import pytest

from casework.cases.choices import DevelopmentKind
from casework.cases.models import Citation, Development
from casework.core.partial_dates import PartialDate
from tests.factories.cases import CaseFactory, CitationFactory, DevelopmentFactory

pytestmark = pytest.mark.django_db


class TestChronological:
    #: Headline, date, and the headline of what it follows; as they are to stand.
    EXPECTED = [
        ("the decade before", "201X", None),
        ("a year", "2012", None),
        ("after that year", "2012/..", None),
        ("that month", "2022-01", None),
        ("first of two on a day", "2022-02-25", None),
        ("undated, after the first", "", "first of two on a day"),
        ("undated, after the undated", "", "undated, after the first"),
        ("second of two on a day", "2022-02-25", None),
        ("at some time before", "../2022-03-12", None),
        ("that day", "2022-03-12", None),
        ("between two days", "2022-03-12/2023-04-10", None),
        ("after that day", "2022-03-12/..", None),
        ("dated, though it follows an earlier one", "2023-04-10", "a year"),
        ("undated", "", None),
        ("undated, after nothing dated", "", "undated"),
    ]

    @pytest.fixture
    def case(self):
        case = CaseFactory()
        made = {}
        for headline, edtf, follows in self.EXPECTED:
            made[headline] = DevelopmentFactory(
                case=case,
                headline=headline,
                occurred=PartialDate.from_edtf(edtf),
                follows=made.get(follows),
            )
        return case

    def test_orders_by_what_is_known_of_the_dates(self, case):
        found = case.developments.chronological().values_list("headline", flat=True)

        assert list(found) == [headline for headline, _, _ in self.EXPECTED]

    def test_does_not_depend_on_the_order_of_logging(self):
        case = CaseFactory()
        dated = DevelopmentFactory(case=case, headline="later logged first")
        DevelopmentFactory(case=case, headline="earlier", occurred=PartialDate.read("2012"))
        DevelopmentFactory(case=case, headline="much later", occurred=PartialDate.read("2023"))
        DevelopmentFactory(case=case, headline="undated", undated=True, follows=dated)

        found = case.developments.chronological().values_list("headline", flat=True)

        assert list(found) == ["earlier", "later logged first", "undated", "much later"]

    def test_asks_once(self, case, django_assert_num_queries):
        with django_assert_num_queries(1):
            list(case.developments.chronological())

    def test_newest_first_is_the_reverse_with_what_has_no_place_last(self, case):
        found = case.developments.newest_first().values_list("headline", flat=True)

        headlines = [headline for headline, _, _ in self.EXPECTED]
        assert list(found) == [*reversed(headlines[:-2]), *reversed(headlines[-2:])]


class TestDevelopmentQuerySet:
    def test_of_kind_is_of_any_of_these(self):
        arrest = DevelopmentFactory(kind=DevelopmentKind.ARREST)
        charge = DevelopmentFactory(kind=DevelopmentKind.CHARGE)
        DevelopmentFactory(kind=DevelopmentKind.HEALTH)

        assert set(Development.objects.of_kind("arrest", "charge")) == {arrest, charge}

    def test_publishable_is_neither_internal_nor_of_a_restricted_case(self):
        told = DevelopmentFactory(publishable=True)
        DevelopmentFactory()
        DevelopmentFactory(publishable=True, case__restricted=True)

        assert list(Development.objects.publishable()) == [told]

    def test_contradicted_is_what_a_source_disputes(self):
        disputed = CitationFactory(contradicting=True).development
        CitationFactory(development=disputed)
        CitationFactory()

        assert list(Development.objects.contradicted()) == [disputed]

    def test_uncited_is_what_no_source_tells(self):
        untold = DevelopmentFactory()
        CitationFactory()

        assert list(Development.objects.uncited()) == [untold]


class TestCitationContradicting:
    def test_is_what_says_otherwise(self):
        contradicting = CitationFactory(contradicting=True)
        CitationFactory()

        assert list(Citation.objects.contradicting()) == [contradicting]
