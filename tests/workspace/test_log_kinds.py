"""Logging what is neither an arrest nor a decision: each kind through the services that are its own."""

from datetime import date

import pytest

from casework.accounts.choices import Role
from casework.advocacy.models import Action, ActionCase, Designation, Response, Statement
from casework.audit.models import ChangeSet
from casework.cases.models import Development, Perpetrator, Violation
from casework.core.partial_dates import PartialDate
from casework.proceedings.models import Charge, Custody, Hearing, Proceeding
from casework.proceedings.services import file_charge
from tests.factories.advocacy import ActionCaseFactory, ActionFactory, ActionTargetFactory
from tests.factories.cases import DevelopmentFactory
from tests.factories.persons import OrganisationFactory
from tests.factories.proceedings import CustodyFactory, HearingFactory, ProceedingFactory
from tests.factories.reference import TermFactory
from tests.workspace.log_pages import case_of, open_sheet

pytestmark = pytest.mark.django_db


@pytest.fixture
def client(client_as):
    return client_as(Role.CASEWORKER)


def saved(page):
    """Send the sheet and return the development that it recorded."""
    answer = page.send()
    assert answer.response.status_code == 302, [
        each.errors
        for part in answer.response.context["sheet"].all_parts
        for each in part.checked
        if any(each.errors)
    ]
    return Development.objects.get(headline="Something happened")


class TestCharge:
    def test_is_brought_in_a_new_proceeding(self, client):
        case, person = case_of()
        page = open_sheet(client, case, "charge", occurred="12 Mar 2022")
        page.fill(
            **{
                "proceeding-proceeding": "new",
                "proceeding-kind": "criminal",
                "proceeding-number": "77/22",
                "charges-new-0-offence": "insulting a government representative",
            }
        )
        page.add_row("charges-new", offence="spreading false information", status="accused")

        told = saved(page)

        proceeding = Proceeding.objects.get()
        assert (proceeding.case, proceeding.defendant, proceeding.number) == (case, person, "77/22")
        assert {charge.proceeding for charge in Charge.objects.all()} == {proceeding}
        assert list(told.charge_events.order_by("pk").values_list("status", flat=True)) == [
            "filed",
            "accused",
        ]

    def test_on_record_is_changed_beside_a_new_one(self, client):
        case, person = case_of()
        proceeding = ProceedingFactory(case=case, defendant=person)
        filed = DevelopmentFactory(case=case)
        charge = file_charge(proceeding=proceeding, offence="mass riots", development=filed)
        page = open_sheet(client, case, "charge", occurred="1 Jan 2023")

        page.fill(
            **{"charges-events-0-charge": charge.pk, "charges-events-0-status": "amended"},
            **{"charges-events-0-wording": "mass disorder"},
        )
        saved(page)

        event = charge.events.latest("pk")
        assert (event.status, event.wording) == ("amended", "mass disorder")

    def test_without_a_proceeding_is_refused(self, client):
        case, _person = case_of()
        page = open_sheet(client, case, "charge", occurred="2022", **{"charges-new-0-offence": "treason"})

        answer = page.send()

        assert "Choose the proceeding above" in answer.text
        assert not Development.objects.exists()


