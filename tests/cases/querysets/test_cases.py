"""What can be asked of cases and situations."""

from datetime import date

import pytest

from casework.cases.choices import CaseStatus
from casework.cases.models import Case, Situation
from casework.core.partial_dates import PartialDate
from tests.factories import cases as factories
from tests.factories.cases import (
    CaseFactory,
    CasePartyFactory,
    CaseStaffFactory,
    DevelopmentFactory,
    SituationFactory,
)

pytestmark = pytest.mark.django_db


class TestCaseQuerySet:
    def test_open_is_every_stage_but_closed(self):
        stages = {status: CaseFactory(status=status) for status in CaseStatus if status != CaseStatus.CLOSED}
        CaseFactory(closed=True)

        assert set(Case.objects.open()) == set(stages.values())

    def test_closed_is_what_ended(self):
        closed = CaseFactory(closed=True)
        CaseFactory()

        assert list(Case.objects.closed()) == [closed]

    def test_restricted_is_what_few_may_know_of(self):
        restricted = CaseFactory(restricted=True)
        CaseFactory()

        assert list(Case.objects.restricted()) == [restricted]

    def test_led_by_is_what_one_answers_for(self):
        case = CaseFactory()
        CaseStaffFactory(user=case.lead)

        assert list(Case.objects.led_by(case.lead)) == [case]

    def test_with_team_is_what_one_works_on(self):
        place = CaseStaffFactory()
        CaseFactory(lead=place.user)

        assert list(Case.objects.with_team(place.user)) == [place.case]


class TestQuietSince:
    ON = date(2022, 6, 30)

    @pytest.mark.parametrize(
        ("occurred", "is_quiet"),
        [
            ("2022-05-30", True),
            ("2022-05-31", False),
            ("2022-06-30", False),
            ("2022-07-01", True),
            ("2022-06", False),
            ("2022-03-12/2023-04-10", False),
            ("../2022-06-15", False),
            ("../2022-03-12", True),
            ("2022-06-10/..", False),
            ("", True),
        ],
    )
    def test_counts_what_happened_in_the_days_before(self, occurred, is_quiet):
        case = CaseFactory()
        DevelopmentFactory(case=case, occurred=PartialDate.from_edtf(occurred))

        assert Case.objects.quiet_since(self.ON, 30).exists() == is_quiet

    def test_leaves_out_new_cases(self):
        CaseFactory(opened_on=date(2022, 6, 1))

        assert not Case.objects.quiet_since(self.ON, 30).exists()

    @pytest.mark.parametrize(
        ("closed_on", "is_quiet"),
        [(date(2022, 6, 29), False), (date(2022, 6, 30), False), (date(2022, 7, 1), True)],
    )
    def test_leaves_out_cases_closed_by_that_day(self, closed_on, is_quiet):
        CaseFactory(closed=True, closed_on=closed_on)

        assert Case.objects.quiet_since(self.ON, 30).exists() == is_quiet


class TestForList:
    def test_names_the_latest_development(self, viewers):
        case = CaseFactory()
        DevelopmentFactory(case=case, headline="Arrested", occurred=PartialDate.read("Feb 2022"))
        DevelopmentFactory(case=case, headline="Convicted", occurred=PartialDate.read("10 Apr 2023"))
        DevelopmentFactory(case=case, headline="Ill", undated=True)

        listed = Case.objects.for_list(viewers["caseworker"]).get()

        assert (listed.latest_headline, listed.latest_edtf) == ("Convicted", "2023-04-10")
        assert listed.latest_on == date(2023, 4, 10)

    def test_does_not_name_a_restricted_one_to_others(self, viewers):
        case = DevelopmentFactory(headline="Arrested").case
        DevelopmentFactory(case=case, headline="Secret", occurred=PartialDate.read("2023"), restricted=True)

        listed = Case.objects.for_list(viewers["caseworker"]).get()

        assert listed.latest_headline == "Arrested"

    def test_asks_once_for_any_number(self, django_assert_num_queries, viewers):
        for _ in range(3):
            DevelopmentFactory()
        cases = Case.objects.for_list(viewers["caseworker"])

        with django_assert_num_queries(1):
            leads = [str(case.lead) for case in cases]

        assert len(leads) == 3


class TestForFile:
    def test_brings_its_people_along(self, django_assert_num_queries, viewers):
        case = CaseStaffFactory().case
        party = CasePartyFactory(case=case)
        link = factories.CaseSituationFactory(case=case)

        found = Case.objects.for_file(viewers["director"]).get(pk=case.pk)

        with django_assert_num_queries(0):
            assert [row.person for row in found.parties.all()] == [party.person]
            assert [row.situation for row in found.situations.all()] == [link.situation]
            assert len([str(row.user) for row in found.staff.all()]) == 1


class TestSituationQuerySet:
    def test_in_country_is_of_that_country(self):
        situation = SituationFactory(country="BY")
        SituationFactory(country="KZ")

        assert list(Situation.objects.in_country("BY")) == [situation]
