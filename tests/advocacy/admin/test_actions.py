"""The pages on which actions are planned and carried out."""

from datetime import date

import pytest

from casework.advocacy.choices import ActionStatus
from casework.advocacy.models import Action, Clock
from casework.audit.models import ChangeSet
from casework.cases.models import Development
from tests.advocacy.admin.pages import ACTION_PARTS, no_parts, page, parts
from tests.factories.advocacy import (
    ActionCaseFactory,
    ActionDemandFactory,
    ActionFactory,
    ActionTargetFactory,
    DemandFactory,
)
from tests.factories.cases import CaseFactory
from tests.factories.persons import OrganisationFactory
from tests.factories.reference import MechanismFactory
from tests.pages import FormPage

pytestmark = pytest.mark.django_db


class TestActionForm:
    def test_plans_an_action_with_its_parts_in_one_change_set(self, caseworker):
        case, ministry = CaseFactory(), OrganisationFactory()
        demand = DemandFactory(case=case)
        acts = ChangeSet.objects.count()

        answer = caseworker.post(
            page("action", "add"),
            {
                "title": "Letter on the closed hearing",
                "kind": "letter",
                "status": "planned",
                "planned_on": "2024-04-01",
            }
            | no_parts(*ACTION_PARTS)
            | parts("case_links", {"case": case.pk})
            | parts("targets", {"organisation": ministry.pk})
            | parts("demand_links", {"demand": demand.pk}),
        )

        assert answer.status_code == 302, answer.context["errors"]
        action = Action.objects.get()
        assert (action.status, action.planned_on) == (ActionStatus.PLANNED, date(2024, 4, 1))
        assert action.case_links.get().case == case
        assert action.targets.get().organisation == ministry
        assert action.demand_links.get().demand == demand
        assert ChangeSet.objects.count() == acts + 1

    def test_begins_with_the_case_that_the_address_names(self, caseworker):
        case = CaseFactory()

        opened = FormPage.open(caseworker, f"{page('action', 'add')}?case={case.pk}")
        opened.fill(title="Letter", kind="letter", planned_on="2024-04-01").send()

        assert Action.objects.get().case_links.get().case == case

    def test_names_no_hidden_case_that_the_address_names(self, caseworker):
        hidden = CaseFactory(restricted=True)

        opened = FormPage.open(caseworker, f"{page('action', 'add')}?case={hidden.pk}")

        assert hidden.title not in opened.text
        assert hidden.reference not in opened.text

    def test_carries_the_action_out(self, caseworker):
        link = ActionCaseFactory(
            action__mechanism=MechanismFactory(in_days=True), action__kind="wgad_petition"
        )
        action = link.action
        target = ActionTargetFactory(action=action)
        demand = ActionDemandFactory(action=action, demand__case=link.case).demand

        answer = caseworker.post(
            page("action", "change", action.pk), self.posted(action, carried_out="1 Mar 2024")
        )

        assert answer.status_code == 302, answer.context["errors"]
        action.refresh_from_db()
        assert action.status == ActionStatus.DONE
        assert str(Development.objects.get()) == "1 Mar 2024: Petition sent"
        assert demand.events.get().status == "made"
        assert Clock.objects.get(target=target).due_on == date(2024, 4, 30)

    def test_shows_what_a_service_refuses_and_saves_nothing(self, caseworker):
        action = ActionFactory()

        answer = caseworker.post(
            page("action", "change", action.pk),
            self.posted(action, carried_out="1 Mar 2024", title="Another title"),
        )

        assert answer.status_code == 200
        assert "serves no case yet" in answer.text
        assert "Another title" in answer.text
        assert Action.objects.get().title == action.title

    def test_refuses_a_demand_of_another_case(self, caseworker):
        action, demand = ActionFactory(cases=[CaseFactory()]), DemandFactory()

        answer = caseworker.post(
            page("action", "change", action.pk),
            self.posted(action) | {"headline": ""} | parts("demand_links", {"demand": demand.pk}),
        )

        assert answer.status_code == 200
        assert "does not serve" in answer.text
        assert not action.demand_links.exists()

    def test_asks_for_the_headline_of_what_was_carried_out(self, caseworker):
        action = ActionFactory(cases=[CaseFactory()])

        answer = caseworker.post(
            page("action", "change", action.pk),
            self.posted(action, carried_out="1 Mar 2024") | {"headline": ""},
        )

        assert "Say in one line what was carried out" in answer.text

    def test_does_not_offer_done_as_a_status(self, caseworker):
        action = ActionFactory(cases=[CaseFactory()])

        answer = caseworker.post(
            page("action", "change", action.pk), self.posted(action, status="done") | {"headline": ""}
        )

        assert answer.status_code == 200
        assert Action.objects.get().status == ActionStatus.PLANNED

    def test_keeps_the_status_of_what_was_done(self, caseworker):
        action = ActionFactory(done=True)

        answer = caseworker.post(
            page("action", "change", action.pk),
            self.posted(action, status="planned", title="A better title") | {"headline": ""},
        )

        assert answer.status_code == 302
        action.refresh_from_db()
        assert (action.status, action.title) == (ActionStatus.DONE, "A better title")

    def test_cancels_for_a_reason(self, caseworker):
        action = ActionFactory(in_progress=True)
        url = page("action", "change", action.pk)
        posted = self.posted(action, status="cancelled") | {"headline": ""}

        refused = caseworker.post(url, posted | {"reason": ""})
        accepted = caseworker.post(url, posted | {"reason": "He was released."})

        assert (refused.status_code, accepted.status_code) == (200, 302)
        action.refresh_from_db()
        assert action.status == ActionStatus.CANCELLED

    def posted(self, action, carried_out="", **values):
        """Return the form of the action as it stands, with a headline for carrying it out."""
        links, targets, demands = (
            list(rows.order_by("-pk")) for rows in (action.case_links, action.targets, action.demand_links)
        )

        def stored(row, **fields):
            return {"id": row.pk, "action": action.pk, "opened_head": row.head_id.hex, **fields}

        return (
            {
                "title": action.title,
                "kind": action.kind,
                "status": action.status,
                "mechanism": action.mechanism_id or "",
                "opened_head": action.head_id.hex,
                "carried_out": carried_out,
                "headline": "Petition sent",
                "reason": "as agreed",
            }
            | parts("case_links", *(stored(row, case=row.case_id) for row in links), initial=len(links))
            | parts(
                "targets",
                *(stored(row, organisation=row.organisation_id) for row in targets),
                initial=len(targets),
            )
            | parts(
                "demand_links", *(stored(row, demand=row.demand_id) for row in demands), initial=len(demands)
            )
            | no_parts("clocks")
            | values
        )
