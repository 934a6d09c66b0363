"""What can be asked of advocacy, and who may know of it."""

from datetime import date, timedelta

import pytest
from django.contrib.auth.models import AnonymousUser

from casework.accounts.choices import Role
from casework.advocacy import rules
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
from casework.core.partial_dates import PartialDate
from casework.reference.choices import Vocabulary
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
from tests.factories.persons import OrganisationFactory, PersonFactory
from tests.factories.reference import initial_term

pytestmark = pytest.mark.django_db

MARCH, JUNE, SEPTEMBER = date(2024, 3, 1), date(2024, 6, 1), date(2024, 9, 1)


@pytest.fixture
def colleague():
    return UserFactory(caseworker=True)


@pytest.fixture
def secret_case():
    return CaseFactory(restricted=True)


def silence():
    return initial_term(Vocabulary.RESPONSE, "none")


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


class TestActionQuestions:
    def test_finds_what_is_under_way(self):
        planned, started = ActionFactory(), ActionFactory(in_progress=True)
        ActionFactory(done=True)
        ActionFactory(cancelled=True)

        assert set(Action.objects.under_way()) == {planned, started}

    def test_finds_what_is_done(self):
        ActionFactory()
        done = ActionFactory(done=True)

        assert list(Action.objects.done()) == [done]

    def test_finds_what_is_late(self):
        late = ActionFactory(planned_on=date(2024, 5, 31))
        ActionFactory(planned_on=JUNE)
        ActionFactory(planned_on=MARCH, done=True)

        assert list(Action.objects.late(JUNE)) == [late]

    def test_finds_what_serves_a_case(self):
        case = CaseFactory()
        action = ActionFactory(cases=[case, CaseFactory()])
        ActionFactory(cases=[CaseFactory()])

        assert list(Action.objects.for_case(case)) == [action]

    def test_finds_what_was_answered_and_not_by_silence(self):
        answered = ResponseFactory()
        ResponseFactory(target=ActionTargetFactory(action=answered.target.action))
        ResponseFactory(kind=silence())
        ActionFactory(done=True)

        assert list(Action.objects.answered()) == [answered.target.action]


class TestDemandWithStatus:
    @pytest.mark.parametrize(
        "events",
        [
            [],
            [("made", "1 Mar 2024")],
            [("made", "1 Mar 2024"), ("refused", "1 Jun 2024"), ("met", "1 Sep 2024")],
            [("met", "1 Jun 2024"), ("made", "1 Jun 2024")],
            [("refused", "1 Jun 2024"), ("met", "1 Jun 2024")],
            [("refused", "1 Mar 2024"), ("made", "")],
            [("made", "1 Mar 2024"), ("met", "")],
            [("made", ""), ("made", "1 Jun 2024")],
            [("made", "1 Sep 2024"), ("met", "before 1 Jun 2024")],
            [("refused", "1 Sep 2024"), ("made", "before 1 Jun 2024")],
            [("made", "2024"), ("partly_met", "Jun 2024")],
            [("made", "Jun 2024"), ("partly_met", "1 Jun 2024")],
        ],
    )
    @pytest.mark.parametrize("on", [MARCH, JUNE, SEPTEMBER])
    def test_agrees_with_the_rule(self, events, on):
        demand = DemandFactory()
        entered = [
            DemandEventFactory(demand=demand, status=status, development__occurred=PartialDate.read(day))
            if day
            else DemandEventFactory(demand=demand, status=status, development__undated=True)
            for status, day in events
        ]

        status = Demand.objects.with_status(on).get().status

        assert status == rules.status_on(
            [
                rules.StatusEvent(
                    event.status,
                    event.development.occurred_earliest,
                    event.development.occurred_latest,
                    event.pk,
                )
                for event in entered
            ],
            on,
        )

    def test_keeps_demands_apart(self):
        made, unmade = DemandFactory(made=PartialDate.on(MARCH)), DemandFactory()

        status = dict(Demand.objects.with_status(JUNE).values_list("pk", "status"))

        assert status == {made.pk: "made", unmade.pk: ""}

    def test_leaves_out_what_a_reader_may_not_know(self, colleague):
        demand = DemandFactory(made=PartialDate.on(MARCH))
        DemandEventFactory(
            demand=demand,
            status="met",
            development__occurred=PartialDate.on(JUNE),
            development__restricted=True,
        )

        assert Demand.objects.with_status(JUNE).get().status == "met"
        assert Demand.objects.with_status(JUNE, seen_by=colleague).get().status == "made"