class TestCustody:
    def test_passes_from_the_running_spell_into_the_next(self, client):
        case, person = case_of()
        running = CustodyFactory(case=case, person=person)
        page = open_sheet(client, case, "custody_change", occurred="between 1 Apr 2022 and 10 Apr 2023")

        told = saved(page.fill(**{"custody-regime": "house_arrest", "custody-duration_stated": "two months"}))

        running.refresh_from_db()
        following = Custody.objects.get(regime="house_arrest")
        assert running.ended_by == following.began_by == told
        assert following.duration_stated == "two months"

    def test_begins_where_no_spell_is_known(self, client):
        case, person = case_of()
        page = open_sheet(client, case, "custody_change", occurred="2022")

        told = saved(page.fill(**{"custody-regime": "incommunicado"}))

        assert Custody.objects.get().began_by == told
        assert Custody.objects.get().person == person

    def test_ends_with_a_release_on_its_ground(self, client):
        case, person = case_of()
        running = CustodyFactory(case=case, person=person)
        page = open_sheet(client, case, "release", occurred="1 Apr 2022")

        told = saved(page.fill(**{"custody-ground": "bail"}))

        running.refresh_from_db()
        assert (running.ended_by, running.end_ground) == (told, "bail")

    def test_that_would_end_before_it_began_is_refused_at_the_date(self, client):
        case, person = case_of()
        CustodyFactory(case=case, person=person)
        page = open_sheet(client, case, "release", occurred="1 Apr 2012")

        answer = page.fill(**{"custody-ground": "bail"}).send()

        assert answer.response.context["sheet"].happening.errors.keys() == {"occurred"}
        assert answer.values["custody-ground"] == ["bail"]

    def test_of_another_case_cannot_be_ended(self, client):
        case, person = case_of()
        CustodyFactory(case=case, person=person)
        foreign = CustodyFactory()
        page = open_sheet(client, case, "release", occurred="1 Apr 2023")

        answer = page.fill(**{"custody-custody": foreign.pk, "custody-ground": "bail"}).send()

        assert answer.response.status_code == 200
        assert not Custody.objects.exclude(ended_by=None).exists()


class TestHearing:
    @pytest.fixture
    def announced(self):
        case, person = case_of()
        return HearingFactory(proceeding__case=case, proceeding__defendant=person)

    def test_that_was_announced_is_held_and_announced_anew(self, client, announced):
        case = announced.proceeding.case
        page = open_sheet(client, case, "hearing", occurred="1 Feb 2023")

        told = saved(page.fill(**{"hearing-what": "adjourned", "hearing-next_day": "2023-02-20"}))

        announced.refresh_from_db()
        assert (announced.outcome, announced.development) == ("adjourned", told)
        assert Hearing.objects.get(outcome="").scheduled_on == date(2023, 2, 20)

    @pytest.mark.parametrize(("what", "outcome"), [("postponed", "postponed"), ("cancelled", "cancelled")])
    def test_that_was_announced_is_called_off(self, client, announced, what, outcome):
        page = open_sheet(client, announced.proceeding.case, "hearing", occurred="31 Jan 2023")

        saved(page.fill(**{"hearing-what": what, "hearing-next_day": "2023-02-20"}))

        announced.refresh_from_db()
        assert announced.outcome == outcome

    def test_is_announced_for_a_day_and_an_hour(self, client):
        case, person = case_of()
        proceeding = ProceedingFactory(case=case, defendant=person)
        page = open_sheet(client, case, "hearing", occurred="1 Feb 2023")

        saved(
            page.fill(
                **{"hearing-what": "announced", "hearing-kind": "trial"},
                **{"hearing-scheduled_on": "2023-03-01", "hearing-scheduled_time": "09:30"},
            )
        )

        hearing = Hearing.objects.get()
        assert (hearing.proceeding, hearing.scheduled_on) == (proceeding, date(2023, 3, 1))
        assert (hearing.scheduled_time, hearing.outcome) == ("09:30", "")

    def test_put_off_to_no_day_is_refused_at_the_day(self, client, announced):
        page = open_sheet(client, announced.proceeding.case, "hearing", occurred="1 Feb 2023")

        answer = page.fill(**{"hearing-what": "postponed"}).send()

        [part] = [part for part in answer.response.context["sheet"].parts if part.name == "hearing"]
        assert part.form.errors.keys() == {"next_day"}


class TestIllTreatment:
    def test_is_violations_with_all_who_had_a_part(self, client):
        case, person = case_of()
        torture = TermFactory(violation_type=True)
        page = open_sheet(client, case, "ill_treatment", occurred="")
        page.fill(
            **{"violations-acts-0-type": torture.pk, "violations-acts-0-certainty": "alleged"},
            **{"violations-by-0-description": "four men in plain clothes"},
        )
        page.add_row("violations-by", description="a guard")

        told = saved(page)

        violation = Violation.objects.get()
        assert (violation.development, violation.victim_person, violation.type) == (told, person, torture)
        assert set(Perpetrator.objects.values_list("description", flat=True)) == {
            "four men in plain clothes",
            "a guard",
        }


