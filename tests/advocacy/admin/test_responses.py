"""The pages on which responses are entered."""

from datetime import date

import pytest

from casework.advocacy.models import Response
from casework.core.partial_dates import PartialDate
from tests.advocacy.admin.pages import page, parts
from tests.factories.advocacy import ActionFactory, ActionTargetFactory, ClockFactory
from tests.factories.cases import CaseFactory, DevelopmentFactory
from tests.factories.reference import TermFactory

pytestmark = pytest.mark.django_db


class TestResponseForm:
    def test_stops_the_clocks(self, caseworker):
        clock = ClockFactory(target__action=ActionFactory(done=True, cases=[CaseFactory()]))
        development = DevelopmentFactory(
            case=clock.action.case_links.get().case, occurred=PartialDate.on(date(2024, 4, 2))
        )

        answer = caseworker.post(
            page("response", "add"),
            {
                "target": clock.target_id,
                "development": development.pk,
                "kind": TermFactory(response=True).pk,
                "text": "We take note.",
            },
        )

        assert answer.status_code == 302, answer.context["errors"]
        clock.refresh_from_db()
        assert clock.stopped_by == Response.objects.get()

    def test_stands_on_the_page_of_the_target_as_well(self, caseworker):
        clock = ClockFactory(target__action=ActionFactory(done=True, cases=[CaseFactory()]))
        target = clock.target
        development = DevelopmentFactory(
            case=clock.action.case_links.get().case, occurred=PartialDate.on(date(2024, 4, 2))
        )

        answer = caseworker.post(
            page("actiontarget", "change", target.pk),
            {
                "action": target.action_id,
                "organisation": target.organisation_id,
                "opened_head": target.head_id.hex,
            }
            | parts("responses", {"development": development.pk, "kind": TermFactory(response=True).pk}),
        )

        assert answer.status_code == 302, answer.context["errors"]
        clock.refresh_from_db()
        assert clock.stopped_by.target == target

    def test_refuses_a_term_of_another_vocabulary(self, caseworker):
        target = ActionTargetFactory(action__cases=[CaseFactory()])

        answer = caseworker.post(
            page("response", "add"),
            {
                "target": target.pk,
                "development": DevelopmentFactory(case=target.action.case_links.get().case).pk,
                "kind": TermFactory().pk,
            },
        )

        assert answer.status_code == 200
        assert not Response.objects.exists()
