"""One row of every kind that hangs on a case."""

from datetime import date

from casework.core.partial_dates import PartialDate
from tests.factories.advocacy import (
    ActionCaseFactory,
    ActionDemandFactory,
    ActionTargetFactory,
    ClockFactory,
    DemandEventFactory,
    DemandFactory,
    DesignationFactory,
    ImpactFactory,
    OpinionCategoryFactory,
    OpinionFactory,
    ResponseFactory,
    StatementFactory,
)
from tests.factories.cases import (
    CasePartyFactory,
    CaseSituationFactory,
    CaseStaffFactory,
    CitationFactory,
    ConsentFactory,
    DevelopmentFactory,
    DevelopmentPersonFactory,
    PerpetratorFactory,
    TaskFactory,
    ViolationFactory,
    ViolationProvisionFactory,
)
from tests.factories.persons import OrganisationFactory
from tests.factories.proceedings import (
    ArrestFactory,
    ChargeEventFactory,
    ChargeFactory,
    CustodyFactory,
    DecisionFactory,
    HearingFactory,
    ProceedingFactory,
    RepresentationFactory,
    RestrictionEventFactory,
    RestrictionFactory,
    RestrictionScopeFactory,
    SafeguardFactory,
    SentenceComponentFactory,
)
from tests.factories.reference import LegalProvisionFactory, MechanismFactory
from tests.factories.sources import SourceFactory


def fill(case, person):
    """Hang one row of every kind on the case, about the person, who is a client in it."""
    _fill_record(case, person)
    _fill_proceeding(case, person)
    _fill_advocacy(case, person)


def _fill_record(case, person):
    CasePartyFactory(case=case, person=person)
    CaseStaffFactory(case=case)
    CaseSituationFactory(case=case)
    TaskFactory(case=case, due_on=date(2022, 5, 1))
    TaskFactory(case=case, done=True)
    ConsentFactory(case=case, person=person)
    first = DevelopmentFactory(case=case)
    development = DevelopmentFactory(case=case, follows=first, occurred=PartialDate.read("Aug 2022"))
    source = SourceFactory(publisher=OrganisationFactory())
    CitationFactory(development=development, source=source, locator="p. 1")
    CitationFactory(development=development, contradicting=True)
    DevelopmentPersonFactory(development=development)
    violation = ViolationFactory(development=development)
    PerpetratorFactory(violation=violation, organisation=OrganisationFactory())
    ViolationProvisionFactory(violation=violation)
    ArrestFactory(
        development=development,
        person=person,
        carried_out_by=OrganisationFactory(),
        stated_by=OrganisationFactory(),
    )


def _fill_proceeding(case, person):
    proceeding = ProceedingFactory(case=case, defendant=person, court=OrganisationFactory(court=True))
    charge = ChargeFactory(proceeding=proceeding, provision=LegalProvisionFactory())
    ChargeEventFactory(charge=charge)
    decision = DecisionFactory(proceeding=proceeding, authority=OrganisationFactory(court=True))
    component = SentenceComponentFactory(decision=decision)
    HearingFactory(proceeding=proceeding, held=True)
    HearingFactory(proceeding=proceeding, scheduled_on=date(2999, 1, 1))
    RepresentationFactory(proceeding=proceeding)
    SafeguardFactory(proceeding=proceeding, development=decision.development)
    CustodyFactory(
        case=case, person=person, ended=True, proceeding=proceeding, facility=OrganisationFactory(prison=True)
    )
    restriction = RestrictionFactory(case=case, person=person, component=component)
    RestrictionScopeFactory(restriction=restriction)
    RestrictionEventFactory(restriction=restriction)


def _fill_advocacy(case, person):
    told = DevelopmentFactory(case=case)
    StatementFactory(development=told)
    DesignationFactory(development=told, person=person)
    demand = DemandFactory(case=case, beneficiary=person)
    DemandEventFactory(demand=demand)
    ImpactFactory(action=None, demand=demand)
    link = ActionCaseFactory(case=case, told=True, action__mechanism=MechanismFactory())
    ActionDemandFactory(action=link.action, demand=demand)
    target = ActionTargetFactory(action=link.action)
    ResponseFactory(target=target, development=told)
    ClockFactory(target=target, action=link.action)
    ImpactFactory(action=link.action)
    OpinionCategoryFactory(opinion=OpinionFactory(action=link.action))
