"""One thing done to many rows: confirmed, for one reason, in one act, to all of them or to none."""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from casework.accounts.choices import Role
from casework.audit.models import ChangeSet
from casework.cases.choices import CaseStatus, Priority, StaffRole
from casework.cases.models import Case, CaseStaff, Task
from casework.workspace.choices import ListPage
from tests.factories.cases import CaseFactory, TaskFactory
from tests.pages import FormPage
from tests.workspace.list_pages import list_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def caseworker(staff):
    return staff(Role.CASEWORKER)


@pytest.fixture
def browser(caseworker):
    client = Client()
    client.force_login(caseworker)
    return client


def act_on(page, act, rows=None, **query):
    """Return the address at which something is done to these rows, or to all that match."""
    which = {"of": "all"} if rows is None else {"of": "chosen", "chosen": [row.pk for row in rows]}
    return reverse("workspace:list_act", args=[page], query={**query, "act": act, **which})


class TestConfirming:
    def test_names_what_will_happen_to_how_many_and_to_which(self, browser):
        cases = CaseFactory.create_batch(22, country="BY")
        CaseFactory(country="KZ", title="Another")

        text = FormPage.open(browser, act_on(ListPage.CASES, "move", country="BY")).text

        assert "Do it for all 22 records" in text
        assert sum(case.reference in text for case in cases) == 20
        assert "and 2 more" in text
        assert "Another" not in text

    def test_takes_no_row_that_the_reader_may_not_know_of(self, browser):
        shown, hidden = CaseFactory(), CaseFactory(title="Hidden", restricted=True)

        page = FormPage.open(browser, act_on(ListPage.CASES, "move", [shown, hidden]))
        page.fill(status="active", reason="Taken up").send()

        assert "Hidden" not in page.text
        assert Case.objects.get(pk=shown.pk).status == CaseStatus.ACTIVE
        assert Case.objects.get(pk=hidden.pk).status == CaseStatus.INTAKE

    def test_asks_for_rows_and_for_fewer_than_too_many(self, browser, monkeypatch):
        monkeypatch.setattr("casework.workspace.views.list_actions.MOST_AT_ONCE", 1)
        CaseFactory.create_batch(2)

        for address, words in (
            (act_on(ListPage.CASES, "move", []), "Tick the rows first"),
            (act_on(ListPage.CASES, "move"), "narrow the list"),
        ):
            answer = browser.get(address, follow=True)
            assert words in answer.text
            assert answer.request["PATH_INFO"] == list_of(ListPage.CASES)

    def test_is_only_for_those_who_may_change_the_records(self, browser, client_as):
        case = CaseFactory()
        address = act_on(ListPage.CASES, "move", [case])
        auditor = client_as(Role.AUDITOR)

        assert 'name="chosen"' not in auditor.get(list_of(ListPage.CASES)).text
        assert auditor.get(address).status_code == 403
        assert auditor.post(address).status_code == 403
        assert browser.get(act_on(ListPage.CASES, "nonsense", [case])).status_code == 404
        assert browser.get(act_on(ListPage.PERSONS, "move", [case])).status_code == 404


class TestDoing:
    def test_is_one_act_with_one_reason(self, browser, staff):
        cases, taker = CaseFactory.create_batch(2), staff(Role.CASEWORKER)
        before = ChangeSet.objects.count()

        page = FormPage.open(browser, act_on(ListPage.CASES, "hand_over", sort="title"))
        answer = page.fill(to=taker.pk, reason="On leave from Monday").send()

        assert answer.response["Location"] == list_of(ListPage.CASES, sort="title")
        assert {case.lead for case in Case.objects.all()} == {taker}
        assert ChangeSet.objects.count() == before + 1
        assert ChangeSet.objects.latest("at").reason == "On leave from Monday"
        assert len(cases) == 2

    def test_is_left_undone_for_all_if_one_refuses(self, browser):
        cases = [CaseFactory(), CaseFactory(closed=True, title="Closed one")]

        page = FormPage.open(browser, act_on(ListPage.CASES, "move", cases))
        answer = page.fill(status="monitoring", reason="Quiet").send()

        assert answer.response.status_code == 200
        assert "Nothing was done" in answer.text
        assert "The case is closed: reopen it first." in answer.text
        assert answer.values["reason"] == ["Quiet"]
        assert not Case.objects.filter(status=CaseStatus.MONITORING).exists()

    def test_is_asked_again_if_the_rows_are_no_longer_those_confirmed(self, browser):
        CaseFactory()
        page = FormPage.open(browser, act_on(ListPage.CASES, "prioritise"))
        CaseFactory(title="Come in between")

        again = page.fill(priority=Priority.URGENT, reason="Hunger strike").send()

        assert again.response.status_code == 409
        assert "Come in between" in again.text
        assert not Case.objects.filter(priority=Priority.URGENT).exists()
        assert again.send().response.status_code == 302
        assert Case.objects.filter(priority=Priority.URGENT).count() == 2

    def test_needs_a_reason(self, browser):
        CaseFactory()

        answer = FormPage.open(browser, act_on(ListPage.CASES, "prioritise")).fill(priority=1).send()

        assert "reason" in answer.response.context["form"].errors
        assert not Case.objects.filter(priority=Priority.URGENT).exists()


class TestActions:
    def test_put_a_colleague_on_the_teams(self, browser, staff):
        cases, colleague = CaseFactory.create_batch(2), staff(Role.CASEWORKER)

        page = FormPage.open(browser, act_on(ListPage.CASES, "join", cases))
        page.fill(colleague=colleague.pk, reason="Helps out").send()

        assert CaseStaff.objects.filter(user=colleague, role=StaffRole.MEMBER).count() == 2

    @pytest.mark.parametrize(
        ("asked", "filled_in", "field", "value"),
        [
            ("reschedule", {"due_on": "2024-06-01"}, "due_on", date(2024, 6, 1)),
            ("complete", {}, "done_on", "today"),
        ],
    )
    def test_change_tasks(self, asked, filled_in, field, value, browser):
        task = TaskFactory()

        FormPage.open(browser, act_on(ListPage.TASKS, asked, [task])).fill(
            reason="Agreed", **filled_in
        ).send()

        expected = timezone.localdate() if value == "today" else value
        assert getattr(Task.objects.get(), field) == expected

    def test_reassign_tasks_only_to_colleagues_who_may_know_of_the_case(self, browser, caseworker, staff):
        task = TaskFactory(case=CaseFactory(restricted=True, team=[caseworker]))
        page = FormPage.open(browser, act_on(ListPage.TASKS, "reassign", [task]))

        refused = page.fill(to=staff(Role.CASEWORKER).pk, reason="Busy").send()
        page.fill(to=caseworker.pk).send()

        assert "put them on its team first" in refused.text
        assert Task.objects.get().assignee == caseworker

    def test_refuse_a_due_day_before_the_reminder(self, browser):
        today = timezone.localdate()
        task = TaskFactory(remind_on=today, due_on=today)

        page = FormPage.open(browser, act_on(ListPage.TASKS, "reschedule", [task]))
        answer = page.fill(due_on=today - timedelta(days=1), reason="Sooner").send()

        assert "The reminder cannot come after the task is due." in answer.text
