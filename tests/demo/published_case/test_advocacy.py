"""Who spoke for him, what they asked, and as what he was recognised."""

from datetime import date, timedelta

import pytest

from casework.advocacy.choices import ActionStatus, DemandKind, DemandStatus, DesignationLabel, StatementKind
from casework.advocacy.models import Action, ActionCase, Demand, Designation, Statement
from casework.cases.choices import DevelopmentKind
from casework.core.partial_dates import PartialDate
from casework.persons.choices import OrganisationKind
from casework.persons.models import Affiliation
from casework.proceedings.models import Restriction
from tests.demo.published_case.citations import paragraphs
from tests.demo.published_case.days import ENTERED, VERDICT

pytestmark = pytest.mark.django_db


class TestStatement:
    def test_is_a_source_of_freedom_now_without_an_address(self, statement):
        assert statement.kind.code == "hro-press-release"
        assert statement.publisher.name == "Freedom Now"
        assert statement.publisher.kind == OrganisationKind.NGO
        assert statement.published.edtf == "2023-04"
        assert statement.url == ""

    def test_is_an_action_carried_out_after_the_verdict(self, seen, case):
        action = seen(Action).get(case_links__case=case)

        assert action.kind == "public_statement"
        assert action.status == ActionStatus.DONE
        told = seen(ActionCase).get(action=action).development
        assert told.kind == DevelopmentKind.ADVOCACY_ACTION
        assert told.occurred.earliest == VERDICT

    def test_quotes_the_executive_director_of_freedom_now(self, seen, statement):
        place = seen(Affiliation).get(person__name="Maran Turner")

        assert place.organisation == statement.publisher
        assert place.role.code == "executive-director"
        assert place.role_words == "Executive Director"
        assert paragraphs(place, statement) == ["paragraph 2"]

    def test_makes_three_points_about_the_decision(self, seen, verdict):
        points = {point.kind: point for point in seen(Statement, about_decision=verdict)}

        assert points.keys() == {
            StatementKind.CONDEMNATION,
            StatementKind.ASSESSMENT,
            StatementKind.WARNING,
        }
        assert {point.issued_by.name for point in points.values()} == {"Freedom Now"}
        assert points[StatementKind.CONDEMNATION].said_by is None
        assert points[StatementKind.ASSESSMENT].said_by.name == "Maran Turner"
        assert "harassment" in points[StatementKind.ASSESSMENT].text
        assert "punishment" in points[StatementKind.ASSESSMENT].text
        assert points[StatementKind.WARNING].said_by.name == "Maran Turner"
        assert "arrest" in points[StatementKind.WARNING].text

    def test_demands_that_the_conviction_be_vacated_and_the_restrictions_lifted(
        self, seen, case, mamay, verdict
    ):
        action = seen(Action).get(case_links__case=case)
        made = seen(Demand, action_links__action=action).with_status(ENTERED + timedelta(days=30))
        demands = {demand.what: demand for demand in made}

        assert demands.keys() == {DemandKind.VACATE_CONVICTION, DemandKind.LIFT_RESTRICTIONS}
        assert demands[DemandKind.VACATE_CONVICTION].about_decision == verdict
        restriction = seen(Restriction).get(person=mamay)
        assert demands[DemandKind.LIFT_RESTRICTIONS].about_restriction == restriction
        assert {demand.beneficiary for demand in demands.values()} == {mamay}
        assert {demand.status for demand in made} == {DemandStatus.MADE}


class TestSupport:
    def test_names_him_a_political_prisoner(self, seen, mamay, statement):
        designation = seen(Designation).get(person=mamay)

        assert designation.label == DesignationLabel.POLITICAL_PRISONER
        assert designation.designated_by.name == "Human Rights Defenders Expert Council"
        assert designation.development.occurred == PartialDate.on(date(2022, 5, 3))
        assert paragraphs(designation.development, statement) == ["paragraph 5"]

    @pytest.mark.parametrize("who", ["Human Rights Watch", "Amnesty International", "Other international"])
    def test_calls_the_charges_unfounded_and_asks_for_his_release(self, seen, case, who, statement):
        points = seen(Statement, development__case=case, issued_by__name__startswith=who)

        assert {point.kind for point in points} == {StatementKind.ASSESSMENT, StatementKind.DEMAND}
        assert not any(point.development.occurred for point in points)
        assert all(paragraphs(point.development, statement) == ["paragraph 5"] for point in points)

    def test_comes_from_members_of_the_european_parliament(self, seen, told, statement):
        visit = told("Visiting members of the European Parliament")
        point = seen(Statement).get(development=visit)

        assert visit.occurred.edtf == "2022-08"
        assert point.kind == StatementKind.DEMAND
        assert point.issued_by.kind == OrganisationKind.INFORMAL_GROUP
        assert point.on_behalf_of.name == "European Parliament"
        assert paragraphs(visit, statement) == ["paragraph 5"]

    def test_asks_two_things_one_of_them_for_a_class_of_people(self, seen, told, mamay):
        visit = told("Visiting members of the European Parliament")
        demands = {demand.what: demand for demand in seen(Demand, events__development=visit)}

        assert demands.keys() == {DemandKind.STOP_HARASSMENT, DemandKind.RELEASE}
        assert "activists" in demands[DemandKind.STOP_HARASSMENT].beneficiary_class
        assert demands[DemandKind.RELEASE].beneficiary == mamay
