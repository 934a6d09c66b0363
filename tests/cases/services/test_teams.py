"""Who works on a case: how colleagues join, leave and hand over."""

import pytest
from django.core.exceptions import ValidationError

from casework.accounts.choices import Role
from casework.cases import services
from casework.cases.choices import StaffRole
from casework.cases.models import Case, Task
from tests.cases.services.teams import team_of
from tests.factories.accounts import UserFactory
from tests.factories.cases import CaseFactory, CaseStaffFactory, TaskFactory

pytestmark = pytest.mark.django_db


class TestHandOverCase:
    def test_makes_the_other_the_lead_and_keeps_the_former_on_the_team(self, caseworker):
        case = CaseFactory()
        services.seat_lead(case=case)

        handed = services.hand_over_case(case=case, to=caseworker)

        assert handed.lead == caseworker
        assert team_of(case) == {caseworker: StaffRole.LEAD, case.lead: StaffRole.MEMBER}

    def test_brings_along_the_tasks_that_made_themselves_for_the_former(self, caseworker):
        former = UserFactory(role=Role.CASEWORKER)
        case = CaseFactory(lead=former, team=[former])
        moved = TaskFactory(case=case, assignee=former, by_itself=True)
        kept = [
            TaskFactory(case=case, assignee=former),
            TaskFactory(case=case, assignee=former, by_itself=True, done=True),
            TaskFactory(assignee=former, by_itself=True),
        ]

        services.hand_over_case(case=case, to=caseworker)

        assert set(Task.objects.assigned_to(caseworker)) == {moved}
        assert set(Task.objects.assigned_to(former)) == set(kept)

    def test_promotes_one_of_the_team(self, caseworker):
        case = CaseFactory()
        CaseStaffFactory(case=case, user=caseworker)

        services.hand_over_case(case=case, to=caseworker)

        assert team_of(case) == {caseworker: StaffRole.LEAD}

    def test_refuses_who_leads_it_already(self):
        case = CaseFactory(lead__full_name="Anna Example")

        with pytest.raises(services.CannotLead, match="Anna Example leads the case already"):
            services.hand_over_case(case=case, to=case.lead)

    @pytest.mark.parametrize(
        "values", [{"role": Role.AUDITOR}, {"role": Role.CASEWORKER, "inactive": True}, {}]
    )
    def test_refuses_who_works_on_no_case(self, values):
        with pytest.raises(services.CannotLead, match="no role in which cases are worked on"):
            services.hand_over_case(case=CaseFactory(), to=UserFactory(**values))


class TestHandOverCases:
    def test_hands_over_all_that_are_not_closed(self, caseworker):
        giver = UserFactory(role=Role.CASEWORKER)
        led = [CaseFactory(lead=giver), CaseFactory(lead=giver, active=True)]
        closed, other = CaseFactory(lead=giver, closed=True), CaseFactory()

        handed = services.hand_over_cases(giver=giver, taker=caseworker)

        assert handed == led
        assert set(Case.objects.led_by(caseworker)) == set(led)
        assert set(Case.objects.led_by(giver)) == {closed}
        assert set(Case.objects.led_by(other.lead)) == {other}


class TestAddToTeam:
    def test_opens_a_restricted_case_to_the_colleague(self, caseworker):
        case = CaseFactory(restricted=True)

        services.add_to_team(case=case, user=caseworker, role=StaffRole.REVIEWER)

        assert Case.objects.visible_to(caseworker).exists()
        assert team_of(case) == {caseworker: StaffRole.REVIEWER}

    def test_refuses_a_second_lead(self, caseworker):
        with pytest.raises(services.CannotJoinTeam, match="hand it over instead"):
            services.add_to_team(case=CaseFactory(), user=caseworker, role=StaffRole.LEAD)

    def test_refuses_who_sees_no_cases(self):
        administrator = UserFactory(role=Role.ADMINISTRATOR)

        with pytest.raises(services.CannotJoinTeam, match="no role in which cases are seen"):
            services.add_to_team(case=CaseFactory(), user=administrator)

    def test_refuses_who_is_on_it(self):
        place = CaseStaffFactory()

        with pytest.raises(ValidationError, match="already on the team"):
            services.add_to_team(case=place.case, user=place.user)


class TestRemoveFromTeam:
    def test_closes_a_restricted_case_to_the_colleague(self):
        place = CaseStaffFactory(case__restricted=True)

        services.remove_from_team(case=place.case, user=place.user)

        assert not Case.objects.visible_to(place.user).exists()

    def test_refuses_the_lead(self):
        case = CaseFactory(lead__full_name="Anna Example")
        services.seat_lead(case=case)

        with pytest.raises(services.CannotLeaveTeam, match="Anna Example leads the case"):
            services.remove_from_team(case=case, user=case.lead)

    def test_refuses_who_is_not_on_it(self, caseworker):
        with pytest.raises(services.CannotLeaveTeam, match="not on the team"):
            services.remove_from_team(case=CaseFactory(), user=caseworker)


class TestKeepOnTeam:
    def test_keeps_a_restricted_case_from_vanishing(self, caseworker):
        case = CaseFactory(restricted=True)

        services.keep_on_team(case=case, user=caseworker)

        assert Case.objects.visible_to(caseworker).exists()

    @pytest.mark.parametrize(("role", "restricted"), [(Role.CASEWORKER, False), (Role.DIRECTOR, True)])
    def test_adds_nobody_who_sees_it_anyway(self, role, restricted):
        case = CaseFactory(restricted=restricted)

        services.keep_on_team(case=case, user=UserFactory(role=role))

        assert team_of(case) == {}