class TestDemandQuestions:
    @pytest.fixture
    def demands(self):
        made = {
            status: DemandFactory(made=PartialDate.on(MARCH))
            for status in ("made", "partly_met", "met", "refused", "withdrawn", "moot")
        }
        for status, demand in made.items():
            if status != "made":
                DemandEventFactory(demand=demand, status=status, development__occurred=PartialDate.on(JUNE))
        return made | {"unmade": DemandFactory()}

    def test_finds_those_made(self, demands):
        assert set(Demand.objects.made(MARCH)) == set(demands.values()) - {demands["unmade"]}

    def test_finds_those_met(self, demands):
        assert list(Demand.objects.met(JUNE)) == [demands["met"]]

    def test_finds_none_met_before_the_day(self, demands):
        assert not Demand.objects.met(JUNE - timedelta(days=1)).exists()

    def test_finds_those_that_still_stand(self, demands):
        standing = {demands["made"], demands["partly_met"], demands["refused"]}

        assert set(Demand.objects.open(JUNE)) == standing


class TestClockQuestions:
    DAYS = (date(2024, 2, 29), date(2024, 3, 1), date(2024, 4, 30), date(2024, 5, 1), date(2024, 6, 1))

    @pytest.mark.parametrize("on", DAYS)
    @pytest.mark.parametrize("stopped", ["", "1 Apr 2024", "1 May 2024", "20 May 2024"])
    @pytest.mark.parametrize("by", ["response", "opinion"])
    def test_agree_with_the_rules(self, on, stopped, by):
        clock = ClockFactory()
        stop = PartialDate.read(stopped) if stopped else None
        if stop and by == "response":
            clock.stopped_by = ResponseFactory(target=clock.target, development__occurred=stop)
        elif stop:
            clock.ended_by = OpinionFactory(action=clock.action, adopted=stop)
        clock.save()
        period = {"started_on": clock.started_on, "stopped_on": stop and stop.earliest, "on": on}

        assert Clock.objects.running(on).exists() is rules.is_running(**period)
        assert Clock.objects.overdue(on).exists() is rules.is_overdue(due_on=clock.due_on, **period)

    def test_take_an_undated_answer_for_one_from_the_beginning(self):
        clock = ClockFactory()
        clock.stopped_by = ResponseFactory(target=clock.target, development__undated=True)
        clock.save()

        assert not Clock.objects.running(clock.started_on).exists()

    @pytest.mark.parametrize(
        ("on", "is_due"),
        [
            (date(2024, 4, 19), False),
            (date(2024, 4, 20), True),
            (date(2024, 4, 30), True),
            (date(2024, 5, 1), False),
        ],
    )
    def test_find_what_falls_due_within_ten_days(self, on, is_due):
        ClockFactory(due_on=date(2024, 4, 30))

        assert Clock.objects.due_within(on, 10).exists() is is_due


class TestResponseSubstantive:
    def test_leaves_out_silence(self):
        answer = ResponseFactory()
        ResponseFactory(kind=silence())

        assert list(Response.objects.substantive()) == [answer]


class TestStatementQuotations:
    def test_finds_the_very_words(self):
        StatementFactory()
        quoted = StatementFactory(is_direct_quotation=True)

        assert list(Statement.objects.quotations()) == [quoted]


