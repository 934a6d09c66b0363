"""Logging a decision: a whole verdict is one form and one change set."""

from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from casework.accounts.choices import Role
from casework.audit.models import ChangeSet
from casework.cases.models import Development
from casework.core.partial_dates import PartialDate
from casework.proceedings.models import (
    Charge,
    ChargeEvent,
    Custody,
    Decision,
    Restriction,
    RestrictionScope,
    SentenceComponent,
)
from casework.proceedings.services import begin_custody, file_charge, log_charge_event
from tests.factories.cases import DevelopmentFactory
from tests.factories.persons import OrganisationFactory
from tests.factories.proceedings import ChargeFactory, DecisionFactory, ProceedingFactory
from tests.pages import FormPage
from tests.workspace.log_pages import address_of, case_of, open_sheet

pytestmark = pytest.mark.django_db

OFFENCES = ("insulting a government representative", "spreading false information", "mass riots")


@pytest.fixture
def client(client_as):
    return client_as(Role.CASEWORKER)


@pytest.fixture
def trial():
    """A criminal proceeding with three charges, whose defendant is under house arrest."""
    case, person = case_of()
    filed = DevelopmentFactory(case=case, occurred=PartialDate.read("12 Mar 2022"))
    proceeding = ProceedingFactory(case=case, defendant=person)
    for offence in OFFENCES:
        file_charge(proceeding=proceeding, offence=offence, development=filed)
    begin_custody(case=case, person=person, regime="house_arrest", development=filed)
    return proceeding


def fill_in_verdict(page, charges):
    """Type the verdict of 10 April 2023."""
    page.fill(
        occurred="10 Apr 2023",
        headline="Convicted on three charges and given six years, suspended",
        place="Almaty",
        certainty="established",
        **{"decision-kind": "verdict", "decision-outcome": "convicted"},
        **{f"decision-charge-{charge.pk}-status": "convicted" for charge in charges},
        **{f"decision-charge-{charges[2].pk}-wording": "mass disorder"},
        **{"custody-effect": "ends", "custody-ground": "suspended_sentence"},
    )
    page.fill(**{"decision-sentence-0-kind": "suspended_imprisonment", "decision-sentence-0-years": 6})
    page.add_row(
        "decision-sentence",
        kind="damages",
        amount="600000",
        currency="KZT",
        equivalent_amount="1350",
        equivalent_currency="USD",
    )
    page.add_row("decision-sentence", kind="activity_ban", years=6)
    page.values["decision-sentence-2-forbids"] = ["activism", "journalism", "social_media"]
    return page


class TestVerdict:
    def test_is_one_form_and_one_change_set(self, client, trial):
        charges = list(trial.charges.order_by("pk"))
        court = OrganisationFactory(court=True)
        before = ChangeSet.objects.count()
        page = fill_in_verdict(open_sheet(client, trial.case, "decision"), charges)

        answer = page.fill(**{"decision-authority": court.pk}).send()

        assert answer.response.status_code == 302, answer.response.context["sheet"].happening.errors
        assert ChangeSet.objects.count() == before + 1
        decision = Decision.objects.get()
        assert (decision.authority, decision.outcome, str(decision.development.occurred)) == (
            court,
            "convicted",
            "10 Apr 2023",
        )
        decided = ChargeEvent.objects.filter(development=decision.development)
        assert [event.status for event in decided] == ["convicted"] * 3
        assert decided.get(charge=charges[2]).wording == "mass disorder"
        assert {(part.kind, part.years, part.amount) for part in SentenceComponent.objects.all()} == {
            ("suspended_imprisonment", 6, None),
            ("damages", 0, Decimal(600_000)),
            ("activity_ban", 6, None),
        }
        ban = Restriction.objects.get()
        assert str(ban.ends) == "10 Apr 2029"
        assert set(RestrictionScope.objects.values_list("scope", flat=True)) == {
            "activism",
            "journalism",
            "social_media",
        }
        spell = Custody.objects.get()
        assert (spell.ended_by, spell.end_ground) == (decision.development, "suspended_sentence")

    def test_of_which_one_charge_cannot_follow_is_refused_whole_at_that_charge(self, client, trial):
        charges = list(trial.charges.order_by("pk"))
        gone = DevelopmentFactory(case=trial.case, occurred=PartialDate.read("1 Apr 2023"))
        log_charge_event(charge=charges[1], status="dropped", development=gone)
        page = fill_in_verdict(open_sheet(client, trial.case, "decision"), charges)

        answer = page.send()

        rulings = answer.response.context["sheet"].parts[1].rulings
        assert [bool(form.errors) for form in rulings] == [False, True, False]
        assert answer.values["decision-sentence-2-forbids"] == ["activism", "journalism", "social_media"]
        assert not Decision.objects.exists()

    def test_of_which_one_part_is_not_whole_says_so_in_its_row(self, client, trial):
        page = fill_in_verdict(open_sheet(client, trial.case, "decision"), list(trial.charges.order_by("pk")))

        answer = page.fill(**{"decision-sentence-1-currency": ""}).send()

        rows = answer.response.context["sheet"].parts[1].rows[0]
        assert [bool(row.errors) for row in rows] == [False, True, False]
        assert not Decision.objects.exists()


