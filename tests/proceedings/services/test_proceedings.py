"""How proceedings start and close, who defends in them, and what was owed in them."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from casework.cases.choices import Outcome
from casework.cases.services import CaseCannotClose, close_case
from casework.proceedings.choices import (
    ChargeStatus,
    CounselBasis,
    ProceedingKind,
    ProceedingStatus,
    SafeguardFinding,
    SafeguardKind,
)
from casework.proceedings.models import Proceeding
from casework.proceedings.services import (
    ProceedingCannotClose,
    ProceedingNotClosed,
    appoint_counsel,
    close_proceeding,
    end_representation,
    record_safeguard,
    reopen_proceeding,
    start_proceeding,
)
from tests.factories.cases import CaseFactory, DevelopmentFactory
from tests.factories.persons import OrganisationFactory, PersonFactory
from tests.factories.proceedings import ChargeEventFactory, ProceedingFactory, RepresentationFactory
from tests.proceedings.dates import when

pytestmark = pytest.mark.django_db


class TestStartProceeding:
    def test_opens_it_against_the_defendant(self):
        case, defendant, court = CaseFactory(), PersonFactory(), OrganisationFactory(court=True)

        proceeding = start_proceeding(
            case=case,
            defendant=defendant,
            kind=ProceedingKind.CRIMINAL,
            court=court,
            opened=when("2022-03-12"),
        )

        proceeding.refresh_from_db()
        assert proceeding.status == ProceedingStatus.OPEN
        assert (proceeding.defendant, proceeding.court) == (defendant, court)
        assert str(proceeding.opened) == "12 Mar 2022"

    def test_refuses_to_continue_a_proceeding_of_another_case(self):
        with pytest.raises(ValidationError, match="another case"):
            start_proceeding(
                case=CaseFactory(),
                defendant=PersonFactory(),
                kind=ProceedingKind.APPEAL,
                previous=ProceedingFactory(),
            )

        assert Proceeding.objects.count() == 1


class TestCloseProceeding:
    def test_closes_once_every_charge_is_settled(self):
        event = ChargeEventFactory(status=ChargeStatus.CONVICTED)

        closed = close_proceeding(proceeding=event.charge.proceeding, closed=when("2023-04-10"))

        closed.refresh_from_db()
        assert (closed.status, str(closed.closed)) == (ProceedingStatus.CLOSED, "10 Apr 2023")

    def test_refuses_while_a_charge_is_pending_and_names_it(self):
        event = ChargeEventFactory(charge__offence="organising mass riots")

        with pytest.raises(ProceedingCannotClose, match="organising mass riots"):
            close_proceeding(proceeding=event.charge.proceeding)

    def test_refuses_one_that_is_closed(self):
        with pytest.raises(ProceedingCannotClose, match="already"):
            close_proceeding(proceeding=ProceedingFactory(over=True))


class TestReopenProceeding:
    def test_takes_back_the_status_and_the_date(self):
        proceeding = ProceedingFactory(over=True)
        proceeding.closed = when("2023-04-10")
        proceeding.save()

        reopened = reopen_proceeding(proceeding=proceeding)

        reopened.refresh_from_db()
        assert reopened.status == ProceedingStatus.OPEN
        assert not reopened.closed

    def test_refuses_one_that_is_open(self):
        with pytest.raises(ProceedingNotClosed, match="not closed"):
            reopen_proceeding(proceeding=ProceedingFactory())


class TestClosingACase:
    @pytest.mark.parametrize(
        ("count", "words"), [(1, "1 proceeding is still open."), (2, "2 proceedings are still open.")]
    )
    def test_is_refused_while_proceedings_are_open(self, count, words):
        case = CaseFactory()
        ProceedingFactory.create_batch(count, case=case)

        with pytest.raises(CaseCannotClose, match=words):
            close_case(case=case, closed_on=date(2023, 6, 1), outcome=Outcome.RELEASED)

    def test_is_allowed_once_all_are_closed(self):
        case = ProceedingFactory(over=True).case

        assert close_case(case=case, closed_on=date(2023, 6, 1), outcome=Outcome.RELEASED).is_closed


class TestAppointCounsel:
    def test_defends_the_defendant_unless_another_is_named(self):
        proceeding, counsel = ProceedingFactory(), PersonFactory()

        representation = appoint_counsel(
            proceeding=proceeding, counsel=counsel, basis=CounselBasis.CHOSEN, began=when("2022-03")
        )

        assert (representation.person, representation.counsel) == (proceeding.defendant, counsel)

    def test_refuses_to_let_anyone_defend_themselves(self):
        proceeding = ProceedingFactory()

        with pytest.raises(ValidationError, match="somebody else"):
            appoint_counsel(proceeding=proceeding, counsel=proceeding.defendant)


class TestEndRepresentation:
    def test_says_until_when(self):
        ended = end_representation(representation=RepresentationFactory(), ended=when("2023-04"))

        assert str(ended.ended) == "Apr 2023"

    def test_refuses_an_end_before_the_start(self):
        with pytest.raises(ValidationError, match="before it began"):
            end_representation(representation=RepresentationFactory(began=when("2023")), ended=when("2022"))


class TestRecordSafeguard:
    def test_finds_whether_it_was_kept(self):
        safeguard = record_safeguard(
            proceeding=ProceedingFactory(),
            kind=SafeguardKind.REASONS_AT_ARREST,
            finding=SafeguardFinding.VIOLATED,
        )

        assert safeguard.finding == SafeguardFinding.VIOLATED

    def test_refuses_a_development_of_another_case(self):
        with pytest.raises(ValidationError, match="another case"):
            record_safeguard(
                proceeding=ProceedingFactory(),
                kind=SafeguardKind.WARRANT,
                finding=SafeguardFinding.VIOLATED,
                development=DevelopmentFactory(),
            )
