"""Who works on a case: how colleagues join, leave and hand over."""

import pytest
from django.core.exceptions import ValidationError

from casework.accounts.choices import Role
from casework.accounts.models import User
from casework.audit.context import Origin, change_set
from casework.audit.errors import ReasonRequiredError
from casework.audit.models import Entry
from casework.cases import services
from casework.cases.choices import StaffRole
from casework.cases.models import Case, Task
from tests.cases.services.teams import team_of
from tests.factories.accounts import UserFactory
from tests.factories.cases import CaseFactory, CaseStaffFactory, EmergencyAccessFactory, TaskFactory

pytestmark = pytest.mark.django_db


def _anew(user):
    """Return the user as a new request has them."""
    return User.objects.get(pk=user.pk)


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
    @pytest.fixture
    def leaving(self):
        return UserFactory(role=Role.CASEWORKER, full_name="Lena Leaving")

    def test_hands_over_the_lead_of_all_that_are_not_closed(self, caseworker, leaving):
        led = [CaseFactory(lead=leaving, team=[leaving]), CaseFactory(lead=leaving, active=True)]
        closed, other = CaseFactory(lead=leaving, closed=True), CaseFactory()

        handed = services.hand_over_cases(leaving=leaving, to=caseworker)

        assert handed == led
        assert set(Case.objects.led_by(caseworker)) == set(led)
        assert set(Case.objects.led_by(leaving)) == {closed}
        assert set(Case.objects.led_by(other.lead)) == {other}
        assert [team_of(case) for case in led] == [{caseworker: StaffRole.LEAD}] * 2

    def test_gives_their_places_on_teams_to_whoever_takes_a_case_over(self, caseworker, leaving):
        case = CaseFactory()
        services.seat_lead(case=case)
        CaseStaffFactory(case=case, user=leaving, role=StaffRole.REVIEWER)

        services.hand_over_cases(leaving=leaving, to=caseworker)

        assert team_of(case) == {case.lead: StaffRole.LEAD, caseworker: StaffRole.REVIEWER}

    def test_leaves_a_team_as_it_is_where_one_of_it_takes_over(self, caseworker, leaving):
        case = CaseFactory(team=[leaving])
        services.seat_lead(case=case)

        services.hand_over_cases(leaving=leaving, to=caseworker, instead={case.pk: case.lead})

        assert team_of(case) == {case.lead: StaffRole.LEAD}

    def test_lets_another_take_over_some(self, caseworker, leaving):
        other = UserFactory(role=Role.DIRECTOR)
        one, two = CaseFactory.create_batch(2, lead=leaving)

        services.hand_over_cases(leaving=leaving, to=caseworker, instead={two.pk: other})

        assert set(Case.objects.led_by(caseworker)) == {one}
        assert set(Case.objects.led_by(other)) == {two}

    def test_keeps_a_restricted_case_known_of_which_they_were_the_whole_team(self, caseworker, leaving):
        case = CaseFactory(restricted=True, lead=leaving, team=[leaving])

        services.hand_over_cases(leaving=leaving, to=caseworker)

        assert Case.objects.visible_to(_anew(caseworker)).filter(pk=case.pk).exists()
        assert not Case.objects.visible_to(_anew(leaving)).filter(pk=case.pk).exists()

    def test_hands_over_every_task_that_is_left_to_them(self, caseworker, leaving):
        led = CaseFactory(restricted=True, lead=leaving, team=[leaving])
        closed = CaseFactory(restricted=True, lead=leaving, team=[leaving], closed=True)
        cases = [led, CaseFactory(), closed]
        left = [TaskFactory(case=case, assignee=leaving) for case in cases]
        done = TaskFactory(case=led, assignee=leaving, done=True)
        TaskFactory(case=led, assignee=led.lead, by_itself=True)

        services.hand_over_cases(leaving=leaving, to=caseworker)

        assert set(left) < set(Task.objects.visible_to(_anew(caseworker)).assigned_to(caseworker))
        assert set(Task.objects.assigned_to(leaving)) == {done}

    def test_ends_what_they_opened_in_an_emergency(self, caseworker, leaving):
        emergency = EmergencyAccessFactory(user=leaving, running=True)
        case = emergency.case

        services.hand_over_cases(leaving=leaving, to=caseworker)

        assert not Case.objects.visible_to(_anew(leaving)).filter(pk=case.pk).exists()

    def test_is_one_act_in_which_history_keeps_their_name(self, caseworker, leaving):
        case = CaseFactory(lead=leaving, team=[leaving])
        TaskFactory(case=case, assignee=leaving)

        with change_set(origin=Origin.COMMAND, reason="she leaves") as act:
            services.hand_over_cases(leaving=leaving, to=caseworker)

        touched = Entry.objects.filter(change_set=act.id).values_list("model", flat=True)
        assert set(touched) == {"cases.case", "cases.casestaff", "cases.task"}
        assert [version.lead_id for version in case.history.order_by("history_id")] == [
            leaving.pk,
            caseworker.pk,
        ]

    def test_leaves_everything_as_it_is_if_one_cannot_take_over(self, caseworker, leaving):
        case = CaseFactory(lead=leaving)

        with pytest.raises(services.CannotLead):
            services.hand_over_cases(
                leaving=leaving, to=caseworker, instead={case.pk: UserFactory(role=Role.AUDITOR)}
            )

        assert Case.objects.get(pk=case.pk).lead == leaving

    def test_refuses_to_hand_over_to_whoever_leaves(self, leaving):
        with pytest.raises(services.CannotLead, match="Lena Leaving leaves"):
            services.hand_over_cases(leaving=leaving, to=leaving)

    def test_refuses_without_a_reason(self, caseworker, leaving):
        with change_set(origin=Origin.COMMAND), pytest.raises(ReasonRequiredError):
            services.hand_over_cases(leaving=leaving, to=caseworker)


class TestCasesCountingOn:
    def test_says_how_many_and_names_none(self, caseworker):
        CaseFactory(lead=caseworker, title="Secret name")
        CaseFactory(lead=caseworker, closed=True)
        CaseFactory(restricted=True, team=[caseworker])

        words = services.cases_counting_on(caseworker)

        assert words.startswith("2 cases still count on them")
        assert services.cases_counting_on(UserFactory()) == ""


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
