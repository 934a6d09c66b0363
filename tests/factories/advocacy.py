"""Actions, demands, answers, statements and opinions that nobody ever made."""

from datetime import date

import factory
from factory.django import DjangoModelFactory

from casework.advocacy.choices import (
    ActionKind,
    ActionStatus,
    DemandKind,
    DemandStatus,
    DesignationLabel,
    FollowUpItem,
    ImpactLevel,
    OpinionOutcome,
    StatementKind,
)
from casework.advocacy.models import (
    Action,
    ActionCase,
    ActionDemand,
    ActionTarget,
    Clock,
    Demand,
    DemandEvent,
    Designation,
    Impact,
    Opinion,
    OpinionCategory,
    OpinionFollowUp,
    OpinionProvision,
    Response,
    Statement,
)
from casework.cases.choices import WgadCategory
from tests.factories.cases import CaseFactory, DevelopmentFactory
from tests.factories.persons import OrganisationFactory, PersonFactory
from tests.factories.reference import LegalProvisionFactory, MechanismFactory, TermFactory


class ActionFactory(DjangoModelFactory):
    """A letter that is planned and serves no case yet; ``cases=[…]`` links it to some."""

    class Meta:
        model = Action
        skip_postgeneration_save = True

    class Params:
        in_progress = factory.Trait(status=ActionStatus.IN_PROGRESS)
        done = factory.Trait(status=ActionStatus.DONE)
        cancelled = factory.Trait(status=ActionStatus.CANCELLED)
        petition = factory.Trait(
            kind=ActionKind.WGAD_PETITION,
            mechanism=factory.SubFactory(MechanismFactory, in_days=True),
        )

    kind = ActionKind.LETTER
    title = factory.Sequence(lambda number: f"Letter {number}")

    @factory.post_generation
    def cases(self, create, extracted, **kwargs):
        for case in extracted or ():
            ActionCaseFactory(action=self, case=case)


class ActionCaseFactory(DjangoModelFactory):
    class Meta:
        model = ActionCase

    class Params:
        told = factory.Trait(
            development=factory.SubFactory(DevelopmentFactory, case=factory.SelfAttribute("..case"))
        )

    action = factory.SubFactory(ActionFactory)
    case = factory.SubFactory(CaseFactory)


class ActionTargetFactory(DjangoModelFactory):
    """An organisation that an action is addressed to, or with the trait a person."""

    class Meta:
        model = ActionTarget

    class Params:
        in_person = factory.Trait(organisation=None, person=factory.SubFactory(PersonFactory))

    action = factory.SubFactory(ActionFactory)
    organisation = factory.SubFactory(OrganisationFactory)


class ClockFactory(DjangoModelFactory):
    """A clock of sixty days that started on 1 March 2024."""

    class Meta:
        model = Clock

    action = factory.SelfAttribute("target.action")
    target = factory.SubFactory(ActionTargetFactory)
    rule = factory.Sequence(lambda number: f"Rule {number}")
    started_on = date(2024, 3, 1)
    due_on = date(2024, 4, 30)


class DemandFactory(DjangoModelFactory):
    """A demand for somebody's release that nobody has made yet; with the trait it has been made."""

    class Meta:
        model = Demand
        skip_postgeneration_save = True

    case = factory.SubFactory(CaseFactory)
    what = DemandKind.RELEASE

    @factory.post_generation
    def made(self, create, extracted, **kwargs):
        if extracted:
            DemandEventFactory(demand=self, development__occurred=extracted)


class ActionDemandFactory(DjangoModelFactory):
    class Meta:
        model = ActionDemand

    action = factory.SubFactory(ActionFactory)
    demand = factory.SubFactory(DemandFactory)


class DemandEventFactory(DjangoModelFactory):
    class Meta:
        model = DemandEvent

    demand = factory.SubFactory(DemandFactory)
    development = factory.SubFactory(DevelopmentFactory, case=factory.SelfAttribute("..demand.case"))
    status = DemandStatus.MADE


class ResponseFactory(DjangoModelFactory):
    class Meta:
        model = Response

    target = factory.SubFactory(ActionTargetFactory)
    development = factory.SubFactory(DevelopmentFactory)
    kind = factory.SubFactory(TermFactory, response=True)


class ImpactFactory(DjangoModelFactory):
    """An assessment of an action."""

    class Meta:
        model = Impact

    action = factory.SubFactory(ActionFactory)
    level = ImpactLevel.POSITIVE
    why = "The family was let in the week after."
    assessed_on = date(2024, 6, 1)


class StatementFactory(DjangoModelFactory):
    class Meta:
        model = Statement

    development = factory.SubFactory(DevelopmentFactory)
    issued_by = factory.SubFactory(OrganisationFactory)
    kind = StatementKind.CONCERN
    text = "We are concerned."


class DesignationFactory(DjangoModelFactory):
    class Meta:
        model = Designation

    person = factory.SubFactory(PersonFactory)
    label = DesignationLabel.POLITICAL_PRISONER
    designated_by = factory.SubFactory(OrganisationFactory)
    development = factory.SubFactory(DevelopmentFactory)


class OpinionFactory(DjangoModelFactory):
    class Meta:
        model = Opinion

    action = factory.SubFactory(ActionFactory, done=True, petition=True)
    number = factory.Sequence(lambda number: f"{number + 1}/2024")
    outcome = OpinionOutcome.ARBITRARY


class OpinionCategoryFactory(DjangoModelFactory):
    class Meta:
        model = OpinionCategory

    opinion = factory.SubFactory(OpinionFactory)
    category = WgadCategory.EXERCISE_OF_RIGHTS


class OpinionProvisionFactory(DjangoModelFactory):
    class Meta:
        model = OpinionProvision

    opinion = factory.SubFactory(OpinionFactory)
    provision = factory.SubFactory(LegalProvisionFactory)


class OpinionFollowUpFactory(DjangoModelFactory):
    class Meta:
        model = OpinionFollowUp

    opinion = factory.SubFactory(OpinionFactory)
    item = FollowUpItem.RELEASE