class TestStatement:
    def test_is_recorded_point_by_point(self, client):
        case, _person = case_of()
        speaker = OrganisationFactory()
        page = open_sheet(client, case, "third_party_statement", occurred="2023")
        page.fill(
            **{"statement-issued_by": speaker.pk, "statement-points-0-kind": "condemnation"},
            **{"statement-points-0-text": "The verdict is unjust."},
        )

        told = saved(page)

        said = Statement.objects.get()
        assert (said.development, said.issued_by, said.kind) == (told, speaker, "condemnation")

    def test_without_a_point_is_refused(self, client):
        case, _person = case_of()
        page = open_sheet(client, case, "official_statement", occurred="2023")

        assert "Add at least one point" in page.send().text
        assert not Development.objects.exists()


class TestDesignation:
    def test_is_of_the_client_unless_another_is_chosen(self, client):
        case, person = case_of()
        council = OrganisationFactory()
        page = open_sheet(client, case, "designation", occurred="3 May 2022")

        told = saved(
            page.fill(**{"designation-label": "political_prisoner", "designation-designated_by": council.pk})
        )

        made = Designation.objects.get()
        assert (made.person, made.designated_by, made.development) == (person, council, told)


class TestAdvocacy:
    def test_carries_out_a_planned_action_and_tells_of_it_once(self, client):
        case, _person = case_of()
        action = ActionFactory(cases=[case])
        page = open_sheet(client, case, "advocacy_action", occurred="3 May 2022")

        page.fill(**{"action-action": action.pk, "action-reference_given": "A/1"})

        told = saved(page.fill(**{"action-reason": "sent by post"}))

        action = Action.objects.get()
        assert (action.status, action.reference_given) == ("done", "A/1")
        assert ActionCase.objects.get().development == told
        assert Development.objects.filter(case=case).count() == 1
        assert ChangeSet.objects.latest("pk").reason == "sent by post"

    def test_asks_why_an_action_is_carried_out(self, client):
        case, _person = case_of()
        page = open_sheet(client, case, "advocacy_action", occurred="3 May 2022")

        answer = page.fill(**{"action-action": ActionFactory(cases=[case]).pk}).send()

        [part] = answer.response.context["sheet"].parts
        assert part.form.errors.keys() == {"reason"}
        assert not Development.objects.exists()

    def test_tells_of_the_action_in_every_other_case_too(self, client):
        case, _person = case_of()
        action = ActionFactory(cases=[case])
        other = ActionCaseFactory(action=action)

        page = open_sheet(client, case, "advocacy_action", occurred="2022", headline="A letter")
        page.fill(**{"action-action": action.pk, "action-reason": "sent by post"}).send()

        other.refresh_from_db()
        assert (other.development.case, other.development.headline) == (other.case, "A letter")

    def test_records_the_response_of_a_target(self, client):
        case, _person = case_of()
        target = ActionTargetFactory(action=ActionFactory(cases=[case], done=True))
        kind = TermFactory(response=True)
        page = open_sheet(client, case, "response", occurred="3 May 2022")

        told = saved(page.fill(**{"response-target": target.pk, "response-kind": kind.pk}))

        assert Response.objects.get().target == target
        assert Response.objects.get().development == told


@pytest.mark.parametrize("kind", ["activity", "health", "visit", "background", "internal_note"])
def test_what_has_no_structure_is_a_development_alone(client, kind):
    case, person = case_of()

    told = saved(open_sheet(client, case, kind, occurred="", place="Almaty"))

    assert (told.kind, told.place, told.occurred) == (kind, "Almaty", PartialDate.unknown())
    assert told.persons.get().person == person
