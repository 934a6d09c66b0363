"""Who may know of an action and of what hangs on it."""

import pytest
from django.contrib.auth.models import AnonymousUser

from casework.accounts.choices import Role
from casework.advocacy.models import (
    Action,
    ActionCase,
    ActionDemand,
    ActionTarget,
    Clock,
    Demand,
    DemandEvent,
    Designation,
    Impact,
    Opinion,
    OpinionCategory,
    OpinionFollowUp,
    OpinionProvision,
    Response,
    Statement,
)
from tests.factories.accounts import UserFactory
from tests.factories.advocacy import (
    ActionCaseFactory,
    ActionDemandFactory,
    ActionFactory,
    ActionTargetFactory,
    ClockFactory,
    DemandEventFactory,
    DemandFactory,
    DesignationFactory,
    ImpactFactory,
    OpinionCategoryFactory,
    OpinionFactory,
    OpinionFollowUpFactory,
    OpinionProvisionFactory,
    ResponseFactory,
    StatementFactory,
)
from tests.factories.cases import CaseFactory, DevelopmentFactory
from tests.factories.persons import PersonFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def secret_case():
    return CaseFactory(restricted=True)


class TestActionVisibleTo:
    def test_shows_an_action_that_serves_no_case(self, colleague):
        action = ActionFactory()

        assert list(Action.objects.visible_to(colleague)) == [action]

    def test_shows_an_action_for_an_open_case(self, colleague):
        action = ActionFactory(cases=[CaseFactory()])

        assert list(Action.objects.visible_to(colleague)) == [action]

    def test_hides_an_action_whose_cases_are_all_restricted(self, colleague, secret_case):
        ActionFactory(cases=[secret_case, CaseFactory(restricted=True)])

        assert not Action.objects.visible_to(colleague).exists()

    def test_shows_an_action_over_an_open_and_a_restricted_case(self, colleague, secret_case):
        open_case = CaseFactory()
        action = ActionFactory(cases=[open_case, secret_case])

        assert list(Action.objects.visible_to(colleague)) == [action]
        assert [link.case for link in ActionCase.objects.visible_to(colleague)] == [open_case]

    def test_hides_an_action_told_only_by_a_restricted_development(self, colleague):
        case = CaseFactory()
        ActionCaseFactory(case=case, development=DevelopmentFactory(case=case, restricted=True))

        assert not Action.objects.visible_to(colleague).exists()

    def test_shows_the_action_to_the_team(self, secret_case):
        member = UserFactory(caseworker=True)
        case = CaseFactory(restricted=True, team=[member])
        action = ActionFactory(cases=[case])

        assert list(Action.objects.visible_to(member)) == [action]

    @pytest.mark.parametrize("role", [Role.DIRECTOR, Role.AUDITOR])
    def test_shows_every_action_to_those_who_view_every_case(self, role, secret_case):
        action = ActionFactory(cases=[secret_case])

        assert list(Action.objects.visible_to(UserFactory(role=role))) == [action]

    @pytest.mark.parametrize(
        "make_user", [AnonymousUser, UserFactory, lambda: UserFactory(administrator=True)]
    )
    def test_shows_nothing_to_those_who_view_no_case(self, make_user):
        ActionFactory()

        assert not Action.objects.visible_to(make_user()).exists()


def everything_about(case):
    """Make one row of each kind that hangs on an action for the case."""
    target = ActionTargetFactory(action__cases=[case])
    action = target.action
    development = DevelopmentFactory(case=case)
    demand = DemandFactory(case=case)
    response = ResponseFactory(target=target, development=development)
    opinion = OpinionFactory(action=action)
    return [
        action,
        ActionCase.objects.get(action=action),
        target,
        ClockFactory(target=target),
        demand,
        ActionDemandFactory(action=action, demand=demand),
        DemandEventFactory(demand=demand, development=development),
        response,
        ImpactFactory(action=action),
        ImpactFactory(action=None, demand=demand),
        opinion,
        OpinionCategoryFactory(opinion=opinion),
        OpinionProvisionFactory(opinion=opinion),
        OpinionFollowUpFactory(opinion=opinion),
        StatementFactory(development=development),
        DesignationFactory(development=development),
    ]


MODELS = [
    Action,
    ActionCase,
    ActionTarget,
    Clock,
    Demand,
    ActionDemand,
    DemandEvent,
    Response,
    Impact,
    Opinion,
    OpinionCategory,
    OpinionProvision,
    OpinionFollowUp,
    Statement,
    Designation,
]


class TestVisibleTo:
    def test_knows_every_model(self):
        rows = everything_about(CaseFactory())

        assert {type(row) for row in rows} == set(MODELS)

    def test_shows_all_that_hangs_on_an_open_case(self, colleague):
        rows = everything_about(CaseFactory())

        hidden = [row for row in rows if not type(row).objects.visible_to(colleague).contains(row)]

        assert hidden == []

    def test_hides_all_that_hangs_on_a_restricted_case(self, colleague, secret_case):
        rows = everything_about(secret_case)

        shown = [row for row in rows if type(row).objects.visible_to(colleague).contains(row)]

        assert shown == []

    def test_shows_it_to_the_team(self, colleague):
        rows = everything_about(CaseFactory(restricted=True, team=[colleague]))

        hidden = [row for row in rows if not type(row).objects.visible_to(colleague).contains(row)]

        assert hidden == []

    @pytest.mark.parametrize("model", MODELS)
    def test_asks_one_question_once_it_knows_what_is_withheld(
        self, model, colleague, secret_case, django_assert_num_queries
    ):
        for case in (CaseFactory(), CaseFactory(), secret_case):
            everything_about(case)
        assert list(model.objects.visible_to(colleague))

        with django_assert_num_queries(1):
            assert list(model.objects.visible_to(colleague))

    def test_hides_an_answer_in_a_restricted_case_although_the_action_is_seen(self, colleague, secret_case):
        target = ActionTargetFactory(action__cases=[CaseFactory(), secret_case])
        ResponseFactory(target=target, development=DevelopmentFactory(case=secret_case))

        assert ActionTarget.objects.visible_to(colleague).contains(target)
        assert not Response.objects.visible_to(colleague).exists()

    def test_hides_the_demand_of_a_restricted_case_although_the_action_is_seen(self, colleague, secret_case):
        action = ActionFactory(cases=[CaseFactory(), secret_case])
        ActionDemandFactory(action=action, demand=DemandFactory(case=secret_case))

        assert not ActionDemand.objects.visible_to(colleague).exists()

    def test_hides_a_target_who_is_a_restricted_person_with_all_that_names_them(self, colleague):
        target = ActionTargetFactory(
            organisation=None, person=PersonFactory(restricted=True), action__cases=[CaseFactory()]
        )
        ClockFactory(target=target)
        ResponseFactory(target=target, development__case=target.action.case_links.get().case)

        assert not ActionTarget.objects.visible_to(colleague).exists()
        assert not Clock.objects.visible_to(colleague).exists()
        assert not Response.objects.visible_to(colleague).exists()

    def test_hides_an_event_told_by_a_restricted_development(self, colleague):
        demand = DemandFactory()
        DemandEventFactory(demand=demand, development__restricted=True)

        assert Demand.objects.visible_to(colleague).contains(demand)
        assert not DemandEvent.objects.visible_to(colleague).exists()

    def test_hides_a_designation_whose_withdrawal_is_restricted(self, colleague):
        case = CaseFactory()
        DesignationFactory(
            development__case=case, withdrawn_by=DevelopmentFactory(case=case, restricted=True)
        )

        assert not Designation.objects.visible_to(colleague).exists()
