"""The pages on which advocacy is edited."""

from datetime import date

import pytest
import time_machine
from django.urls import reverse

from casework.accounts.choices import Role
from casework.advocacy.admin import __all__ as admins
from casework.advocacy.choices import ActionStatus
from casework.advocacy.models import Action, ActionTarget, Clock, Demand, Designation, Opinion, Response
from casework.audit.models import ChangeSet
from casework.cases.models import Development
from casework.core.partial_dates import PartialDate
from tests.factories.advocacy import (
    ActionCaseFactory,
    ActionDemandFactory,
    ActionFactory,
    ActionTargetFactory,
    ClockFactory,
    DemandFactory,
    DesignationFactory,
    ImpactFactory,
    OpinionCategoryFactory,
    OpinionFactory,
    ResponseFactory,
    StatementFactory,
)
from tests.factories.cases import CaseFactory, DevelopmentFactory
from tests.factories.persons import OrganisationFactory, PersonFactory
from tests.factories.reference import MechanismFactory, TermFactory

pytestmark = pytest.mark.django_db

ACTION_PARTS = ("case_links", "targets", "demand_links", "clocks")
MAKERS = {
    "action": lambda: ActionTargetFactory(action__cases=[CaseFactory()]).action,
    "actiontarget": lambda: ResponseFactory().target,
    "clock": ClockFactory,
    "demand": lambda: DemandFactory(beneficiary=PersonFactory(), made=PartialDate.on(date(2024, 3, 1))),
    "response": ResponseFactory,
    "impact": ImpactFactory,
    "statement": lambda: StatementFactory(said_by=PersonFactory()),
    "designation": DesignationFactory,
    "opinion": lambda: OpinionCategoryFactory().opinion,
}


def page(model, what, *args):
    return reverse(f"admin:advocacy_{model}_{what}", args=args)


def parts(prefix, *rows, initial=0):
    """Return the posted form set of one kind of part."""
    data = {f"{prefix}-TOTAL_FORMS": len(rows), f"{prefix}-INITIAL_FORMS": initial}
    for number, row in enumerate(rows):
        data |= {f"{prefix}-{number}-{name}": value for name, value in row.items()}
    return data


def no_parts(*prefixes):
    return {name: value for prefix in prefixes for name, value in parts(prefix).items()}


@pytest.fixture
def caseworker(client_as):
    return client_as(Role.CASEWORKER)


class TestPages:
    def test_exist_for_every_record_edited_by_itself(self):
        assert {name.removesuffix("Admin").lower() for name in admins} == set(MAKERS)

    @pytest.mark.parametrize("model", MAKERS)
    def test_open_for_a_caseworker(self, model, caseworker):
        row = MAKERS[model]()

        for url in (page(model, "changelist"), page(model, "add"), page(model, "change", row.pk)):
            assert caseworker.get(url).status_code == 200, url

    @pytest.mark.parametrize("model", MAKERS)
    def test_cost_the_same_for_two_rows_and_for_twelve(
        self, model, caseworker, django_assert_max_num_queries
    ):
        def count():
            with django_assert_max_num_queries(200) as captured:
                caseworker.get(page(model, "changelist"), {"q": "a"})
                caseworker.get(page(model, "changelist"))
            return len(captured)

        for _ in range(2):
            MAKERS[model]()
        count()
        few = count()
        for _ in range(10):
            MAKERS[model]()

        assert count() == few

    @pytest.mark.parametrize("model", ["action", "actiontarget", "demand", "response", "opinion"])
    def test_answer_an_autocomplete_at_the_same_cost_for_twelve_rows(
        self, model, caseworker, django_assert_max_num_queries
    ):
        source = {
            "action": ("clock", "action"),
            "actiontarget": ("response", "target"),
            "demand": ("impact", "demand"),
            "response": ("clock", "stopped_by"),
            "opinion": ("clock", "ended_by"),
        }[model]
        asked = {"app_label": "advocacy", "model_name": source[0], "field_name": source[1], "term": ""}

        def count():
            with django_assert_max_num_queries(200) as captured:
                answer = caseworker.get(reverse("admin:autocomplete"), asked)
            assert answer.status_code == 200
            return len(captured)

        for _ in range(2):
            MAKERS[model]()
        count()
        few = count()
        for _ in range(10):
            MAKERS[model]()

        assert count() == few

    @pytest.mark.parametrize("model", MAKERS)
    def test_show_an_auditor_all_and_let_them_save_nothing(self, model, client_as):
        auditor, row = client_as(Role.AUDITOR), MAKERS[model]()

        assert auditor.get(page(model, "change", row.pk)).status_code == 200
        assert auditor.post(page(model, "change", row.pk), {}).status_code == 403
        assert auditor.get(page(model, "add")).status_code == 403


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


