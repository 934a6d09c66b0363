"""The pages on which opinions are kept with their findings."""

import pytest

from casework.advocacy.models import Opinion
from tests.advocacy.admin.pages import no_parts, page, parts
from tests.factories.advocacy import ActionFactory, ClockFactory, OpinionFactory
from tests.factories.cases import CaseFactory

pytestmark = pytest.mark.django_db


class TestOpinionForm:
    def test_records_an_opinion_with_its_findings_and_ends_the_clocks(self, caseworker):
        clock = ClockFactory(target__action=ActionFactory(done=True, cases=[CaseFactory()]))

        answer = caseworker.post(
            page("opinion", "add"),
            {
                "action": clock.action_id,
                "number": "12/2024",
                "outcome": "arbitrary",
                "government_reply": "none",
                "adopted": "Nov 2024",
                "adopted_basis": "stated",
            }
            | parts("categories", {"category": "II"}, {"category": "III"})
            | parts("provisions")
            | parts("follow_ups", {"item": "release", "result": "not_done", "known_basis": "stated"}),
        )

        assert answer.status_code == 302, answer.context["errors"]
        opinion = Opinion.objects.get()
        assert str(opinion.adopted) == "Nov 2024"
        assert [found.category for found in opinion.categories.all()] == ["II", "III"]
        clock.refresh_from_db()
        assert clock.ended_by == opinion

    def test_leaves_later_clocks_alone_when_it_is_corrected(self, caseworker):
        opinion = OpinionFactory()
        follow_up = ClockFactory(target__action=opinion.action)

        answer = caseworker.post(
            page("opinion", "change", opinion.pk),
            {
                "action": opinion.action_id,
                "number": opinion.number,
                "session": "99th",
                "outcome": opinion.outcome,
                "government_reply": opinion.government_reply,
                "opened_head": opinion.head_id.hex,
            }
            | no_parts("categories", "provisions", "follow_ups"),
        )

        assert answer.status_code == 302, answer.context["errors"]
        follow_up.refresh_from_db()
        assert follow_up.ended_by is None
