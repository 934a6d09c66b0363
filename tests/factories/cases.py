"""Cases, and what hangs on them, that never existed."""

from datetime import UTC, date, datetime, timedelta

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from casework.cases.choices import (
    CaseStatus,
    ConsentUse,
    DevelopmentKind,
    Outcome,
    PartyRole,
    StaffRole,
    Stance,
    TaskOrigin,
)
from casework.cases.models import (
    Case,
    CaseParty,
    CaseSituation,
    CaseStaff,
    Citation,
    Consent,
    Development,
    DevelopmentPerson,
    EmergencyAccess,
    Perpetrator,
    Situation,
    Task,
    Violation,
    ViolationProvision,
)
from casework.core.choices import Confidentiality
from casework.core.partial_dates import PartialDate
from tests.factories.accounts import UserFactory
from tests.factories.persons import OrganisationFactory, PersonFactory
from tests.factories.reference import LegalProvisionFactory, TermFactory
from tests.factories.sources import SourceFactory


class SituationFactory(DjangoModelFactory):
    class Meta:
        model = Situation

    name = factory.Sequence(lambda number: f"Situation {number}")
    country = "KZ"


class CaseFactory(DjangoModelFactory):
    """An open case at its intake; ``team`` puts colleagues on its team."""

    class Meta:
        model = Case
        skip_postgeneration_save = True

    class Params:
        restricted = factory.Trait(confidentiality=Confidentiality.RESTRICTED)
        active = factory.Trait(status=CaseStatus.ACTIVE)
        closed = factory.Trait(
            status=CaseStatus.CLOSED, closed_on=date(2023, 6, 1), closing_outcome=Outcome.RELEASED
        )

    # A year of its own: no reference that a test writes out is ever given by the sequence as well.
    reference = factory.Sequence(lambda number: f"KZ-2019-{number + 1:03d}")
    title = factory.Sequence(lambda number: f"Case {number}")
    country = "KZ"
    opened_on = date(2022, 2, 26)
    lead = factory.SubFactory(UserFactory, caseworker=True)

    @factory.post_generation
    def team(case, create, colleagues, **values):
        """Put the colleagues on the team, the lead in the lead's place."""
        for user in colleagues or ():
            role = StaffRole.LEAD if user == case.lead else StaffRole.MEMBER
            CaseStaffFactory(case=case, user=user, role=role)


class CaseSituationFactory(DjangoModelFactory):
    class Meta:
        model = CaseSituation

    case = factory.SubFactory(CaseFactory)
    situation = factory.SubFactory(SituationFactory)


class CasePartyFactory(DjangoModelFactory):
    class Meta:
        model = CaseParty

    case = factory.SubFactory(CaseFactory)
    person = factory.SubFactory(PersonFactory)
    role = PartyRole.CLIENT


class CaseStaffFactory(DjangoModelFactory):
    class Meta:
        model = CaseStaff

    class Params:
        as_lead = factory.Trait(role=StaffRole.LEAD)

    case = factory.SubFactory(CaseFactory)
    user = factory.SubFactory(UserFactory, caseworker=True)
    role = StaffRole.MEMBER


class EmergencyAccessFactory(DjangoModelFactory):
    """What is long over; ``running`` makes it stand open for half an hour still."""

    class Meta:
        model = EmergencyAccess

    class Params:
        running = factory.Trait(
            opened_at=factory.LazyFunction(lambda: timezone.now() - timedelta(minutes=30))
        )

    case = factory.SubFactory(CaseFactory, restricted=True)
    user = factory.SubFactory(UserFactory, caseworker=True)
    opened_at = datetime(2022, 3, 1, 12, tzinfo=UTC)
    ends_at = factory.LazyAttribute(lambda row: row.opened_at + timedelta(hours=1))


class DevelopmentFactory(DjangoModelFactory):
    """An arrest on one day."""

    class Meta:
        model = Development

    class Params:
        restricted = factory.Trait(confidentiality=Confidentiality.RESTRICTED)
        undated = factory.Trait(occurred=PartialDate.unknown())
        publishable = factory.Trait(is_publishable=True)

    case = factory.SubFactory(CaseFactory)
    kind = DevelopmentKind.ARREST
    headline = factory.Sequence(lambda number: f"Development {number}")
    occurred = PartialDate.on(date(2022, 2, 25))


class DevelopmentPersonFactory(DjangoModelFactory):
    class Meta:
        model = DevelopmentPerson

    development = factory.SubFactory(DevelopmentFactory)
    person = factory.SubFactory(PersonFactory)


class CitationFactory(DjangoModelFactory):
    """A source that supports a development; for another target, set ``development`` to nothing."""

    class Meta:
        model = Citation

    class Params:
        contradicting = factory.Trait(stance=Stance.CONTRADICTS, says="otherwise")

    development = factory.SubFactory(DevelopmentFactory)
    source = factory.SubFactory(SourceFactory)


class ViolationFactory(DjangoModelFactory):
    class Meta:
        model = Violation

    development = factory.SubFactory(DevelopmentFactory)
    type = factory.SubFactory(TermFactory, violation_type=True)
    victim_person = factory.SubFactory(PersonFactory)

    class Params:
        of_organisation = factory.Trait(
            victim_person=None, victim_organisation=factory.SubFactory(OrganisationFactory)
        )


class PerpetratorFactory(DjangoModelFactory):
    class Meta:
        model = Perpetrator

    violation = factory.SubFactory(ViolationFactory)
    description = "four men in plain clothes"


class ViolationProvisionFactory(DjangoModelFactory):
    class Meta:
        model = ViolationProvision

    violation = factory.SubFactory(ViolationFactory)
    provision = factory.SubFactory(LegalProvisionFactory)


class TaskFactory(DjangoModelFactory):
    """A task written down by hand; ``by_itself`` makes it one that some clock asked for."""

    class Meta:
        model = Task

    class Params:
        by_itself = factory.Trait(
            origin=TaskOrigin.CLOCK, cause=factory.Sequence(lambda number: 1_000_000 + number)
        )
        done = factory.Trait(
            done_on=date(2022, 3, 2), done_by=factory.SubFactory(UserFactory, caseworker=True)
        )

    case = factory.SubFactory(CaseFactory)
    title = factory.Sequence(lambda number: f"Task {number}")


class ConsentFactory(DjangoModelFactory):
    class Meta:
        model = Consent

    class Params:
        withdrawn = factory.Trait(withdrawn_on=date(2022, 9, 1))

    case = factory.SubFactory(CaseFactory)
    person = factory.SubFactory(PersonFactory)
    use = ConsentUse.CASEWORK
    given_by = "himself, by letter"
    given_on = date(2022, 3, 1)
