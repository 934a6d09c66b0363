"""How statements are recorded, and how designations are made and withdrawn."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from casework.advocacy import services
from casework.advocacy.choices import DesignationLabel, StatementKind
from casework.advocacy.models import Designation, Statement
from casework.cases.choices import DevelopmentKind
from casework.cases.models import Development
from tests.advocacy.services.dates import JUNE, MARCH
from tests.factories.advocacy import DesignationFactory
from tests.factories.cases import CaseFactory, DevelopmentFactory
from tests.factories.persons import OrganisationFactory, PersonFactory

pytestmark = pytest.mark.django_db


class TestMakeStatement:
    def test_records_every_point_with_its_speaker(self):
        case, centre, director = CaseFactory(), OrganisationFactory(), PersonFactory()

        condemnation, warning = services.make_statement(
            case=case,
            issued_by=centre,
            occurred=MARCH,
            headline="The centre condemns the verdict",
            points=[
                services.Point(kind=StatementKind.CONDEMNATION, text="It condemns it.", is_about_case=True),
                services.Point(
                    kind=StatementKind.WARNING,
                    text="He could be arrested again.",
                    said_by=director,
                    is_direct_quotation=True,
                ),
            ],
        )

        assert condemnation.development == warning.development
        assert condemnation.development.kind == DevelopmentKind.THIRD_PARTY_STATEMENT
        assert condemnation.development.case == case
        assert {condemnation.issued_by, warning.issued_by} == {centre}
        assert (condemnation.said_by, warning.said_by) == (None, director)
        assert (condemnation.is_about_case, warning.is_about_case) == (True, False)
        assert (condemnation.is_direct_quotation, warning.is_direct_quotation) == (False, True)

    def test_is_official_when_an_authority_speaks(self):
        (statement,) = services.make_statement(
            case=CaseFactory(),
            issued_by=OrganisationFactory(),
            is_official=True,
            headline="The prosecutor denies it",
            points=[services.Point(kind=StatementKind.QUOTATION, text="There was no torture.")],
        )

        assert statement.development.kind == DevelopmentKind.OFFICIAL_STATEMENT

    def test_takes_a_development_already_logged(self):
        development = DevelopmentFactory()

        (statement,) = services.make_statement(
            case=development.case,
            development=development,
            said_by=PersonFactory(),
            on_behalf_of=OrganisationFactory(),
            points=[services.Point(kind=StatementKind.CONCERN, text="We are concerned.")],
        )

        assert statement.development == development

    def test_refuses_to_say_nothing(self):
        with pytest.raises(services.NothingWasSaid, match="at least one point"):
            services.make_statement(case=CaseFactory(), headline="Silence", points=[])

        assert not Development.objects.exists()

    def test_refuses_a_point_that_nobody_made_and_leaves_nothing(self):
        with pytest.raises(ValidationError, match="Name the organisation"):
            services.make_statement(
                case=CaseFactory(),
                headline="A statement",
                points=[
                    services.Point(kind=StatementKind.CONCERN, text="Concern.", said_by=PersonFactory()),
                    services.Point(kind=StatementKind.CONCERN, text="More concern."),
                ],
            )

        assert not Statement.objects.exists()
        assert not Development.objects.exists()


class TestDesignate:
    def test_records_who_recognised_whom_as_what(self):
        case, person, council = CaseFactory(), PersonFactory(), OrganisationFactory()

        designation = services.designate(
            case=case,
            person=person,
            label=DesignationLabel.PRISONER_OF_CONSCIENCE,
            designated_by=council,
            criteria="Peaceful expression only.",
            occurred=MARCH,
            headline="The council names a prisoner of conscience",
        )

        assert (designation.person, designation.designated_by) == (person, council)
        assert (designation.development.case, designation.development.kind) == (
            case,
            DevelopmentKind.DESIGNATION,
        )
        assert list(Designation.objects.in_force(date(2024, 3, 1))) == [designation]

    def test_refuses_what_already_stands(self):
        standing = DesignationFactory()

        with pytest.raises(ValidationError, match="already recognises"):
            services.designate(
                case=CaseFactory(),
                person=standing.person,
                label=standing.label,
                designated_by=standing.designated_by,
                headline="Again",
            )

        assert Development.objects.count() == 1


class TestWithdrawDesignation:
    def test_ends_it_on_the_day(self):
        designation = DesignationFactory(development__occurred=MARCH)

        services.withdraw_designation(
            designation=designation, occurred=JUNE, headline="The council withdraws the name"
        )

        assert Designation.objects.in_force(date(2024, 5, 31)).exists()
        assert not Designation.objects.in_force(date(2024, 6, 1)).exists()

    def test_refuses_to_do_it_twice(self):
        designation = services.withdraw_designation(
            designation=DesignationFactory(), occurred=JUNE, headline="Withdrawn"
        )

        with pytest.raises(services.DesignationAlreadyWithdrawn, match="already been withdrawn"):
            services.withdraw_designation(designation=designation, occurred=JUNE, headline="Withdrawn")