class TestCharges:
    def test_are_those_of_the_proceeding_and_of_the_one_that_it_continues(self, client, trial):
        appeal = ProceedingFactory(case=trial.case, defendant=trial.defendant, previous=trial)
        other = ChargeFactory(proceeding__case=trial.case, proceeding__defendant=trial.defendant)
        page = open_sheet(client, trial.case, "decision")

        shown = page.fill(**{"proceeding-proceeding": appeal.pk}).send("_kind")

        asked = {name for name in shown.values if name.startswith("decision-charge-")}
        assert {f"decision-charge-{charge.pk}-status" for charge in trial.charges.all()} <= asked
        assert f"decision-charge-{other.pk}-status" not in asked

    def test_of_another_case_posted_by_hand_change_nothing(self, client, trial):
        foreign = ChargeFactory()
        page = open_sheet(client, trial.case, "decision", occurred="2023")
        page.fill(**{"decision-kind": "verdict", f"decision-charge-{foreign.pk}-status": "convicted"}).send()

        assert not foreign.events.exists()

    def test_that_are_new_are_decided_with_the_rest(self, client, trial):
        page = open_sheet(client, trial.case, "decision", occurred="10 Apr 2023")

        page.fill(
            **{
                "decision-kind": "verdict",
                "charges-new-0-offence": "contempt",
                "charges-new-0-status": "convicted",
            }
        ).send()

        assert Charge.objects.get(offence="contempt").events.get().status == "convicted"


class TestChoice:
    @pytest.mark.parametrize(
        ("name", "make"),
        [
            ("proceeding-proceeding", ProceedingFactory),
            ("decision-supersedes", DecisionFactory),
            ("follows", DevelopmentFactory),
        ],
    )
    def test_of_what_belongs_to_another_case_is_refused(self, client, trial, name, make):
        foreign = make()
        page = open_sheet(client, trial.case, "decision", occurred="2023", **{"decision-kind": "verdict"})

        assert page.fill(**{name: foreign.pk}).send().response.status_code == 200
        assert not Development.objects.filter(case=trial.case, kind="decision").exists()


class TestRowsMore:
    def test_are_had_without_a_script(self, client, trial):
        page = fill_in_verdict(open_sheet(client, trial.case, "decision"), list(trial.charges.order_by("pk")))
        page.values["_more"] = ["decision-sentence"]

        shown = page.send("_ignored")

        assert shown.values["decision-sentence-TOTAL_FORMS"] == ["4"]
        assert shown.values["decision-sentence-1-currency"] == ["KZT"]
        assert shown.response.context["sheet"].has_errors is False
        assert not Decision.objects.exists()


def test_the_sheet_costs_the_same_for_any_number_of_charges(client, trial):
    address = f"{address_of(trial.case)}?kind=decision"
    FormPage.open(client, address)

    def queries():
        with CaptureQueriesContext(connection) as captured:
            FormPage.open(client, address)
        return len(captured)

    few = queries()
    ChargeFactory.create_batch(6, proceeding=trial)
    DevelopmentFactory.create_batch(6, case=trial.case)

    assert queries() == few
