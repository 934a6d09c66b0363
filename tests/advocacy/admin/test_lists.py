"""The lists of advocacy, and how they are narrowed."""

from datetime import date

import pytest
import time_machine

from casework.accounts.choices import Role
from casework.core.partial_dates import PartialDate
from tests.advocacy.admin.pages import page
from tests.advocacy.admin.records import MAKERS
from tests.factories.advocacy import ActionFactory, ClockFactory, DemandFactory, ResponseFactory
from tests.factories.cases import CaseFactory, DevelopmentFactory

pytestmark = pytest.mark.django_db


class TestLists:
    @pytest.mark.parametrize(
        ("model", "query"),
        [
            ("action", {"late": "yes"}),
            ("action", {"status__exact": "planned"}),
            ("clock", {"state": "overdue"}),
            ("clock", {"state": "soon"}),
            ("clock", {"state": "running"}),
            ("demand", {"status": "open"}),
            ("demand", {"status": "unmade"}),
            ("demand", {"status": "met"}),
            ("designation", {"standing": "yes"}),
            ("designation", {"standing": "no"}),
            ("opinion", {"categories__category__exact": "II"}),
            ("statement", {"is_direct_quotation__exact": "1"}),
        ],
    )
    def test_can_be_narrowed(self, model, query, caseworker):
        MAKERS[model]()

        answer = caseworker.get(page(model, "changelist"), query)

        assert answer.status_code == 200

    @time_machine.travel("2024-05-10")
    def test_find_overdue_clocks(self, caseworker):
        overdue, running = ClockFactory(), ClockFactory(due_on=date(2024, 6, 1))

        listed = caseworker.get(page("clock", "changelist"), {"state": "overdue"}).context["cl"].result_list
        soon = caseworker.get(page("clock", "changelist"), {"state": "soon"}).context["cl"].result_list

        assert list(listed) == [overdue]
        assert list(soon) == [running]

    @pytest.mark.parametrize(
        ("on", "state"),
        [("2024-02-29", "not started yet"), ("2024-03-01", "running"), ("2024-05-01", "overdue")],
    )
    def test_say_how_a_clock_stands(self, on, state, caseworker):
        ClockFactory()

        with time_machine.travel(on):
            answer = caseworker.get(page("clock", "changelist"))

        assert state in answer.text

    def test_say_that_a_clock_was_answered(self, caseworker):
        clock = ClockFactory()
        clock.stopped_by = ResponseFactory(target=clock.target)
        clock.save()

        assert "answered" in caseworker.get(page("clock", "changelist")).text

    def test_name_only_the_cases_a_reader_may_know_of(self, caseworker):
        known, unknown = CaseFactory(), CaseFactory(restricted=True)
        ActionFactory(cases=[known, unknown])

        answer = caseworker.get(page("action", "changelist"))

        assert known.reference in answer.text
        assert unknown.reference not in answer.text

    def test_show_the_status_of_a_demand_as_far_as_a_reader_may_know_it(self, caseworker, client_as):
        demand = DemandFactory(made=PartialDate.on(date(2022, 1, 10)))
        demand.events.create(development=DevelopmentFactory(case=demand.case, restricted=True), status="met")

        def status_seen_by(client):
            return client.get(page("demand", "changelist")).context["cl"].result_list[0].status

        assert status_seen_by(caseworker) == "made"
        assert status_seen_by(client_as(Role.DIRECTOR)) == "met"
