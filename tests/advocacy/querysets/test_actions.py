"""What can be asked of actions."""

from datetime import date

import pytest

from casework.advocacy.models import Action
from tests.advocacy.querysets.days import JUNE, MARCH
from tests.advocacy.replies import silence
from tests.factories.advocacy import ActionFactory, ActionTargetFactory, ResponseFactory
from tests.factories.cases import CaseFactory

pytestmark = pytest.mark.django_db


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
