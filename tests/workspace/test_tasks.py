"""Marking tasks as done from wherever one is, and taking them up again."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from casework.accounts.choices import Role
from casework.cases.services import TaskNotDone, reopen_task
from tests.factories.advocacy import ActionFactory, ClockFactory
from tests.factories.cases import CaseFactory, TaskFactory

pytestmark = pytest.mark.django_db


def done(task):
    return reverse("workspace:task_done", args=[task.pk])


def reopen(task):
    return reverse("workspace:task_reopen", args=[task.pk])


@pytest.fixture
def task():
    return TaskFactory(title="Call the family")


class TestReopenTask:
    def test_takes_up_what_was_done(self, task):
        task = TaskFactory(done=True)

        reopen_task(task=task)

        task.refresh_from_db()
        assert (task.done_on, task.done_by) == (None, None)

    def test_refuses_what_is_not_done(self, task):
        with pytest.raises(TaskNotDone):
            reopen_task(task=task)


class TestTaskDonePage:
    def test_offers_today_and_saves_another_day(self, client_as, task):
        browser, yesterday = client_as(Role.CASEWORKER), timezone.localdate() - timedelta(days=1)

        page = browser.get(done(task))
        answer = browser.post(done(task), {"done_on": yesterday.isoformat()})

        assert f'value="{timezone.localdate().isoformat()}"' in page.content.decode()
        task.refresh_from_db()
        assert (answer.status_code, task.done_on) == (302, yesterday)

    def test_takes_a_button_elsewhere_for_today_and_returns_there(self, client_as, task):
        browser = client_as(Role.CASEWORKER)

        answer = browser.post(done(task), {"next": "/calendar/?view=agenda"})

        task.refresh_from_db()
        assert (task.done_on, answer["Location"]) == (timezone.localdate(), "/calendar/?view=agenda")
        assert str(task.done_by) == str(answer.wsgi_request.user)

    @pytest.mark.parametrize("elsewhere", ["https://evil.example/", "//evil.example", "javascript:alert(1)"])
    def test_never_leads_elsewhere(self, client_as, task, elsewhere):
        assert client_as(Role.CASEWORKER).post(done(task), {"next": elsewhere})["Location"] == "/"

    def test_refuses_a_day_that_has_not_come(self, client_as, task):
        tomorrow = timezone.localdate() + timedelta(days=1)

        answer = client_as(Role.CASEWORKER).post(done(task), {"done_on": tomorrow.isoformat()})

        task.refresh_from_db()
        assert (answer.status_code, task.done_on) == (200, None)

    def test_says_so_when_somebody_was_quicker(self, client_as):
        task = TaskFactory(done=True)

        answer = client_as(Role.CASEWORKER).post(done(task), follow=True)

        assert "This task is done already." in answer.content.decode()

    def test_offers_first_to_log_the_reply_that_a_clock_awaits(self, client_as, task):
        case = CaseFactory()
        ClockFactory(
            target__action=ActionFactory(cases=[case]), due_on=timezone.localdate() + timedelta(days=3)
        )
        browser, log = (
            client_as(Role.CASEWORKER),
            f"{reverse('workspace:case_log', args=[case.reference])}?kind=response",
        )

        assert log in browser.get(done(case.tasks.get())).content.decode()
        assert "kind=response" not in browser.get(done(task)).content.decode()

    def test_of_a_hidden_case_does_not_exist(self, client_as):
        task, browser = TaskFactory(case=CaseFactory(restricted=True)), client_as(Role.CASEWORKER)

        assert {browser.get(done(task)).status_code, browser.post(done(task)).status_code} == {404}
        assert {browser.get(reopen(task)).status_code, browser.post(reopen(task)).status_code} == {404}

    @pytest.mark.parametrize("role", [Role.AUDITOR, Role.ADMINISTRATOR])
    def test_is_closed_to_whoever_changes_nothing(self, client_as, task, role):
        browser = client_as(role)

        assert {browser.post(done(task)).status_code, browser.post(reopen(task)).status_code} == {403}


class TestUndo:
    def test_is_offered_and_takes_the_task_up_again(self, client_as, task):
        browser = client_as(Role.CASEWORKER)

        words = browser.post(done(task), follow=True).content.decode()
        answer = browser.post(reopen(task), {"next": "/"}, follow=True)

        assert f'href="{reopen(task)}?next=' in words
        task.refresh_from_db()
        assert task.done_on is None
        assert "To be done again: Call the family." in answer.content.decode()

    def test_changes_nothing_until_it_is_confirmed(self, client_as):
        task = TaskFactory(title="Call the family", done=True)

        page = client_as(Role.CASEWORKER).get(reopen(task))

        task.refresh_from_db()
        assert "Call the family" in page.content.decode()
        assert task.done_on is not None
