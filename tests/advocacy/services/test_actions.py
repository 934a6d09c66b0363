"""How actions are planned, carried out and cancelled, and which clocks they start."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from casework.advocacy import services
from casework.advocacy.choices import ActionKind, ActionStatus, DemandStatus
from casework.advocacy.models import Action, ActionDemand, Clock
from casework.cases.choices import DevelopmentKind, Outcome
from casework.cases.models import Development
from casework.cases.services import CaseCannotClose, CitedSource, close_case
from casework.core.partial_dates import PartialDate
from tests.advocacy.services.dates import JUNE, MARCH
from tests.factories.accounts import UserFactory
from tests.factories.advocacy import (
    ActionCaseFactory,
    ActionDemandFactory,
    ActionFactory,
    ActionTargetFactory,
    ClockFactory,
    DemandFactory,
)
from tests.factories.cases import CaseFactory
from tests.factories.persons import OrganisationFactory, PersonFactory
from tests.factories.reference import MechanismFactory
from tests.factories.sources import SourceFactory

pytestmark = pytest.mark.django_db


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