class TestHiddenRecords:
    @pytest.mark.parametrize("what", ["change", "history", "delete"])
    def test_answer_404(self, what, caseworker):
        action = ActionFactory(cases=[CaseFactory(restricted=True)])

        assert caseworker.get(page("action", what, action.pk)).status_code == 404

    def test_are_not_offered(self, caseworker):
        ActionFactory(title="Quiet letter", cases=[CaseFactory(restricted=True)])

        answer = caseworker.get(
            reverse("admin:autocomplete"),
            {"app_label": "advocacy", "model_name": "clock", "field_name": "action", "term": "quiet"},
        )

        assert answer.json()["results"] == []

    def test_are_not_accepted(self, caseworker):
        case = CaseFactory(restricted=True)

        answer = caseworker.post(
            page("action", "add"),
            {"title": "Letter", "kind": "letter", "status": "planned"}
            | no_parts(*ACTION_PARTS)
            | parts("case_links", {"case": case.pk}),
        )

        assert answer.status_code == 200
        assert not Action.objects.exists()


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


class TestDemandForm:
    def test_records_a_demand_with_its_history(self, caseworker):
        development = DevelopmentFactory(occurred=PartialDate.on(date(2024, 3, 1)))

        answer = caseworker.post(
            page("demand", "add"),
            {
                "case": development.case_id,
                "what": "release",
                "beneficiary_class": "all political prisoners",
            }
            | parts("events", {"status": "made", "development": development.pk}),
        )

        assert answer.status_code == 302, answer.context["errors"]
        assert Demand.objects.with_status(date(2024, 3, 1)).get().status == "made"

    def test_refuses_a_person_and_a_class_in_words(self, caseworker):
        answer = caseworker.post(
            page("demand", "add"),
            {
                "case": CaseFactory().pk,
                "what": "release",
                "beneficiary": PersonFactory().pk,
                "beneficiary_class": "all political prisoners",
            }
            | no_parts("events"),
        )

        assert "make two demands" in answer.text
        assert not Demand.objects.exists()

    def test_refuses_an_empty_form_in_words(self, caseworker):
        answer = caseworker.post(
            page("demand", "add"), parts("events", {"status": "made", "development": ""})
        )

        assert answer.status_code == 200


class TestEmptyForms:
    @pytest.mark.parametrize("model", MAKERS)
    def test_come_back_with_words(self, model, caseworker):
        prefixes = {
            "action": ACTION_PARTS,
            "actiontarget": ("responses",),
            "demand": ("events",),
            "opinion": ("categories", "provisions", "follow_ups"),
        }.get(model, ())

        answer = caseworker.post(page(model, "add"), no_parts(*prefixes))

        assert answer.status_code == 200
        assert answer.context["adminform"].form.errors


class TestDesignationForm:
    def test_records_a_withdrawal_for_a_reason(self, caseworker):
        designation = DesignationFactory()
        withdrawal = DevelopmentFactory(case=designation.development.case)

        answer = caseworker.post(
            page("designation", "change", designation.pk),
            {
                "person": designation.person_id,
                "label": designation.label,
                "designated_by": designation.designated_by_id,
                "development": designation.development_id,
                "withdrawn_by": withdrawal.pk,
                "opened_head": designation.head_id.hex,
                "reason": "The council said so.",
            },
        )

        assert answer.status_code == 302, answer.context["errors"]
        assert Designation.objects.get().withdrawn_by == withdrawal


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


class TestDescriptions:
    def test_tell_targets_of_the_same_name_apart(self, caseworker):
        ministry = OrganisationFactory(name="Ministry of Quiet")
        for title in ("First letter", "Second letter"):
            ActionTargetFactory(organisation=ministry, action__title=title)

        answer = caseworker.get(
            reverse("admin:autocomplete"),
            {"app_label": "advocacy", "model_name": "response", "field_name": "target", "term": "quiet"},
        )

        assert {choice["text"] for choice in answer.json()["results"]} == {
            "Ministry of Quiet · First letter",
            "Ministry of Quiet · Second letter",
        }
        assert ActionTarget.objects.count() == 2
