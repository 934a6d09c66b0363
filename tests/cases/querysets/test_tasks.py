"""What can be asked of tasks and consents."""

from datetime import date

import pytest

from casework.cases.choices import ConsentUse, TaskOrigin
from casework.cases.models import Consent, Task
from casework.cases.querysets import causes_of_tasks
from tests.factories.accounts import UserFactory
from tests.factories.cases import ConsentFactory, TaskFactory

pytestmark = pytest.mark.django_db


class TestTaskQuerySet:
    ON = date(2022, 3, 10)

    @pytest.fixture
    def tasks(self):
        return {
            "overdue": TaskFactory(due_on=date(2022, 3, 9)),
            "today": TaskFactory(due_on=date(2022, 3, 10)),
            "in a week": TaskFactory(due_on=date(2022, 3, 17), remind_on=date(2022, 3, 10)),
            "later": TaskFactory(due_on=date(2022, 3, 18), remind_on=date(2022, 3, 11)),
            "any day": TaskFactory(due_on=None),
            "done": TaskFactory(done=True, due_on=date(2022, 3, 1), remind_on=date(2022, 3, 1)),
        }

    def test_overdue_was_due_before_the_day(self, tasks):
        assert set(Task.objects.overdue(self.ON)) == {tasks["overdue"]}

    def test_due_within_counts_from_the_day(self, tasks):
        assert set(Task.objects.due_within(self.ON, 7)) == {tasks["today"], tasks["in a week"]}

    def test_open_is_what_is_not_done(self, tasks):
        assert set(Task.objects.open()) == set(tasks.values()) - {tasks["done"]}

    def test_done_is_the_rest(self, tasks):
        assert set(Task.objects.done()) == {tasks["done"]}

    def test_to_remind_is_what_is_to_come_up_by_the_day(self, tasks):
        assert set(Task.objects.to_remind(self.ON)) == {tasks["in a week"]}

    def test_assigned_to_is_ones_own(self):
        task = TaskFactory(assignee=UserFactory())
        TaskFactory(assignee=UserFactory())

        assert list(Task.objects.assigned_to(task.assignee)) == [task]


class TestCausesOfTasks:
    def test_are_known_for_every_origin_but_the_hand(self):
        assert set(causes_of_tasks) == set(TaskOrigin) - {TaskOrigin.HAND}


class TestConsentQuerySet:
    @pytest.mark.parametrize(
        ("on", "is_in_force"),
        [
            (date(2022, 2, 28), False),
            (date(2022, 3, 1), True),
            (date(2022, 8, 31), True),
            (date(2022, 9, 1), False),
        ],
    )
    def test_in_force_from_the_day_given_until_the_day_withdrawn(self, on, is_in_force):
        ConsentFactory(withdrawn=True)

        assert Consent.objects.in_force(on).exists() == is_in_force

    def test_for_use_is_for_that_use_only(self):
        media = ConsentFactory(use=ConsentUse.MEDIA)
        ConsentFactory(use=ConsentUse.CASEWORK)

        assert list(Consent.objects.for_use(ConsentUse.MEDIA)) == [media]