class TestDesignationInForce:
    @pytest.mark.parametrize(
        ("on", "is_in_force"),
        [
            (MARCH - timedelta(days=1), False),
            (MARCH, True),
            (JUNE - timedelta(days=1), True),
            (JUNE, False),
        ],
    )
    def test_lasts_from_its_making_to_its_withdrawal(self, on, is_in_force):
        case = CaseFactory()
        DesignationFactory(
            development=DevelopmentFactory(case=case, occurred=PartialDate.on(MARCH)),
            withdrawn_by=DevelopmentFactory(case=case, occurred=PartialDate.on(JUNE)),
        )

        assert Designation.objects.in_force(on).exists() is is_in_force

    def test_ends_at_once_when_the_day_of_its_withdrawal_is_unknown(self):
        case = CaseFactory()
        DesignationFactory(
            development=DevelopmentFactory(case=case, occurred=PartialDate.on(MARCH)),
            withdrawn_by=DevelopmentFactory(case=case, undated=True),
        )

        assert not Designation.objects.in_force(JUNE).exists()


class TestForList:
    """Reading what a list shows asks the same number of questions for two rows and for twelve."""

    @pytest.mark.parametrize(
        ("make", "rows", "read"),
        [
            pytest.param(
                lambda: ActionTargetFactory(action__cases=[CaseFactory(), CaseFactory()]),
                lambda user: Action.objects.for_list(user),
                lambda action: [
                    [link.case.reference for link in action.case_links.all()],
                    [str(target) for target in action.targets.all()],
                    str(action.lead),
                    str(action.mechanism),
                ],
                id="actions",
            ),
            pytest.param(
                ActionTargetFactory,
                lambda user: ActionTarget.objects.for_list(),
                lambda target: [str(target), str(target.action)],
                id="targets",
            ),
            pytest.param(
                lambda: DemandFactory(beneficiary=PersonFactory()),
                lambda user: Demand.objects.for_list(),
                lambda demand: [str(demand), demand.case.reference],
                id="demands",
            ),
            pytest.param(
                DemandEventFactory,
                lambda user: DemandEvent.objects.for_list(),
                lambda event: [str(event), str(event.development), str(event.demand.case)],
                id="events",
            ),
            pytest.param(
                ResponseFactory,
                lambda user: Response.objects.for_list(),
                lambda response: [str(response), str(response.development), str(response.target.action)],
                id="responses",
            ),
            pytest.param(
                ClockFactory,
                lambda user: Clock.objects.for_list(),
                lambda clock: [str(clock.action), str(clock.target), str(clock.mechanism)],
                id="clocks",
            ),
            pytest.param(
                lambda: StatementFactory(said_by=PersonFactory(), on_behalf_of=OrganisationFactory()),
                lambda user: Statement.objects.for_list(),
                lambda row: [str(row), str(row.on_behalf_of), row.development.case.reference],
                id="statements",
            ),
            pytest.param(
                DesignationFactory,
                lambda user: Designation.objects.for_list(),
                lambda row: [str(row), str(row.designated_by), str(row.development), str(row.withdrawn_by)],
                id="designations",
            ),
            pytest.param(
                lambda: OpinionCategoryFactory().opinion,
                lambda user: Opinion.objects.for_list(),
                lambda row: [str(row.action), [str(found) for found in row.categories.all()]],
                id="opinions",
            ),
            pytest.param(
                lambda: ImpactFactory(action=None, demand=DemandFactory(beneficiary=PersonFactory())),
                lambda user: Impact.objects.for_list(),
                str,
                id="impacts",
            ),
        ],
    )
    def test_costs_the_same_for_many_rows(self, make, rows, read, django_assert_max_num_queries):
        reader = UserFactory(director=True)
        reader.has_perm("cases.view_every_case")

        def count():
            with django_assert_max_num_queries(100) as captured:
                assert [read(row) for row in rows(reader)]
            return len(captured)

        for _ in range(2):
            make()
        few = count()
        for _ in range(10):
            make()

        assert count() == few
