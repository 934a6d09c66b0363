"""Charges, decisions, custody and restrictions of persons who never existed; the cases of all parts agree."""

from datetime import date
from decimal import Decimal

import factory
from factory.django import DjangoModelFactory

from casework.cases.choices import DevelopmentKind
from casework.core.partial_dates import PartialDate
from casework.proceedings.choices import (
    ChargeStatus,
    CustodyRegime,
    DecisionKind,
    HearingKind,
    HearingOutcome,
    ProceedingKind,
    ProceedingStatus,
    RestrictionEventKind,
    RestrictionScopeKind,
    SafeguardFinding,
    SafeguardKind,
    SentenceKind,
)
from casework.proceedings.models import (
    Arrest,
    Charge,
    ChargeEvent,
    Custody,
    Decision,
    Hearing,
    Proceeding,
    Representation,
    Restriction,
    RestrictionEvent,
    RestrictionScope,
    Safeguard,
    SentenceComponent,
)
from tests.factories.cases import CaseFactory, DevelopmentFactory
from tests.factories.persons import PersonFactory

RELEASE_DAY = PartialDate.on(date(2023, 4, 10))


class ProceedingFactory(DjangoModelFactory):
    """An open criminal proceeding."""

    class Meta:
        model = Proceeding

    class Params:
        administrative = factory.Trait(kind=ProceedingKind.ADMINISTRATIVE)
        over = factory.Trait(status=ProceedingStatus.CLOSED)

    case = factory.SubFactory(CaseFactory)
    defendant = factory.SubFactory(PersonFactory)
    kind = ProceedingKind.CRIMINAL


class ChargeFactory(DjangoModelFactory):
    """A charge of which nothing has become yet."""

    class Meta:
        model = Charge

    proceeding = factory.SubFactory(ProceedingFactory)
    offence = "spreading false information"


class ChargeEventFactory(DjangoModelFactory):
    """The filing of a charge."""

    class Meta:
        model = ChargeEvent

    charge = factory.SubFactory(ChargeFactory)
    development = factory.SubFactory(
        DevelopmentFactory,
        case=factory.SelfAttribute("..charge.proceeding.case"),
        kind=DevelopmentKind.CHARGE,
    )
    status = ChargeStatus.FILED


class HearingFactory(DjangoModelFactory):
    """A trial hearing that is announced; ``held`` makes it one that took place."""

    class Meta:
        model = Hearing

    class Params:
        held = factory.Trait(
            outcome=HearingOutcome.HELD,
            development=factory.SubFactory(
                DevelopmentFactory,
                case=factory.SelfAttribute("..proceeding.case"),
                kind=DevelopmentKind.HEARING,
            ),
        )

    proceeding = factory.SubFactory(ProceedingFactory)
    kind = HearingKind.TRIAL
    scheduled_on = date(2023, 2, 1)


class ArrestFactory(DjangoModelFactory):
    class Meta:
        model = Arrest

    development = factory.SubFactory(DevelopmentFactory)
    person = factory.SubFactory(PersonFactory)


class DecisionFactory(DjangoModelFactory):
    """A verdict."""

    class Meta:
        model = Decision

    proceeding = factory.SubFactory(ProceedingFactory)
    development = factory.SubFactory(
        DevelopmentFactory, case=factory.SelfAttribute("..proceeding.case"), kind=DevelopmentKind.DECISION
    )
    kind = DecisionKind.VERDICT


class SentenceComponentFactory(DjangoModelFactory):
    """Two years of imprisonment; ``fine`` makes it a sum of money."""

    class Meta:
        model = SentenceComponent

    class Params:
        fine = factory.Trait(kind=SentenceKind.FINE, years=0, amount=Decimal(5000), currency="KZT")

    decision = factory.SubFactory(DecisionFactory)
    person = factory.SelfAttribute("decision.proceeding.defendant")
    kind = SentenceKind.IMPRISONMENT
    years = 2


class CustodyFactory(DjangoModelFactory):
    """A spell of pre-trial detention from 25 February 2022 that runs still; ``ended`` ends it."""

    class Meta:
        model = Custody

    class Params:
        ended = factory.Trait(
            ended_by=factory.SubFactory(
                DevelopmentFactory,
                case=factory.SelfAttribute("..case"),
                kind=DevelopmentKind.RELEASE,
                occurred=RELEASE_DAY,
            )
        )
        undated = factory.Trait(began_by=None)

    case = factory.SubFactory(CaseFactory)
    person = factory.SubFactory(PersonFactory)
    regime = CustodyRegime.PRETRIAL
    began_by = factory.SubFactory(DevelopmentFactory, case=factory.SelfAttribute("..case"))


class RestrictionFactory(DjangoModelFactory):
    """A ban imposed on 25 February 2022 outside any sentence, without a known end."""

    class Meta:
        model = Restriction

    class Params:
        lifted = factory.Trait(
            lifted_by=factory.SubFactory(
                DevelopmentFactory,
                case=factory.SelfAttribute("..case"),
                kind=DevelopmentKind.DECISION,
                occurred=RELEASE_DAY,
            )
        )

    case = factory.SubFactory(CaseFactory)
    person = factory.SubFactory(PersonFactory)
    basis = "written undertaking not to leave"
    imposed_by = factory.SubFactory(DevelopmentFactory, case=factory.SelfAttribute("..case"))


class RestrictionScopeFactory(DjangoModelFactory):
    class Meta:
        model = RestrictionScope

    restriction = factory.SubFactory(RestrictionFactory)
    scope = RestrictionScopeKind.TRAVEL


class RestrictionEventFactory(DjangoModelFactory):
    class Meta:
        model = RestrictionEvent

    restriction = factory.SubFactory(RestrictionFactory)
    development = factory.SubFactory(DevelopmentFactory, case=factory.SelfAttribute("..restriction.case"))
    kind = RestrictionEventKind.INTERPRETED


class RepresentationFactory(DjangoModelFactory):
    class Meta:
        model = Representation

    proceeding = factory.SubFactory(ProceedingFactory)
    person = factory.SelfAttribute("proceeding.defendant")
    counsel = factory.SubFactory(PersonFactory)


class SafeguardFactory(DjangoModelFactory):
    class Meta:
        model = Safeguard

    proceeding = factory.SubFactory(ProceedingFactory)
    kind = SafeguardKind.COUNSEL_OF_CHOICE
    finding = SafeguardFinding.VIOLATED
