"""The life of a case: how it is opened, moved along, restricted, closed and reopened."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from casework.accounts.choices import Role
from casework.audit.context import Actor, Origin, change_set
from casework.audit.errors import ReasonRequiredError
from casework.audit.models import Entry
from casework.cases import services
from casework.cases.choices import CaseStatus, Outcome, PartyRole, StaffRole
from casework.cases.models import Case
from casework.core.choices import Confidentiality
from tests.cases.services.teams import team_of
from tests.factories.accounts import UserFactory
from tests.factories.cases import CaseFactory, CasePartyFactory, SituationFactory, TaskFactory
from tests.factories.persons import PersonFactory

pytestmark = pytest.mark.django_db


class TestOpenCase:
    def test_opens_it_under_the_next_reference_with_its_lead_on_the_team(self, caseworker):
        case = services.open_case(
            title="Aru Example", country="KZ", opened_on=date(2031, 2, 26), lead=caseworker
        )

        assert case.reference == "KZ-2031-001"
        assert case.status == CaseStatus.INTAKE
        assert team_of(case) == {caseworker: StaffRole.LEAD}

    def test_counts_for_each_country_and_year(self, caseworker):
        opened = [
            services.open_case(title="A", country=country, opened_on=date(year, 2, 26), lead=caseworker)
            for country, year in [("KZ", 2031), ("BY", 2031), ("KZ", 2032), ("KZ", 2031)]
        ]

        assert [case.reference for case in opened] == [
            "KZ-2031-001",
            "BY-2031-001",
            "KZ-2032-001",
            "KZ-2031-002",
        ]

    def test_gives_no_reference_again(self, caseworker):
        CaseFactory(reference="KZ-2031-001").delete()

        case = services.open_case(title="A", country="KZ", opened_on=date(2031, 2, 26), lead=caseworker)

        assert case.reference == "KZ-2031-002"

    def test_refuses_a_lead_who_works_on_no_case(self):
        administrator = UserFactory(role=Role.ADMINISTRATOR, full_name="Anna Example")

        with pytest.raises(services.CannotLead, match="Anna Example has no role"):
            services.open_case(title="A", country="KZ", opened_on=date(2031, 2, 26), lead=administrator)

    def test_refuses_to_open_it_closed(self, caseworker):
        with pytest.raises(ValidationError, match="A closed case has the day it closed"):
            services.open_case(
                title="A",
                country="KZ",
                opened_on=date(2031, 2, 26),
                lead=caseworker,
                status=CaseStatus.CLOSED,
            )

    def test_refuses_a_case_without_a_title(self, caseworker):
        with pytest.raises(ValidationError) as refusal:
            services.open_case(title="", country="KZ", opened_on=date(2031, 2, 26), lead=caseworker)

        assert set(refusal.value.message_dict) == {"title"}


class TestAddParty:
    def test_names_the_person_in_the_role(self):
        case, person = CaseFactory(), PersonFactory()

        party = services.add_party(case=case, person=person, role=PartyRole.COUNSEL, notes="by phone")

        assert (party.case, party.person, party.role, party.notes) == (case, person, "counsel", "by phone")

    def test_refuses_to_name_them_twice_in_it(self):
        party = CasePartyFactory()

        with pytest.raises(ValidationError, match="already in the case in this role"):
            services.add_party(case=party.case, person=party.person, role=party.role)


class TestJoinSituation:
    def test_links_the_case_to_it(self):
        case, situation = CaseFactory(), SituationFactory()

        link = services.join_situation(case=case, situation=situation)

        assert list(case.situations.all()) == [link]

    def test_refuses_to_link_it_twice(self):
        case, situation = CaseFactory(), SituationFactory()
        services.join_situation(case=case, situation=situation)

        with pytest.raises(ValidationError, match="already belongs"):
            services.join_situation(case=case, situation=situation)


class TestMoveCase:
    def test_brings_it_to_another_stage(self):
        case = services.move_case(case=CaseFactory(), status=CaseStatus.MONITORING)

        assert Case.objects.get().status == case.status == CaseStatus.MONITORING

    def test_refuses_to_close_it(self):
        with pytest.raises(services.CaseNotOpen, match="its day and its outcome"):
            services.move_case(case=CaseFactory(), status=CaseStatus.CLOSED)

    def test_refuses_a_closed_one(self):
        with pytest.raises(services.CaseNotOpen, match="reopen it first"):
            services.move_case(case=CaseFactory(closed=True), status=CaseStatus.ACTIVE)


@pytest.fixture
def objecting():
    """Two checks of subjects above, which object for as long as the test runs."""
    checks = [lambda case: "A proceeding is open.", lambda case: None, lambda case: "A clock runs."]
    services.closing_checks.extend(checks)
    yield
    del services.closing_checks[-len(checks) :]


class TestCloseCase:
    def test_records_the_day_and_the_outcome(self):
        case = services.close_case(case=CaseFactory(), closed_on=date(2023, 6, 1), outcome=Outcome.ACQUITTED)

        case.refresh_from_db()
        assert (case.status, case.closed_on, case.closing_outcome) == (
            CaseStatus.CLOSED,
            date(2023, 6, 1),
            Outcome.ACQUITTED,
        )

    def test_refuses_a_day_before_it_opened(self):
        with pytest.raises(ValidationError, match="cannot close before it opened"):
            services.close_case(case=CaseFactory(), closed_on=date(2022, 2, 25), outcome=Outcome.RELEASED)

    def test_refuses_while_tasks_are_left(self):
        case = TaskFactory().case
        TaskFactory(case=case, done=True)

        with pytest.raises(services.CaseCannotClose, match="1 task is not done"):
            services.close_case(case=case, closed_on=date(2023, 6, 1), outcome=Outcome.RELEASED)

    def test_does_not_mind_what_waits_for_a_reply(self):
        case = TaskFactory(by_itself=True).case

        assert services.close_case(case=case, closed_on=date(2023, 6, 1), outcome=Outcome.RELEASED).is_closed

    def test_refuses_with_every_objection_at_once(self, objecting):
        case = CaseFactory()

        with pytest.raises(services.CaseCannotClose) as refusal:
            services.close_case(case=case, closed_on=date(2023, 6, 1), outcome=Outcome.RELEASED)

        assert refusal.value.messages == ["A proceeding is open.", "A clock runs."]
        case.refresh_from_db()
        assert not case.is_closed

    def test_refuses_a_closed_one(self):
        with pytest.raises(services.CaseNotOpen, match="closed already"):
            services.close_case(
                case=CaseFactory(closed=True), closed_on=date(2023, 6, 2), outcome=Outcome.RELEASED
            )

    def test_owes_a_reason(self):
        case = CaseFactory()

        with (
            change_set(actor=Actor(id=None, name="Test"), origin=Origin.COMMAND),
            pytest.raises(ReasonRequiredError),
        ):
            services.close_case(case=case, closed_on=date(2023, 6, 1), outcome=Outcome.RELEASED)


class TestReopenCase:
    def test_takes_it_up_again(self):
        case = services.reopen_case(case=CaseFactory(closed=True), on=date(2023, 6, 1))

        case.refresh_from_db()
        assert (case.status, case.closed_on, case.closing_outcome) == (CaseStatus.ACTIVE, None, "")

    def test_refuses_a_day_before_it_closed(self):
        with pytest.raises(services.CaseNotClosed, match="closed on 1 Jun 2023"):
            services.reopen_case(case=CaseFactory(closed=True), on=date(2023, 5, 31))

    def test_refuses_one_that_is_not_closed(self):
        with pytest.raises(services.CaseNotClosed, match="is not closed"):
            services.reopen_case(case=CaseFactory(), on=date(2023, 6, 1))


class TestRestrictCase:
    def test_leaves_it_to_its_team(self, caseworker):
        case = CaseFactory()

        services.restrict_case(case=case)

        assert not Case.objects.visible_to(caseworker).exists()
        assert Case.objects.visible_to(case.lead).exists()

    def test_writes_nothing_if_it_is_restricted(self):
        case = CaseFactory(restricted=True)
        entries = Entry.objects.count()

        services.restrict_case(case=case)

        assert Entry.objects.count() == entries


class TestUnrestrictCase:
    def test_opens_it_to_all_staff(self, caseworker):
        case = services.unrestrict_case(case=CaseFactory(restricted=True))

        assert case.confidentiality == Confidentiality.OPEN
        assert Case.objects.visible_to(caseworker).exists()
