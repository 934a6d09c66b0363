"""How responses come in, which clocks they stop, and what impact is assessed."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from casework.advocacy import services
from casework.advocacy.choices import ImpactLevel
from casework.advocacy.models import Clock, Impact, Response
from casework.cases.choices import DevelopmentKind
from casework.cases.models import Citation, Development
from casework.cases.services import CitedSource
from casework.reference.choices import Vocabulary
from tests.advocacy.replies import silence
from tests.advocacy.services.dates import JUNE
from tests.factories.advocacy import (
    ActionCaseFactory,
    ActionFactory,
    ActionTargetFactory,
    ClockFactory,
    DemandFactory,
)
from tests.factories.cases import CaseFactory, DevelopmentFactory
from tests.factories.reference import TermFactory, initial_term
from tests.factories.sources import SourceFactory

pytestmark = pytest.mark.django_db


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
