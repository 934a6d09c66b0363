"""How it is recorded what happened, what sources say of it, and which rights it violated."""

import pytest
from django.core.exceptions import ValidationError

from casework.cases import services
from casework.cases.choices import DevelopmentKind, InvolvementRole, Stance, WgadCategory
from casework.cases.models import Citation, Development, Violation
from casework.core.choices import Certainty
from casework.core.partial_dates import PartialDate
from tests.factories.cases import CaseFactory, DevelopmentFactory
from tests.factories.persons import (
    AffiliationFactory,
    OrganisationFactory,
    PersonFactory,
    PersonNameFactory,
    PersonNationalityFactory,
    PersonOccupationFactory,
)
from tests.factories.reference import LegalProvisionFactory, TermFactory
from tests.factories.sources import SourceFactory

pytestmark = pytest.mark.django_db


class TestLogDevelopment:
    def test_writes_it_with_its_persons_and_sources(self):
        case, person, source = CaseFactory(), PersonFactory(), SourceFactory()
        before = DevelopmentFactory(case=case)

        development = services.log_development(
            case=case,
            kind=DevelopmentKind.ACTIVITY,
            headline="Spoke at a meeting",
            narrative="In the square.",
            occurred=PartialDate.read("Jan 2022"),
            follows=before,
            place="Almaty",
            country="KZ",
            certainty=Certainty.ESTABLISHED,
            is_publishable=True,
            persons=[services.PersonInvolved(person=person, role=InvolvementRole.SPEAKER)],
            citations=[
                services.CitedSource(
                    source=source,
                    locator="para. 2",
                    stance=Stance.CONTRADICTS,
                    about="the day",
                    says="13 Jan",
                )
            ],
        )

        stored = Development.objects.get(pk=development.pk)
        assert (stored.headline, str(stored.occurred), stored.follows) == (
            "Spoke at a meeting",
            "Jan 2022",
            before,
        )
        assert [(row.person, row.role) for row in stored.persons.all()] == [(person, "speaker")]
        assert [(row.source, row.locator, row.stance, row.says) for row in stored.citations.all()] == [
            (source, "para. 2", "contradicts", "13 Jan")
        ]

    def test_writes_nothing_if_a_part_is_refused(self):
        case = CaseFactory()

        with pytest.raises(ValidationError):
            services.log_development(
                case=case,
                kind=DevelopmentKind.ARREST,
                headline="Arrested",
                occurred=PartialDate.unknown(),
                citations=[services.CitedSource(source=SourceFactory(), stance="else")],
            )

        assert not Development.objects.exists()

    def test_refuses_to_follow_one_of_another_case(self):
        with pytest.raises(ValidationError, match="one of the same case"):
            services.log_development(
                case=CaseFactory(),
                kind=DevelopmentKind.ARREST,
                headline="Arrested",
                occurred=PartialDate.unknown(),
                follows=DevelopmentFactory(),
            )


class TestCite:
    @pytest.mark.parametrize(
        ("field", "factory"),
        [
            ("development", DevelopmentFactory),
            ("person", PersonFactory),
            ("person_name", PersonNameFactory),
            ("nationality", PersonNationalityFactory),
            ("occupation", PersonOccupationFactory),
            ("affiliation", AffiliationFactory),
        ],
    )
    def test_finds_the_field_for_what_is_cited(self, field, factory):
        target = factory()

        services.cite(target=target, source=SourceFactory())

        assert getattr(Citation.objects.get(), field) == target

    def test_refuses_what_cannot_be_cited(self):
        with pytest.raises(TypeError, match="cannot speak of Organisation"):
            services.cite(target=OrganisationFactory(), source=SourceFactory())


class TestRecordViolation:
    def test_writes_it_with_who_did_it_and_what_it_breaks(self):
        group, provision = OrganisationFactory(), LegalProvisionFactory()
        involvement = TermFactory(involvement=True)

        violation = services.record_violation(
            development=DevelopmentFactory(),
            type=TermFactory(violation_type=True),
            victim_person=PersonFactory(),
            certainty=Certainty.INFERRED,
            wgad_category=WgadCategory.NO_LEGAL_BASIS,
            perpetrators=[
                services.AllegedPerpetrator(
                    organisation=group, description="plain clothes", involvement=involvement
                )
            ],
            provisions=[provision],
        )

        stored = Violation.objects.get(pk=violation.pk)
        assert [(row.organisation, row.involvement) for row in stored.perpetrators.all()] == [
            (group, involvement)
        ]
        assert [row.provision for row in stored.provisions.all()] == [provision]

    def test_refuses_a_term_of_another_vocabulary(self):
        with pytest.raises(ValidationError) as refusal:
            services.record_violation(
                development=DevelopmentFactory(), type=TermFactory(), victim_person=PersonFactory()
            )

        assert set(refusal.value.message_dict) == {"type"}

    def test_refuses_a_violation_of_nobody(self):
        with pytest.raises(ValidationError, match="has one victim"):
            services.record_violation(development=DevelopmentFactory(), type=TermFactory(violation_type=True))

    def test_writes_nothing_if_a_perpetrator_is_nobody(self):
        with pytest.raises(ValidationError, match="describe who it was"):
            services.record_violation(
                development=DevelopmentFactory(),
                type=TermFactory(violation_type=True),
                victim_person=PersonFactory(),
                perpetrators=[services.AllegedPerpetrator()],
            )

        assert not Violation.objects.exists()
