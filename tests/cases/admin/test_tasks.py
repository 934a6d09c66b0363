"""The pages of tasks and consents."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from casework.audit.models import Entry
from casework.cases.models import Task
from tests.cases.admin.pages import add_page_of, list_of, page_of
from tests.factories.cases import CaseFactory, ConsentFactory, TaskFactory
from tests.factories.proceedings import HearingFactory
from tests.pages import FormPage

pytestmark = pytest.mark.django_db


class TestTaskPages:
    def test_assign_a_new_task_to_whoever_writes_it_down(self, browser, caseworker):
        page = FormPage.open(browser, add_page_of(Task))

        page.fill(case=CaseFactory().pk, title="Call the family").send()

        assert Task.objects.get().assignee == caseworker

    def test_link_to_what_gave_rise_to_it(self, browser):
        hearing = HearingFactory()

        page = browser.get(page_of(Task.objects.get()))

        assert f'<a href="{page_of(hearing)}">a hearing</a>' in page.content.decode()

    @pytest.mark.parametrize(
        ("query", "expected"),
        [
            ({"due": "open"}, {"overdue", "soon", "later"}),
            ({"due": "overdue"}, {"overdue"}),
            ({"due": "7"}, {"soon"}),
            ({"due": "30"}, {"soon", "later"}),
            ({"due": "done"}, {"done"}),
            ({"whose": "mine"}, {"soon"}),
        ],
    )
    def test_list_what_is_due(self, browser, caseworker, query, expected):
        today = timezone.localdate()
        tasks = {
            "overdue": TaskFactory(due_on=today - timedelta(days=1)),
            "soon": TaskFactory(due_on=today + timedelta(days=7), assignee=caseworker),
            "later": TaskFactory(due_on=today + timedelta(days=8)),
            "done": TaskFactory(done=True),
        }

        answer = browser.get(list_of(Task), query)

        found = {task.pk for task in answer.context["cl"].result_list}
        assert found == {tasks[name].pk for name in expected}


class TestConsentPages:
    def test_owe_a_reason_for_withdrawing_it(self, browser):
        consent = ConsentFactory()
        page = FormPage.open(browser, page_of(consent))

        answer = page.fill(withdrawn_on="2022-09-01").send()

        consent.refresh_from_db()
        assert consent.withdrawn_on is None
        assert "this change needs a reason" in answer.text

    def test_withdraw_it_for_a_reason(self, browser):
        consent = ConsentFactory()
        page = FormPage.open(browser, page_of(consent))

        page.fill(withdrawn_on="2022-09-01", reason="He asked us to.").send()

        consent.refresh_from_db()
        assert consent.withdrawn_on == date(2022, 9, 1)
        assert Entry.objects.get(pk=consent.head_id).change_set.reason == "He asked us to."
