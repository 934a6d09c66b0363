"""Demands, actions, replies, clocks and designations: counted by hand."""

import pytest

from casework.advocacy.choices import ActionKind, DemandStatus, DesignationLabel
from casework.reference.choices import Vocabulary
from tests.dashboards.counting import FIRST, LAST, day, measure, names, parts, when
from tests.factories.advocacy import (
    ActionCaseFactory,
    ActionFactory,
    ActionTargetFactory,
    ClockFactory,
    DemandEventFactory,
    DemandFactory,
    DesignationFactory,
    OpinionFactory,
    ResponseFactory,
)
from tests.factories.cases import CaseFactory, DevelopmentFactory
from tests.factories.persons import PersonFactory
from tests.factories.reference import MechanismFactory, initial_term

pytestmark = pytest.mark.django_db


def demand(**events):
    """Make a demand with a step of each named status on its date."""
    made = DemandFactory(case=events.pop("case", None) or CaseFactory())
    for status, occurred in events.items():
        DemandEventFactory(demand=made, status=DemandStatus(status), development__occurred=when(occurred))
    return made


def action(occurred="2024-03-01", *, targets=1, case=None, **values):
    """Carry out an action for a case on a date; return those whom it addresses."""
    done = ActionFactory(done=True, **values)
    ActionCaseFactory(
        action=done, case=case or CaseFactory(), told=True, development__occurred=when(occurred)
    )
    return [ActionTargetFactory(action=done) for _number in range(targets)]


def reply(target, occurred="2024-04-01", code="favourable"):
    """Let a target answer on a date, in the case that the action serves."""
    development = DevelopmentFactory(case=target.action.case_links.get().case, occurred=when(occurred))
    kind = initial_term(Vocabulary.RESPONSE, code)
    return ResponseFactory(target=target, development=development, kind=kind)


class TestDemands:
    def test_stand_as_the_last_step_by_the_day_left_them(self, read):
        demand(made="2024-02-01", refused="2024-04-10", partly_met="2024-06-10", met="2024-08-10")
        demand(made="2024-02-01", withdrawn="2024-08-11")

        expected = {
            "2024-01-31": {},
            "2024-02-01": {"made": 2},
            "2024-04-09": {"made": 2},
            "2024-04-10": {"made": 1, "refused": 1},
            "2024-06-10": {"made": 1, "partly_met": 1},
            "2024-08-10": {"made": 1, "met": 1},
            "2024-08-11": {"withdrawn": 1, "met": 1},
        }
        assert {text: parts(read("demands", day(text)), "status") for text in expected} == expected

    def test_never_made_do_not_count(self, read):
        DemandFactory()

        assert read("demands", LAST).number == 0

    def test_count_from_the_first_day_on_which_they_can_have_been_made(self, read):
        demand(made="2024-05", case=CaseFactory(country="BY"))

        assert [read("demands", day(text)).number for text in ("2024-04-30", "2024-05-01")] == [0, 1]
        assert [read("demands", LAST, country=code).number for code in ("BY", "KZ")] == [1, 0]


class TestActions:
    def test_count_on_the_bounds_of_the_period_and_on_the_first_possible_day(self, read):
        for occurred in ("2023-12-31", "2024", "2024-12-31", "2025-01-01", ""):
            action(occurred)

        actions = read("actions", LAST, FIRST)
        assert (actions.number, actions.before) == (2, 1)
        assert parts(actions, "month") == {"2024-01": 1, "2024-12": 1}

    def test_that_are_not_done_do_not_count(self, read):
        case = CaseFactory()
        for trait in ("in_progress", "cancelled"):
            ActionCaseFactory(action=ActionFactory(**{trait: True}), case=case, told=True)

        assert read("actions", LAST, day("2020-01-01")).number == 0

    def test_for_several_cases_count_once_on_the_first_day_for_those_that_count(self, read):
        done = ActionFactory(done=True, kind=ActionKind.PRESS_RELEASE)
        for country, occurred in (("KZ", "2023-11-05"), ("BY", "2024-03-05"), ("BY", "2024-02-05")):
            links = {"case__country": country, "development__occurred": when(occurred)}
            ActionCaseFactory(action=done, told=True, **links)

        assert read("actions", LAST, FIRST).number == 0
        abroad = read("actions", LAST, FIRST, country="BY")
        assert (abroad.number, parts(abroad, "month")) == (1, {"2024-02": 1})
        assert parts(abroad, "kind") == {"press_release": 1}

    def test_are_answered_by_a_reply_and_neither_by_silence_nor_by_a_receipt(self, read):
        for code in ("favourable", "acknowledged", "none"):
            reply(*action(), code=code)

        actions = read("actions", LAST, FIRST)
        assert parts(actions, "reply") == {"answered": 1, "unanswered": 2}
        assert measure(actions) == {"answered": "33%"}

    def test_are_answered_if_anybody_addressed_has_replied_by_the_day(self, read):
        first, second = action(targets=2)
        reply(first, "2024-06-10", "acknowledged")
        reply(second, "2024-06-10")
        reply(second, "2024-06-11")

        before, after = read("actions", day("2024-06-09"), FIRST), read("actions", day("2024-06-10"), FIRST)
        assert (parts(before, "reply"), measure(before)) == ({"unanswered": 1}, {"answered": "0%"})
        assert (parts(after, "reply"), measure(after)) == ({"answered": 1}, {"answered": "100%"})

    def test_addressed_to_nobody_are_left_out_of_the_response_rate(self, read):
        reply(*action())
        action()
        action(targets=0)
        action(targets=0)

        actions = read("actions", LAST, FIRST)
        assert parts(actions, "reply") == {"answered": 1, "unanswered": 1, "none": 2}
        assert names(actions, "reply")[-1] == "addressed to nobody"
        assert measure(actions) == {"answered": "50%"}

    def test_have_no_response_rate_where_none_addresses_anybody(self, read):
        action(targets=0)

        assert measure(read("actions", LAST, FIRST)) == {}


