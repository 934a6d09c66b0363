"""What is always true of the rows of advocacy, whoever writes them."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError

from casework.advocacy.choices import DesignationLabel, OpinionOutcome
from casework.advocacy.models import ActionTarget, Demand, Impact
from casework.core.partial_dates import PartialDate
from tests.factories.advocacy import (
    ActionCaseFactory,
    ActionDemandFactory,
    ActionFactory,
    ActionTargetFactory,
    ClockFactory,
    DemandEventFactory,
    DemandFactory,
    DesignationFactory,
    ImpactFactory,
    OpinionCategoryFactory,
    OpinionFactory,
    OpinionFollowUpFactory,
    OpinionProvisionFactory,
    ResponseFactory,
    StatementFactory,
)
from tests.factories.cases import CaseFactory, DevelopmentFactory
from tests.factories.persons import OrganisationFactory, PersonFactory
from tests.factories.proceedings import ChargeFactory, CustodyFactory, DecisionFactory, RestrictionFactory
from tests.factories.reference import TermFactory

pytestmark = pytest.mark.django_db


def broken(constraint):
    """Match the breach of a uniqueness: PostgreSQL names the constraint, SQLite its columns."""
    return rf"{constraint}|UNIQUE constraint failed: advocacy_{constraint.partition('_')[0]}\."


class TestChoices:
    @pytest.mark.parametrize(
        ("make", "field", "constraint"),
        [
            (ActionFactory, "kind", "action_kind_valid"),
            (ActionFactory, "status", "action_status_valid"),
            (DemandFactory, "what", "demand_what_valid"),
            (DemandEventFactory, "status", "demandevent_status_valid"),
            (ImpactFactory, "level", "impact_level_valid"),
            (StatementFactory, "kind", "statement_kind_valid"),
            (DesignationFactory, "label", "designation_label_valid"),
            (OpinionFactory, "outcome", "opinion_outcome_valid"),
            (OpinionFactory, "government_reply", "opinion_government_reply_valid"),
            (OpinionCategoryFactory, "category", "opinioncategory_category_valid"),
            (OpinionFollowUpFactory, "item", "opinionfollowup_item_valid"),
            (OpinionFollowUpFactory, "result", "opinionfollowup_result_valid"),
        ],
    )
    def test_are_closed_in_the_database(self, make, field, constraint):
        with pytest.raises(IntegrityError, match=constraint):
            make(**{field: "?"})


class TestAction:
    def test_has_a_title(self):
        with pytest.raises(IntegrityError, match="action_title_given"):
            ActionFactory(title="")


class TestActionCase:
    def test_links_a_case_once(self):
        link = ActionCaseFactory()

        with pytest.raises(IntegrityError, match=broken("actioncase_case_once_per_action")):
            ActionCaseFactory(action=link.action, case=link.case)

    def test_is_told_by_a_development_of_its_own_case(self):
        link = ActionCaseFactory()
        link.development = DevelopmentFactory()

        with pytest.raises(ValidationError, match="same case"):
            link.full_clean()


class TestActionTarget:
    def test_is_somebody(self):
        with pytest.raises(IntegrityError, match="actiontarget_organisation_or_person"):
            ActionTargetFactory(organisation=None)

    def test_is_not_two(self):
        with pytest.raises(IntegrityError, match="actiontarget_organisation_or_person"):
            ActionTargetFactory(person=PersonFactory())

    def test_may_be_a_person(self):
        target = ActionTargetFactory(in_person=True)

        assert str(target) == target.person.name

    @pytest.mark.parametrize("traits", [{}, {"in_person": True}])
    def test_is_addressed_once_by_an_action(self, traits):
        target = ActionTargetFactory(**traits)

        with pytest.raises(IntegrityError, match=broken("actiontarget_.*_once_per_action")):
            ActionTarget.objects.create(
                action=target.action, organisation=target.organisation, person=target.person
            )


class TestClock:
    def test_has_a_rule(self):
        with pytest.raises(IntegrityError, match="clock_rule_given"):
            ClockFactory(rule="")

    def test_falls_due_after_it_starts(self):
        with pytest.raises(IntegrityError, match="clock_due_not_before_start"):
            ClockFactory(started_on=date(2024, 3, 2), due_on=date(2024, 3, 1))

    def test_is_not_both_stopped_and_ended(self):
        clock = ClockFactory()
        clock.stopped_by = ResponseFactory(target=clock.target)
        clock.ended_by = OpinionFactory(action=clock.action)

        with pytest.raises(IntegrityError, match="clock_stopped_or_ended_not_both"):
            clock.save()

    @pytest.mark.parametrize("with_target", [True, False])
    def test_runs_once_for_a_target(self, with_target):
        target = ActionTargetFactory()
        values = {"action": target.action, "target": target if with_target else None, "rule": "Reply"}
        ClockFactory(**values)

        with pytest.raises(IntegrityError, match=broken("clock_rule_once_per_(target|action)")):
            ClockFactory(**values)

    def test_awaits_a_target_of_its_own_action(self):
        clock = ClockFactory()
        clock.target = ActionTargetFactory()

        with pytest.raises(ValidationError, match="target of the same action"):
            clock.full_clean()

    def test_is_stopped_by_a_response_to_its_own_action(self):
        clock = ClockFactory()
        clock.stopped_by = ResponseFactory()

        with pytest.raises(ValidationError, match="response to the same action"):
            clock.full_clean()

    def test_is_ended_by_an_opinion_on_its_own_action(self):
        clock = ClockFactory()
        clock.ended_by = OpinionFactory()

        with pytest.raises(ValidationError, match="opinion on the same action"):
            clock.full_clean()


class TestDemand:
    @pytest.mark.parametrize(
        ("name", "make"),
        [
            ("about_decision", DecisionFactory),
            ("about_charge", ChargeFactory),
            ("about_custody", CustodyFactory),
            ("about_restriction", RestrictionFactory),
        ],
    )
    def test_may_be_about_one_thing_of_its_own_case(self, name, make):
        subject = make()
        case = subject.case if hasattr(subject, "case") else subject.proceeding.case
        demand = DemandFactory(case=case, **{name: subject})

        demand.full_clean()
        demand.case = CaseFactory()

        with pytest.raises(ValidationError, match="same case") as refusal:
            demand.full_clean()
        assert set(refusal.value.error_dict) == {name}

    def test_is_not_about_two_things(self):
        decision = DecisionFactory()
        charge = ChargeFactory(proceeding=decision.proceeding)

        with pytest.raises(IntegrityError, match="demand_about_one_thing_at_most"):
            DemandFactory(case=decision.proceeding.case, about_decision=decision, about_charge=charge)

    def test_is_for_a_person_or_a_class(self):
        with pytest.raises(IntegrityError, match="demand_for_a_person_or_a_class"):
            DemandFactory(beneficiary=PersonFactory(), beneficiary_class="all prisoners of conscience")

    @pytest.mark.parametrize(
        ("values", "words"),
        [
            ({}, "release"),
            ({"beneficiary_class": "all political prisoners"}, "release: all political prisoners"),
        ],
    )
    def test_reads_as_what_is_asked_for_whom(self, values, words):
        assert str(Demand(what="release", **values)) == words


class TestActionDemand:
    def test_makes_a_demand_once(self):
        link = ActionDemandFactory()

        with pytest.raises(IntegrityError, match=broken("actiondemand_demand_once_per_action")):
            ActionDemandFactory(action=link.action, demand=link.demand)


class TestDemandEvent:
    def test_gives_one_status_in_a_development(self):
        event = DemandEventFactory()

        with pytest.raises(IntegrityError, match=broken("demandevent_one_status_per_development")):
            DemandEventFactory(demand=event.demand, development=event.development, status="met")

    def test_happens_in_the_case_of_the_demand(self):
        event = DemandEventFactory.build(demand=DemandFactory(), development=DevelopmentFactory())

        with pytest.raises(ValidationError, match="own case"):
            event.full_clean()


class TestResponse:
    def test_is_recorded_once_in_a_development(self):
        response = ResponseFactory()

        with pytest.raises(IntegrityError, match=broken("response_once_per_target_and_development")):
            ResponseFactory(target=response.target, development=response.development)

    def test_has_a_kind_of_response(self):
        response = ResponseFactory.build(
            target=ActionTargetFactory(), development=DevelopmentFactory(), kind=TermFactory()
        )

        with pytest.raises(ValidationError, match="kind of response"):
            response.full_clean()

    def test_is_about_a_case_that_the_action_serves(self):
        response = ResponseFactory()

        with pytest.raises(ValidationError, match="case the action serves"):
            response.full_clean()


class TestImpact:
    def test_is_of_something(self):
        with pytest.raises(IntegrityError, match="impact_of_an_action_or_a_demand"):
            ImpactFactory(action=None)

    def test_is_not_of_two_things(self):
        with pytest.raises(IntegrityError, match="impact_of_an_action_or_a_demand"):
            ImpactFactory(demand=DemandFactory())

    def test_says_why(self):
        with pytest.raises(IntegrityError, match="impact_why_given"):
            ImpactFactory(why="")

    def test_may_be_assessed_again(self):
        first = ImpactFactory()

        again = ImpactFactory(action=first.action, assessed_on=date(2025, 6, 1))

        assert list(Impact.objects.all()) == [again, first]


class TestStatement:
    def test_is_made_by_someone(self):
        with pytest.raises(IntegrityError, match="statement_made_by_someone"):
            StatementFactory(issued_by=None)

    def test_may_be_said_by_a_person_alone(self):
        statement = StatementFactory(issued_by=None, said_by=PersonFactory(name="Ilya Veresk"))

        assert str(statement) == "concern: Ilya Veresk"

    def test_is_not_made_on_ones_own_behalf(self):
        organisation = OrganisationFactory()

        with pytest.raises(IntegrityError, match="statement_on_behalf_of_another"):
            StatementFactory(issued_by=organisation, on_behalf_of=organisation)

    def test_may_be_made_on_behalf_of_another(self):
        StatementFactory(on_behalf_of=OrganisationFactory()).full_clean()

    def test_has_a_text(self):
        with pytest.raises(IntegrityError, match="statement_text_given"):
            StatementFactory(text="")

    @pytest.mark.parametrize("pair", ["decision and charge", "decision and case", "charge and case"])
    def test_is_not_about_two_things(self, pair):
        decision = DecisionFactory()
        subjects = {
            "decision": {"about_decision": decision},
            "charge": {"about_charge": ChargeFactory(proceeding=decision.proceeding)},
            "case": {"is_about_case": True},
        }
        first, second = pair.split(" and ")

        with pytest.raises(IntegrityError, match="statement_about_one_thing_at_most"):
            StatementFactory(**subjects[first], **subjects[second])

    def test_is_about_a_charge_of_its_own_case(self):
        statement = StatementFactory.build(
            development=DevelopmentFactory(), issued_by=OrganisationFactory(), about_charge=ChargeFactory()
        )

        with pytest.raises(ValidationError, match="case of the development"):
            statement.full_clean()


class TestDesignation:
    def test_stands_once(self):
        designation = DesignationFactory()

        with pytest.raises(IntegrityError, match=broken("designation_stands_once")):
            DesignationFactory(person=designation.person, designated_by=designation.designated_by)

    def test_may_be_made_again_after_it_was_withdrawn(self):
        designation = DesignationFactory()
        designation.withdrawn_by = DevelopmentFactory(case=designation.development.case)
        designation.save()

        DesignationFactory(person=designation.person, designated_by=designation.designated_by).full_clean()

    def test_may_be_one_of_several_labels(self):
        designation = DesignationFactory()

        DesignationFactory(
            person=designation.person,
            designated_by=designation.designated_by,
            label=DesignationLabel.HUMAN_RIGHTS_DEFENDER,
        ).full_clean()

    def test_is_not_withdrawn_by_what_made_it(self):
        designation = DesignationFactory()
        designation.withdrawn_by = designation.development

        with pytest.raises(IntegrityError, match="designation_withdrawn_by_another_development"):
            designation.save()

    def test_is_withdrawn_in_its_own_case(self):
        designation = DesignationFactory()
        designation.withdrawn_by = DevelopmentFactory()

        with pytest.raises(ValidationError, match="same case"):
            designation.full_clean()


class TestOpinion:
    def test_has_a_number(self):
        with pytest.raises(IntegrityError, match="opinion_number_given"):
            OpinionFactory(number="")

    def test_answers_an_action_once(self):
        opinion = OpinionFactory()

        with pytest.raises(IntegrityError, match=broken("opinion_number_once_per_action")):
            OpinionFactory(action=opinion.action, number=opinion.number)

    def test_is_adopted_on_a_day_as_well_as_it_is_known(self):
        opinion = OpinionFactory(adopted=PartialDate.read("Nov 2023"))

        opinion.refresh_from_db()

        assert (opinion.adopted_earliest, opinion.adopted_latest) == (date(2023, 11, 1), date(2023, 11, 30))


class TestOpinionCategory:
    def test_is_found_once(self):
        found = OpinionCategoryFactory()

        with pytest.raises(IntegrityError, match=broken("opinioncategory_once_per_opinion")):
            OpinionCategoryFactory(opinion=found.opinion)

    @pytest.mark.parametrize(
        "outcome", [outcome for outcome in OpinionOutcome if outcome != OpinionOutcome.ARBITRARY]
    )
    def test_needs_a_finding_of_arbitrariness(self, outcome):
        found = OpinionCategoryFactory(opinion__outcome=outcome)

        with pytest.raises(ValidationError, match="finds the detention arbitrary"):
            found.full_clean()


class TestOpinionProvision:
    def test_is_named_once(self):
        named = OpinionProvisionFactory()

        with pytest.raises(IntegrityError, match=broken("opinionprovision_once_per_opinion")):
            OpinionProvisionFactory(opinion=named.opinion, provision=named.provision)
