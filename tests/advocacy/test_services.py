"""What happens in advocacy, step by step."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from casework.advocacy import services
from casework.advocacy.choices import (
    ActionKind,
    ActionStatus,
    DemandKind,
    DemandStatus,
    DesignationLabel,
    FollowUpItem,
    FollowUpResult,
    GovernmentReply,
    ImpactLevel,
    OpinionOutcome,
    StatementKind,
)
from casework.advocacy.models import (
    Action,
    ActionDemand,
    Clock,
    Demand,
    DemandEvent,
    Designation,
    Impact,
    Opinion,
    Response,
    Statement,
)
from casework.cases.choices import DevelopmentKind, Outcome, WgadCategory
from casework.cases.models import Citation, Development
from casework.cases.services import CaseCannotClose, CitedSource, close_case
from casework.core.partial_dates import PartialDate
from casework.reference.choices import Vocabulary
from tests.factories.accounts import UserFactory
from tests.factories.advocacy import (
    ActionCaseFactory,
    ActionDemandFactory,
    ActionFactory,
    ActionTargetFactory,
    ClockFactory,
    DemandFactory,
    DesignationFactory,
    OpinionFactory,
    ResponseFactory,
)
from tests.factories.cases import CaseFactory, DevelopmentFactory
from tests.factories.persons import OrganisationFactory, PersonFactory
from tests.factories.reference import LegalProvisionFactory, MechanismFactory, TermFactory, initial_term
from tests.factories.sources import SourceFactory

pytestmark = pytest.mark.django_db

MARCH, JUNE = PartialDate.on(date(2024, 3, 1)), PartialDate.on(date(2024, 6, 1))


def silence():
    return initial_term(Vocabulary.RESPONSE, "none")


class TestPlanAction:
    def test_links_cases_targets_and_demands(self):
        case, lead, mechanism = CaseFactory(), UserFactory(), MechanismFactory()
        ministry, minister = OrganisationFactory(), PersonFactory()
        demand = DemandFactory(case=case)

        action = services.plan_action(
            kind=ActionKind.JOINT_LETTER,
            title="Letter on the closed hearing",
            cases=[case],
            targets=[ministry, minister],
            demands=[demand],
            lead=lead,
            planned_on=date(2024, 4, 1),
            mechanism=mechanism,
            notes="With two partners.",
        )

        action.refresh_from_db()
        assert (action.status, action.lead, action.mechanism) == (ActionStatus.PLANNED, lead, mechanism)
        assert (action.planned_on, action.notes) == (date(2024, 4, 1), "With two partners.")
        assert [link.case for link in action.case_links.all()] == [case]
        assert {target.organisation or target.person for target in action.targets.all()} == {
            ministry,
            minister,
        }
        assert [link.demand for link in action.demand_links.all()] == [demand]

    def test_refuses_a_demand_of_a_case_it_does_not_serve_and_leaves_nothing(self):
        with pytest.raises(services.DemandOfAnotherCase, match="Add that case first"):
            services.plan_action(
                kind=ActionKind.LETTER, title="Letter", cases=[CaseFactory()], demands=[DemandFactory()]
            )

        assert not Action.objects.exists()
        assert not ActionDemand.objects.exists()

    def test_refuses_a_kind_that_does_not_exist(self):
        with pytest.raises(ValidationError):
            services.plan_action(kind="telegram", title="Telegram")


class TestStartAction:
    def test_says_that_work_has_begun(self):
        action = services.start_action(action=ActionFactory())

        assert Action.objects.get() == action
        assert Action.objects.get().status == ActionStatus.IN_PROGRESS

    def test_refuses_a_cancelled_action(self):
        with pytest.raises(services.ActionIsOver, match="already cancelled"):
            services.start_action(action=ActionFactory(cancelled=True))


class TestCancelAction:
    @pytest.mark.parametrize("trait", [{}, {"in_progress": True}])
    def test_gives_up_what_was_not_carried_out(self, trait):
        services.cancel_action(action=ActionFactory(**trait))

        assert Action.objects.get().status == ActionStatus.CANCELLED

    def test_refuses_what_was_done(self):
        with pytest.raises(services.ActionIsOver, match="already done"):
            services.cancel_action(action=ActionFactory(done=True))


class TestCarryOutAction:
    def test_tells_of_it_in_every_case(self):
        first, second = CaseFactory(), CaseFactory()
        source = SourceFactory()

        action = services.carry_out_action(
            action=ActionFactory(cases=[first, second]),
            occurred=MARCH,
            headline="Letter sent",
            narrative="By courier.",
            reference_given="G/12",
            citations=(CitedSource(source=source, locator="p. 1") for _ in range(1)),
        )

        assert (action.status, action.reference_given) == (ActionStatus.DONE, "G/12")
        told = {link.case: link.development for link in action.case_links.all()}
        assert set(told) == {first, second}
        for case, development in told.items():
            assert development.case == case
            assert (development.kind, development.headline) == (
                DevelopmentKind.ADVOCACY_ACTION,
                "Letter sent",
            )
            assert (development.occurred, development.narrative) == (MARCH, "By courier.")
            assert [citation.source for citation in development.citations.all()] == [source]

    def test_keeps_the_development_that_already_tells_of_it(self):
        link = ActionCaseFactory(told=True)

        action = services.carry_out_action(action=link.action, occurred=MARCH, headline="Letter sent")

        assert action.case_links.get().development == link.development
        assert Development.objects.count() == 1

    def test_makes_its_demands_once(self):
        case = CaseFactory()
        action = ActionFactory(cases=[case])
        fresh, pressed_again = DemandFactory(case=case), DemandFactory(case=case, made=MARCH)
        for demand in (fresh, pressed_again):
            ActionDemandFactory(action=action, demand=demand)

        services.carry_out_action(action=action, occurred=JUNE, headline="Letter sent")

        assert [(event.status, event.development.occurred) for event in fresh.events.all()] == [
            (DemandStatus.MADE, JUNE)
        ]
        assert [event.development.occurred for event in pressed_again.events.all()] == [MARCH]

    def test_starts_the_reply_period_for_each_target(self):
        mechanism = MechanismFactory(in_days=True, short_name="WG")
        action = ActionFactory(
            kind=ActionKind.WGAD_PETITION, mechanism=mechanism, cases=[CaseFactory(), CaseFactory()]
        )
        targets = {ActionTargetFactory(action=action), ActionTargetFactory(action=action, in_person=True)}

        services.carry_out_action(action=action, occurred=MARCH, headline="Petition sent")

        clocks = Clock.objects.all()
        assert {clock.target for clock in clocks} == targets
        assert {(clock.started_on, clock.due_on) for clock in clocks} == {
            (date(2024, 3, 1), date(2024, 4, 30))
        }
        assert {clock.rule for clock in clocks} == {
            "Reply to the petition to the Working Group on Arbitrary Detention: WG"
        }
        assert {clock.mechanism for clock in clocks} == {mechanism}

    def test_starts_one_reply_period_where_there_is_no_target(self):
        action = ActionFactory(petition=True, cases=[CaseFactory()])

        services.carry_out_action(action=action, occurred=MARCH, headline="Petition sent")

        assert Clock.objects.get().target is None

    @pytest.mark.parametrize(
        ("kind", "trait", "due_on"),
        [
            (ActionKind.URGENT_APPEAL, "in_days", date(2024, 3, 31)),
            (ActionKind.ALLEGATION_LETTER, "in_days", date(2024, 4, 30)),
            (ActionKind.TREATY_BODY_COMMUNICATION, "in_months", date(2024, 9, 1)),
        ],
    )
    def test_counts_as_the_mechanism_and_the_kind_say(self, kind, trait, due_on):
        action = ActionFactory(kind=kind, mechanism=MechanismFactory(**{trait: True}), cases=[CaseFactory()])

        services.carry_out_action(action=action, occurred=MARCH, headline="Sent")

        assert Clock.objects.get().due_on == due_on

    def test_counts_from_the_latest_day_on_which_it_can_have_been_sent(self):
        action = ActionFactory(petition=True, cases=[CaseFactory()])

        services.carry_out_action(action=action, occurred=PartialDate.read("Mar 2024"), headline="Sent")

        assert Clock.objects.get().started_on == date(2024, 3, 31)

    @pytest.mark.parametrize("mechanism", [None, MechanismFactory])
    def test_starts_no_period_without_a_rule(self, mechanism):
        action = ActionFactory(mechanism=mechanism and mechanism(), cases=[CaseFactory()])

        services.carry_out_action(action=action, occurred=PartialDate.unknown(), headline="Sent")

        assert not Clock.objects.exists()

    def test_refuses_an_unknown_day_where_a_period_counts_from_it(self):
        action = ActionFactory(petition=True, cases=[CaseFactory()])

        with pytest.raises(services.DayOfSendingUnknown, match="Say when it was sent"):
            services.carry_out_action(action=action, occurred=PartialDate.unknown(), headline="Sent")

        assert Action.objects.get().status == ActionStatus.PLANNED
        assert not Development.objects.exists()

    def test_refuses_an_action_that_serves_no_case(self):
        with pytest.raises(services.ActionServesNoCase, match="serves no case"):
            services.carry_out_action(action=ActionFactory(), occurred=MARCH, headline="Sent")

        assert Action.objects.get().status == ActionStatus.PLANNED

    def test_refuses_a_demand_of_another_case(self):
        action = ActionFactory(cases=[CaseFactory()])
        ActionDemandFactory(action=action)

        with pytest.raises(services.DemandOfAnotherCase):
            services.carry_out_action(action=action, occurred=MARCH, headline="Sent")

        assert not Development.objects.exists()

    @pytest.mark.parametrize("trait", ["done", "cancelled"])
    def test_refuses_what_is_over(self, trait):
        action = ActionFactory(cases=[CaseFactory()], **{trait: True})

        with pytest.raises(services.ActionIsOver):
            services.carry_out_action(action=action, occurred=MARCH, headline="Sent")

    def test_refuses_a_missing_headline(self):
        with pytest.raises(ValidationError):
            services.carry_out_action(
                action=ActionFactory(cases=[CaseFactory()]), occurred=MARCH, headline=""
            )

        assert Action.objects.get().status == ActionStatus.PLANNED


class TestStartClock:
    def test_refuses_a_target_of_another_action(self):
        with pytest.raises(ValidationError, match="target of the same action"):
            services.start_clock(
                action=ActionFactory(),
                target=ActionTargetFactory(),
                rule="Comments on the reply",
                started_on=date(2024, 3, 1),
                due_on=date(2024, 4, 1),
            )


class TestObjectToClosing:
    @pytest.mark.parametrize(
        ("traits", "words"),
        [
            ([], None),
            ([{"done": True}, {"cancelled": True}], None),
            ([{}], "1 action is still planned or in progress: carry it out or cancel it."),
            (
                [{}, {"in_progress": True}],
                "2 actions are still planned or in progress: carry them out or cancel them.",
            ),
        ],
    )
    def test_counts_what_is_under_way(self, traits, words):
        case = CaseFactory()
        for trait in traits:
            ActionFactory(cases=[case], **trait)
        ActionFactory(cases=[CaseFactory()])

        assert services.object_to_closing(case) == words

    def test_keeps_the_case_open(self):
        case = CaseFactory()
        ActionFactory(cases=[case])

        with pytest.raises(CaseCannotClose, match="1 action is still planned"):
            close_case(case=case, closed_on=date(2024, 6, 1), outcome=Outcome.RELEASED)

    def test_lets_a_case_close_while_a_clock_runs(self):
        case = CaseFactory()
        ClockFactory(target__action=ActionFactory(done=True, cases=[case]))

        assert services.object_to_closing(case) is None


class TestMakeDemand:
    def test_records_what_is_asked_and_when(self):
        development = DevelopmentFactory(occurred=MARCH)
        action = ActionFactory(done=True, cases=[development.case])
        person = PersonFactory()

        demand = services.make_demand(
            case=development.case,
            what=DemandKind.MEDICAL_CARE,
            development=development,
            action=action,
            beneficiary=person,
            wording="Let a doctor in.",
        )

        stored = Demand.objects.with_status(date(2024, 3, 1)).get(pk=demand.pk)
        assert (stored.status, stored.beneficiary, stored.wording) == ("made", person, "Let a doctor in.")
        assert stored.action_links.get().action == action

    def test_leaves_it_unmade_without_a_development(self):
        demand = services.make_demand(
            case=CaseFactory(), what=DemandKind.RELEASE, beneficiary_class="all political prisoners"
        )

        assert not demand.events.exists()

    @pytest.mark.parametrize("stray", ["development", "action"])
    def test_refuses_what_belongs_to_another_case_and_leaves_nothing(self, stray):
        values = {
            "development": {"development": DevelopmentFactory},
            "action": {"action": lambda: ActionFactory(cases=[CaseFactory()])},
        }[stray]

        with pytest.raises(ValidationError):
            services.make_demand(
                case=CaseFactory(),
                what=DemandKind.RELEASE,
                **{name: make() for name, make in values.items()},
            )

        assert not Demand.objects.exists()


class TestLogDemandEvent:
    def test_refuses_an_answer_to_what_was_never_asked(self):
        demand = DemandFactory()

        with pytest.raises(services.DemandNotMade, match="has not been made"):
            services.log_demand_event(
                demand=demand,
                development=DevelopmentFactory(case=demand.case),
                status=DemandStatus.MET,
            )

        assert not DemandEvent.objects.exists()


class TestAnswerDemand:
    @pytest.mark.parametrize(
        ("status", "kind"),
        [
            (DemandStatus.PARTLY_MET, DevelopmentKind.RESPONSE),
            (DemandStatus.MET, DevelopmentKind.RESPONSE),
            (DemandStatus.REFUSED, DevelopmentKind.RESPONSE),
            (DemandStatus.MOOT, DevelopmentKind.RESPONSE),
            (DemandStatus.WITHDRAWN, DevelopmentKind.ADVOCACY_ACTION),
        ],
    )
    def test_logs_what_became_of_it(self, status, kind):
        demand = DemandFactory(made=MARCH)

        event = services.answer_demand(
            demand=demand, status=status, occurred=JUNE, headline="The ministry replied"
        )

        assert (event.development.kind, event.development.occurred) == (kind, JUNE)
        assert event.development.case == demand.case
        assert Demand.objects.with_status(date(2024, 6, 1)).get().status == status

    def test_takes_a_development_already_logged(self):
        demand = DemandFactory(made=MARCH)
        release = DevelopmentFactory(case=demand.case, kind=DevelopmentKind.RELEASE, occurred=JUNE)

        event = services.answer_demand(demand=demand, status=DemandStatus.MET, development=release)

        assert event.development == release

    def test_may_come_without_a_day(self):
        demand = DemandFactory(made=MARCH)

        event = services.answer_demand(demand=demand, status=DemandStatus.MET, headline="He was let go")

        assert not event.development.occurred

    def test_refuses_that_it_was_made(self):
        with pytest.raises(services.NotAnAnswer, match="no answer"):
            services.answer_demand(
                demand=DemandFactory(made=MARCH), status=DemandStatus.MADE, headline="Again"
            )

    def test_refuses_neither_a_development_nor_a_headline(self):
        with pytest.raises(services.DevelopmentUnclear, match="give a headline"):
            services.answer_demand(demand=DemandFactory(made=MARCH), status=DemandStatus.MET, occurred=JUNE)

    def test_refuses_both(self):
        demand = DemandFactory(made=MARCH)

        with pytest.raises(services.DevelopmentUnclear):
            services.answer_demand(
                demand=demand,
                status=DemandStatus.MET,
                development=DevelopmentFactory(case=demand.case),
                headline="He was let go",
            )

    def test_refuses_a_development_of_another_case(self):
        with pytest.raises(services.DevelopmentOfAnotherCase):
            services.answer_demand(
                demand=DemandFactory(made=MARCH), status=DemandStatus.MET, development=DevelopmentFactory()
            )

    def test_leaves_no_development_behind_when_it_is_refused(self):
        demand = DemandFactory()

        with pytest.raises(services.DemandNotMade):
            services.answer_demand(demand=demand, status=DemandStatus.MET, headline="He was let go")

        assert not Development.objects.exists()


class TestLogResponse:
    @pytest.fixture
    def target(self):
        return ActionTargetFactory(action=ActionFactory(done=True, cases=[CaseFactory()]))

    def test_tells_of_it_in_the_case(self, target):
        kind, source = TermFactory(response=True), SourceFactory()

        response = services.log_response(
            target=target,
            kind=kind,
            text="We take note.",
            occurred=JUNE,
            headline="The ministry replied",
            citations=[CitedSource(source=source)],
        )

        assert (response.kind, response.text) == (kind, "We take note.")
        assert response.development.case == target.action.case_links.get().case
        assert (response.development.kind, response.development.occurred) == (DevelopmentKind.RESPONSE, JUNE)
        assert Citation.objects.get().source == source

    def test_stops_the_clocks_that_await_it(self, target):
        action = target.action
        awaiting = ClockFactory(target=target)
        awaiting_anybody = ClockFactory(action=action, target=None)
        other_target = ClockFactory(target=ActionTargetFactory(action=action))
        started_later = ClockFactory(target=target, started_on=date(2024, 7, 1), due_on=date(2024, 8, 1))

        response = services.log_response(
            target=target, kind=TermFactory(response=True), occurred=JUNE, headline="The ministry replied"
        )

        assert set(response.clocks_stopped.all()) == {awaiting, awaiting_anybody}
        assert set(Clock.objects.running(date(2024, 7, 1))) == {other_target, started_later}

    def test_leaves_alone_what_was_stopped_before(self, target):
        clock = ClockFactory(target=target)
        first, second = (
            services.log_response(
                target=target, kind=TermFactory(response=True), occurred=JUNE, headline=headline
            )
            for headline in ("The ministry replied", "The ministry replied again")
        )

        clock.refresh_from_db()
        assert clock.stopped_by == first
        assert not second.clocks_stopped.exists()

    @pytest.mark.parametrize("code", ["none", "acknowledged"])
    def test_stops_no_clock_when_no_reply_came(self, target, code):
        clock = ClockFactory(target=target)

        services.log_response(
            target=target,
            kind=initial_term(Vocabulary.RESPONSE, code),
            occurred=JUNE,
            headline="No reply came",
        )

        assert list(Clock.objects.overdue(date(2024, 6, 1))) == [clock]

    def test_needs_the_case_where_the_action_serves_several(self, target):
        case = CaseFactory()
        ActionCaseFactory(action=target.action, case=case)
        values = {
            "target": target,
            "kind": TermFactory(response=True),
            "occurred": JUNE,
            "headline": "The ministry replied",
        }

        with pytest.raises(services.CaseUnclear, match="several cases"):
            services.log_response(**values)
        response = services.log_response(case=case, **values)

        assert response.development.case == case

    def test_takes_a_development_already_logged(self, target):
        development = DevelopmentFactory(case=target.action.case_links.get().case, occurred=JUNE)

        response = services.log_response(
            target=target, kind=TermFactory(response=True), development=development
        )

        assert response.development == development

    def test_refuses_a_case_that_the_action_does_not_serve_and_leaves_nothing(self, target):
        with pytest.raises(ValidationError, match="case the action serves"):
            services.log_response(
                target=target,
                case=CaseFactory(),
                kind=TermFactory(response=True),
                occurred=JUNE,
                headline="The ministry replied",
            )

        assert not Development.objects.exists()
        assert not Response.objects.exists()

    def test_refuses_an_answer_to_what_was_not_carried_out(self):
        target = ActionTargetFactory(action__cases=[CaseFactory()])

        with pytest.raises(services.ActionNotCarriedOut, match="has not been carried out"):
            services.log_response(
                target=target, kind=TermFactory(response=True), occurred=JUNE, headline="A reply"
            )


class TestSettleClocks:
    @pytest.fixture
    def response(self):
        target = ActionTargetFactory(action=ActionFactory(done=True, cases=[CaseFactory()]))
        ClockFactory(target=target)
        return services.log_response(
            target=target, kind=TermFactory(response=True), occurred=JUNE, headline="The ministry replied"
        )

    def test_lets_a_clock_run_again_when_the_answer_turns_out_to_be_silence(self, response):
        response.kind = silence()
        response.save()

        services.settle_clocks(response=response)

        assert not response.clocks_stopped.exists()

    def test_lets_a_clock_run_again_when_somebody_else_answered(self, response):
        response.target = ActionTargetFactory(action=response.target.action)
        response.save()

        services.settle_clocks(response=response)

        assert not response.clocks_stopped.exists()

    def test_changes_nothing_twice(self, response):
        clock = response.clocks_stopped.get()

        assert services.settle_clocks(response=response) == []
        assert response.clocks_stopped.get().head_id == clock.head_id


class TestAssessImpact:
    @pytest.mark.parametrize(("name", "make"), [("action", ActionFactory), ("demand", DemandFactory)])
    def test_is_of_an_action_or_a_demand(self, name, make):
        subject = make()

        impact = services.assess_impact(
            level=ImpactLevel.MIXED,
            why="Visits resumed, and the guards took it out on him.",
            assessed_on=date(2024, 6, 1),
            **{name: subject},
        )

        assert getattr(Impact.objects.get(pk=impact.pk), name) == subject

    def test_refuses_to_be_of_nothing(self):
        with pytest.raises(ValidationError, match="choose one"):
            services.assess_impact(level=ImpactLevel.NONE, why="Nothing moved.", assessed_on=date(2024, 6, 1))


class TestMakeStatement:
    def test_records_every_point_with_its_speaker(self):
        case, centre, director = CaseFactory(), OrganisationFactory(), PersonFactory()

        condemnation, warning = services.make_statement(
            case=case,
            issued_by=centre,
            occurred=MARCH,
            headline="The centre condemns the verdict",
            points=[
                services.Point(kind=StatementKind.CONDEMNATION, text="It condemns it.", is_about_case=True),
                services.Point(
                    kind=StatementKind.WARNING,
                    text="He could be arrested again.",
                    said_by=director,
                    is_direct_quotation=True,
                ),
            ],
        )

        assert condemnation.development == warning.development
        assert condemnation.development.kind == DevelopmentKind.THIRD_PARTY_STATEMENT
        assert condemnation.development.case == case
        assert {condemnation.issued_by, warning.issued_by} == {centre}
        assert (condemnation.said_by, warning.said_by) == (None, director)
        assert (condemnation.is_about_case, warning.is_about_case) == (True, False)
        assert (condemnation.is_direct_quotation, warning.is_direct_quotation) == (False, True)

    def test_is_official_when_an_authority_speaks(self):
        (statement,) = services.make_statement(
            case=CaseFactory(),
            issued_by=OrganisationFactory(),
            is_official=True,
            headline="The prosecutor denies it",
            points=[services.Point(kind=StatementKind.QUOTATION, text="There was no torture.")],
        )

        assert statement.development.kind == DevelopmentKind.OFFICIAL_STATEMENT

    def test_takes_a_development_already_logged(self):
        development = DevelopmentFactory()

        (statement,) = services.make_statement(
            case=development.case,
            development=development,
            said_by=PersonFactory(),
            on_behalf_of=OrganisationFactory(),
            points=[services.Point(kind=StatementKind.CONCERN, text="We are concerned.")],
        )

        assert statement.development == development

    def test_refuses_to_say_nothing(self):
        with pytest.raises(services.NothingWasSaid, match="at least one point"):
            services.make_statement(case=CaseFactory(), headline="Silence", points=[])

        assert not Development.objects.exists()

    def test_refuses_a_point_that_nobody_made_and_leaves_nothing(self):
        with pytest.raises(ValidationError, match="Name the organisation"):
            services.make_statement(
                case=CaseFactory(),
                headline="A statement",
                points=[
                    services.Point(kind=StatementKind.CONCERN, text="Concern.", said_by=PersonFactory()),
                    services.Point(kind=StatementKind.CONCERN, text="More concern."),
                ],
            )

        assert not Statement.objects.exists()
        assert not Development.objects.exists()


class TestDesignate:
    def test_records_who_recognised_whom_as_what(self):
        case, person, council = CaseFactory(), PersonFactory(), OrganisationFactory()

        designation = services.designate(
            case=case,
            person=person,
            label=DesignationLabel.PRISONER_OF_CONSCIENCE,
            designated_by=council,
            criteria="Peaceful expression only.",
            occurred=MARCH,
            headline="The council names a prisoner of conscience",
        )

        assert (designation.person, designation.designated_by) == (person, council)
        assert (designation.development.case, designation.development.kind) == (
            case,
            DevelopmentKind.DESIGNATION,
        )
        assert list(Designation.objects.in_force(date(2024, 3, 1))) == [designation]

    def test_refuses_what_already_stands(self):
        standing = DesignationFactory()

        with pytest.raises(ValidationError, match="already recognises"):
            services.designate(
                case=CaseFactory(),
                person=standing.person,
                label=standing.label,
                designated_by=standing.designated_by,
                headline="Again",
            )

        assert Development.objects.count() == 1


class TestWithdrawDesignation:
    def test_ends_it_on_the_day(self):
        designation = DesignationFactory(development__occurred=MARCH)

        services.withdraw_designation(
            designation=designation, occurred=JUNE, headline="The council withdraws the name"
        )

        assert Designation.objects.in_force(date(2024, 5, 31)).exists()
        assert not Designation.objects.in_force(date(2024, 6, 1)).exists()

    def test_refuses_to_do_it_twice(self):
        designation = services.withdraw_designation(
            designation=DesignationFactory(), occurred=JUNE, headline="Withdrawn"
        )

        with pytest.raises(services.DesignationAlreadyWithdrawn, match="already been withdrawn"):
            services.withdraw_designation(designation=designation, occurred=JUNE, headline="Withdrawn")


class TestRecordOpinion:
    @pytest.fixture
    def petition(self):
        action = ActionFactory(done=True, petition=True, cases=[CaseFactory(), CaseFactory()])
        ClockFactory(target__action=action)
        return action

    def record(self, action, **values):
        return services.record_opinion(
            **{
                "action": action,
                "number": "12/2024",
                "outcome": OpinionOutcome.ARBITRARY,
                "adopted": PartialDate.on(date(2024, 5, 3)),
                "occurred": JUNE,
                "headline": "The Working Group finds the detention arbitrary",
            }
            | values
        )

    def test_keeps_its_findings(self, petition):
        provision = LegalProvisionFactory()

        opinion = self.record(
            petition,
            symbol="A/HRC/WGAD/2024/12",
            session="99th",
            government_reply=GovernmentReply.LATE,
            categories=[WgadCategory.EXERCISE_OF_RIGHTS, WgadCategory.UNFAIR_TRIAL],
            provisions=[provision],
        )

        opinion.refresh_from_db()
        assert [found.category for found in opinion.categories.all()] == ["II", "III"]
        assert [named.provision for named in opinion.provisions.all()] == [provision]
        assert (opinion.symbol, opinion.session) == ("A/HRC/WGAD/2024/12", "99th")
        assert opinion.government_reply == GovernmentReply.LATE

    def test_is_told_in_every_case_on_the_day_it_became_known(self, petition):
        self.record(petition)

        told = Development.objects.all()
        assert {development.case for development in told} == {link.case for link in petition.case_links.all()}
        assert {(development.kind, development.occurred) for development in told} == {
            (DevelopmentKind.RESPONSE, JUNE)
        }

    def test_ends_the_clocks_that_ran(self, petition):
        ran = Clock.objects.get()
        started_later = ClockFactory(target=ran.target, started_on=date(2024, 5, 4), due_on=date(2024, 8, 1))

        opinion = self.record(petition)

        assert list(opinion.clocks_ended.all()) == [ran]
        assert list(Clock.objects.running(date(2024, 6, 1))) == [started_later]

    def test_leaves_answered_clocks_as_they_are(self, petition):
        clock = Clock.objects.get()
        clock.stopped_by = ResponseFactory(target=clock.target)
        clock.save()

        opinion = self.record(petition)

        assert not opinion.clocks_ended.exists()

    def test_starts_six_months_of_follow_up_when_it_is_transmitted(self, petition):
        target = petition.targets.get()

        self.record(petition, transmitted_on=date(2024, 8, 31))

        clock = Clock.objects.get(rule="Follow-up to opinion 12/2024")
        assert (clock.target, clock.started_on, clock.due_on) == (
            target,
            date(2024, 8, 31),
            date(2025, 2, 28),
        )
        assert clock in Clock.objects.running(date(2024, 9, 1))

    def test_refuses_categories_without_a_finding_of_arbitrariness_and_leaves_nothing(self, petition):
        with pytest.raises(ValidationError, match="finds the detention arbitrary"):
            self.record(
                petition, outcome=OpinionOutcome.NOT_ARBITRARY, categories=[WgadCategory.UNFAIR_TRIAL]
            )

        assert not Opinion.objects.exists()

    def test_refuses_an_opinion_on_what_was_never_sent(self):
        with pytest.raises(services.ActionNotCarriedOut):
            self.record(ActionFactory(petition=True))


class TestLogFollowUp:
    def test_records_what_was_done(self):
        opinion = OpinionFactory()

        services.log_follow_up(
            opinion=opinion, item=FollowUpItem.RELEASE, result=FollowUpResult.DONE, known=JUNE
        )

        follow_up = opinion.follow_ups.get()
        assert (follow_up.result, follow_up.known) == (FollowUpResult.DONE, JUNE)