class TestReplies:
    def test_count_in_the_period_in_which_they_came(self, read):
        for occurred in ("2023-12-31", "2024-01-01", "2024-12-31", "2025-01-01", ""):
            reply(*action("2019-05-05"), occurred)

        replies = read("replies", LAST, FIRST)
        assert (replies.number, replies.before) == (2, 1)
        assert parts(replies, "action") == {"letter": 2}

    def test_are_neither_silence_nor_receipts(self, read):
        for code in ("acknowledged", "none", "token"):
            reply(*action(), code=code)

        replies = read("replies", LAST, FIRST)
        assert (replies.number, names(replies, "kind")) == (
            1,
            [str(initial_term(Vocabulary.RESPONSE, "token"))],
        )

    def test_tell_the_lower_of_the_middle_two_waits(self, read):
        for occurred in ("2024-03-11", "2024-03-21", "2024-04-10", "2024-05-01"):
            reply(*action("2024-03-01"), occurred)

        assert measure(read("replies", LAST, FIRST)) == {"median wait": "20 days"}

    def test_wait_from_first_possible_day_to_first_possible_day(self, read):
        reply(*action("2024-02"), "2024-03")

        assert measure(read("replies", LAST, FIRST)) == {"median wait": "29 days"}

    def test_tell_no_wait_where_the_action_has_no_day(self, read):
        reply(*action(""), "2024-03-01")

        replies = read("replies", LAST, FIRST)
        assert (replies.number, measure(replies)) == (1, {})


class TestClocks:
    def test_run_from_their_first_day_until_something_stops_them(self, read):
        target = ActionTargetFactory()
        answer = ResponseFactory(target=target, development__occurred=when("2024-04-10"))
        ClockFactory(target=target, stopped_by=answer)

        days = ("2024-02-29", "2024-03-01", "2024-04-09", "2024-04-10")
        assert [read("clocks", day(text)).number for text in days] == [0, 1, 1, 0]

    def test_are_ended_by_an_opinion(self, read):
        target = ActionTargetFactory(action=ActionFactory(done=True, petition=True))
        ClockFactory(target=target, ended_by=OpinionFactory(action=target.action, adopted=when("2024-04-10")))

        assert [read("clocks", day(f"2024-04-{number}")).number for number in ("09", 10)] == [1, 0]

    def test_are_overdue_from_the_day_after_their_last(self, read):
        ClockFactory(due_on=day("2024-04-30"))

        urgencies = {
            "2024-03-30": {"none": 1},
            "2024-03-31": {"soon": 1},
            "2024-04-30": {"soon": 1},
            "2024-05-01": {"overdue": 1},
        }
        assert {text: parts(read("clocks", day(text)), "urgency") for text in urgencies} == urgencies
        assert names(read("clocks", day("2024-03-30")), "urgency") == ["due later"]

    def test_count_for_the_cases_that_their_action_serves(self, read):
        mechanism = MechanismFactory()
        clock = ClockFactory(mechanism=mechanism)
        for country in ("KZ", "BY"):
            ActionCaseFactory(action=clock.action, case__country=country)

        counts = [read("clocks", LAST, country=code).number for code in ("", "KZ", "BY", "GE")]
        assert counts == [1, 1, 1, 0]
        assert parts(read("clocks", LAST), "mechanism") == {str(mechanism.pk): 1}


class TestDesignations:
    def test_count_from_the_day_they_are_made_until_they_are_withdrawn(self, read):
        case = CaseFactory()
        DesignationFactory(
            development=DevelopmentFactory(case=case, occurred=when("2024-02-01")),
            withdrawn_by=DevelopmentFactory(case=case, occurred=when("2024-06-10")),
        )

        days = ("2024-01-31", "2024-02-01", "2024-06-09", "2024-06-10")
        assert [read("designations", day(text)).number for text in days] == [0, 1, 1, 0]

    def test_by_two_organisations_count_twice(self, read):
        person = PersonFactory()
        DesignationFactory(person=person)
        DesignationFactory(person=person, label=DesignationLabel.HUMAN_RIGHTS_DEFENDER)

        designations = read("designations", LAST)
        assert designations.number == 2
        assert parts(designations, "label") == {"political_prisoner": 1, "human_rights_defender": 1}
