"""How demands stand and when replies fall due."""

from datetime import date

import pytest

from casework.advocacy import rules
from casework.advocacy.choices import ActionKind, ActionStatus, DemandStatus
from casework.advocacy.rules import StatusEvent
from casework.reference.choices import Vocabulary
from casework.reference.vocabularies.terms import TERMS

SPRING, SUMMER, AUTUMN = date(2024, 3, 1), date(2024, 6, 1), date(2024, 9, 1)


def on_day(status, day, number=1):
    return StatusEvent(status=status, earliest=day, latest=day, number=number)


def undated(status, number=1):
    return StatusEvent(status=status, earliest=None, latest=None, number=number)


class TestVocabulary:
    """The rules are plain Python, and name statuses as the choices do."""

    def test_knows_the_statuses_of_demands(self):
        assert set(DemandStatus.values) > rules.SETTLED
        assert rules.MADE == DemandStatus.MADE

    def test_knows_the_statuses_of_actions(self):
        assert set(ActionStatus.values) - rules.UNDER_WAY == {ActionStatus.DONE, ActionStatus.CANCELLED}

    def test_knows_urgent_appeals(self):
        assert rules.URGENT_APPEAL == ActionKind.URGENT_APPEAL


class TestStatusOn:
    @pytest.mark.parametrize(
        ("events", "on", "status"),
        [
            pytest.param([], SUMMER, "", id="no event: not made"),
            pytest.param([on_day("made", SUMMER)], SPRING, "", id="made later: not made yet"),
            pytest.param([on_day("made", SUMMER)], SUMMER, "made", id="made on the day itself"),
            pytest.param(
                [on_day("made", SPRING), on_day("met", SUMMER)], AUTUMN, "met", id="the latest event holds"
            ),
            pytest.param(
                [on_day("made", SPRING), on_day("met", AUTUMN)], SUMMER, "made", id="what is to come does not"
            ),
            pytest.param(
                [on_day("met", SUMMER, number=1), on_day("made", SPRING, number=2)],
                AUTUMN,
                "met",
                id="days count, not the order of entry",
            ),
            pytest.param(
                [on_day("met", SUMMER, number=1), on_day("made", SUMMER, number=2)],
                SUMMER,
                "met",
                id="on one day a demand is made before it is met",
            ),
            pytest.param(
                [on_day("refused", SUMMER, number=1), on_day("met", SUMMER, number=2)],
                SUMMER,
                "met",
                id="two answers on one day follow the order of entry",
            ),
            pytest.param(
                [on_day("refused", SPRING), undated("made", number=2)],
                AUTUMN,
                "refused",
                id="a making without a day came before every answer",
            ),
            pytest.param(
                [on_day("made", SPRING), undated("met", number=2)],
                SUMMER,
                "met",
                id="an answer without a day came after what is dated",
            ),
            pytest.param(
                [on_day("made", SPRING), StatusEvent("met", None, SUMMER, 2)],
                SPRING,
                "met",
                id="what happened before a day may have happened by any earlier one",
            ),
            pytest.param(
                [on_day("refused", AUTUMN), StatusEvent("made", None, SUMMER, 2)],
                AUTUMN,
                "refused",
                id="what happened before a day sorts by that day",
            ),
            pytest.param(
                [StatusEvent("made", SPRING, AUTUMN, 1), on_day("met", SUMMER, number=2)],
                SUMMER,
                "met",
                id="an imprecise day sorts by its earliest",
            ),
        ],
    )
    def test_follows_the_days(self, events, on, status):
        assert rules.status_on(events, on) == status


class TestIsOpen:
    @pytest.mark.parametrize(
        ("status", "is_open"),
        [
            ("", False),
            (DemandStatus.MADE, True),
            (DemandStatus.PARTLY_MET, True),
            (DemandStatus.REFUSED, True),
            (DemandStatus.MET, False),
            (DemandStatus.WITHDRAWN, False),
            (DemandStatus.MOOT, False),
        ],
    )
    def test_lasts_until_nothing_is_asked_any_more(self, status, is_open):
        assert rules.is_open(status) is is_open


class TestReplyDueOn:
    @pytest.mark.parametrize(
        ("kind", "by_mechanism", "due_on"),
        [
            pytest.param(
                ActionKind.WGAD_PETITION, date(2024, 4, 30), date(2024, 4, 30), id="as its rule says"
            ),
            pytest.param(ActionKind.WGAD_PETITION, None, None, id="without a rule, never"),
            pytest.param(ActionKind.URGENT_APPEAL, date(2024, 4, 30), date(2024, 3, 31), id="thirty days"),
            pytest.param(ActionKind.URGENT_APPEAL, date(2024, 3, 8), date(2024, 3, 8), id="or sooner"),
            pytest.param(ActionKind.URGENT_APPEAL, None, None, id="urgency alone sets no period"),
        ],
    )
    def test_counts_from_the_day_of_sending(self, kind, by_mechanism, due_on):
        assert rules.reply_due_on(kind=kind, sent_on=SPRING, by_mechanism=by_mechanism) == due_on


class TestIsOverdue:
    @pytest.mark.parametrize(
        ("stopped_on", "on", "is_running", "is_overdue"),
        [
            pytest.param(None, date(2024, 2, 29), False, False, id="before it started"),
            pytest.param(None, date(2024, 3, 1), True, False, id="on the day of sending"),
            pytest.param(None, date(2024, 4, 30), True, False, id="on the last day"),
            pytest.param(None, date(2024, 5, 1), True, True, id="the day after"),
            pytest.param(date(2024, 4, 1), date(2024, 5, 1), False, False, id="answered in time"),
            pytest.param(date(2024, 5, 9), date(2024, 5, 8), True, True, id="the day before a late answer"),
            pytest.param(date(2024, 5, 9), date(2024, 5, 9), False, False, id="on the day of a late answer"),
        ],
    )
    def test_begins_when_the_last_day_has_passed(self, stopped_on, on, is_running, is_overdue):
        started_on, due_on = date(2024, 3, 1), date(2024, 4, 30)

        assert rules.is_running(started_on=started_on, stopped_on=stopped_on, on=on) is is_running
        assert (
            rules.is_overdue(started_on=started_on, due_on=due_on, stopped_on=stopped_on, on=on) is is_overdue
        )


class TestStopsClocks:
    def test_is_true_of_every_reply(self):
        codes = {code for code, _, _ in TERMS[Vocabulary.RESPONSE]}

        assert {code for code in codes if not rules.stops_clocks(code)} == {"none", "acknowledged"}


class TestReplyAwaitedOn:
    def test_is_the_last_day_for_it_until_it_came(self):
        assert rules.reply_awaited_on(due_on=SUMMER, is_answered=False) == SUMMER
        assert rules.reply_awaited_on(due_on=SUMMER, is_answered=True) is None


class TestDaysBeforeReply:
    @pytest.mark.parametrize(
        ("due_on", "expected"), [(date(2024, 4, 30), 14), (date(2024, 3, 8), 3), (SPRING, 0)]
    )
    def test_are_fourteen_but_no_more_than_half_of_the_period(self, due_on, expected):
        assert rules.days_before_reply(started_on=SPRING, due_on=due_on) == expected
