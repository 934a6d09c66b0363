"""What happens to cases, and what is refused in words."""

import threading
from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import connection

from casework.accounts.choices import Role
from casework.audit.context import Actor, Origin, change_set
from casework.audit.errors import ReasonRequiredError
from casework.audit.models import Entry
from casework.cases import services
from casework.cases.choices import (
    CaseStatus,
    ConsentUse,
    DevelopmentKind,
    InvolvementRole,
    Outcome,
    PartyRole,
    StaffRole,
    Stance,
    WgadCategory,
)
from casework.cases.models import Case, CaseStaff, Citation, Development, Violation
from casework.core.choices import Certainty, Confidentiality
from casework.core.partial_dates import PartialDate
from tests.factories.accounts import UserFactory
from tests.factories.cases import (
    CaseFactory,
    CasePartyFactory,
    CaseStaffFactory,
    ConsentFactory,
    DevelopmentFactory,
    SituationFactory,
    TaskFactory,
)
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

#: Everything here asks the database, save the one class that needs a committing one.
on_database = pytest.mark.django_db


@pytest.fixture
def caseworker():
    return UserFactory(role=Role.CASEWORKER)


def team_of(case):
    """Return the role of each colleague on the team of a case."""
    return {place.user: place.role for place in CaseStaff.objects.filter(case=case)}


@on_database
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


class TestOpenCaseAtOnce:
    def test_gives_each_a_reference_of_its_own(self, committing_database, django_db_blocker):
        references, failures = [], []
        together = threading.Barrier(4)

        def open_one(lead):
            try:
                with change_set(actor=Actor(id=None, name="Test"), origin=Origin.COMMAND, reason="a test"):
                    together.wait()
                    case = services.open_case(title="A", country="KZ", opened_on=date(2031, 2, 26), lead=lead)
                    references.append(case.reference)
            except Exception as failure:
                failures.append(failure)
            finally:
                connection.close()

        with django_db_blocker.unblock():
            lead = UserFactory(role=Role.CASEWORKER)
            threads = [threading.Thread(target=open_one, args=[lead]) for _ in range(4)]
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join()

        assert failures == []
        assert sorted(references) == ["KZ-2031-001", "KZ-2031-002", "KZ-2031-003", "KZ-2031-004"]


@on_database
class TestAddParty:
    def test_names_the_person_in_the_role(self):
        case, person = CaseFactory(), PersonFactory()

        party = services.add_party(case=case, person=person, role=PartyRole.COUNSEL, notes="by phone")

        assert (party.case, party.person, party.role, party.notes) == (case, person, "counsel", "by phone")

    def test_refuses_to_name_them_twice_in_it(self):
        party = CasePartyFactory()

        with pytest.raises(ValidationError, match="already in the case in this role"):
            services.add_party(case=party.case, person=party.person, role=party.role)


@on_database
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


@on_database
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


@on_database
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


@on_database
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


@on_database
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


@on_database
class TestUnrestrictCase:
    def test_opens_it_to_all_staff(self, caseworker):
        case = services.unrestrict_case(case=CaseFactory(restricted=True))

        assert case.confidentiality == Confidentiality.OPEN
        assert Case.objects.visible_to(caseworker).exists()


@on_database
class TestHandOverCase:
    def test_makes_the_other_the_lead_and_keeps_the_former_on_the_team(self, caseworker):
        case = CaseFactory()
        services.seat_lead(case=case)

        handed = services.hand_over_case(case=case, to=caseworker)

        assert handed.lead == caseworker
        assert team_of(case) == {caseworker: StaffRole.LEAD, case.lead: StaffRole.MEMBER}

    def test_promotes_one_of_the_team(self, caseworker):
        case = CaseFactory()
        CaseStaffFactory(case=case, user=caseworker)

        services.hand_over_case(case=case, to=caseworker)

        assert team_of(case) == {caseworker: StaffRole.LEAD}

    def test_refuses_who_leads_it_already(self):
        case = CaseFactory(lead__full_name="Anna Example")

        with pytest.raises(services.CannotLead, match="Anna Example leads the case already"):
            services.hand_over_case(case=case, to=case.lead)

    @pytest.mark.parametrize(
        "values", [{"role": Role.AUDITOR}, {"role": Role.CASEWORKER, "inactive": True}, {}]
    )
    def test_refuses_who_works_on_no_case(self, values):
        with pytest.raises(services.CannotLead, match="no role in which cases are worked on"):
            services.hand_over_case(case=CaseFactory(), to=UserFactory(**values))


@on_database
class TestHandOverCases:
    def test_hands_over_all_that_are_not_closed(self, caseworker):
        giver = UserFactory(role=Role.CASEWORKER)
        led = [CaseFactory(lead=giver), CaseFactory(lead=giver, active=True)]
        closed, other = CaseFactory(lead=giver, closed=True), CaseFactory()

        handed = services.hand_over_cases(giver=giver, taker=caseworker)

        assert handed == led
        assert set(Case.objects.led_by(caseworker)) == set(led)
        assert set(Case.objects.led_by(giver)) == {closed}
        assert set(Case.objects.led_by(other.lead)) == {other}


@on_database
class TestAddToTeam:
    def test_opens_a_restricted_case_to_the_colleague(self, caseworker):
        case = CaseFactory(restricted=True)

        services.add_to_team(case=case, user=caseworker, role=StaffRole.REVIEWER)

        assert Case.objects.visible_to(caseworker).exists()
        assert team_of(case) == {caseworker: StaffRole.REVIEWER}

    def test_refuses_a_second_lead(self, caseworker):
        with pytest.raises(services.CannotJoinTeam, match="hand it over instead"):
            services.add_to_team(case=CaseFactory(), user=caseworker, role=StaffRole.LEAD)

    def test_refuses_who_sees_no_cases(self):
        administrator = UserFactory(role=Role.ADMINISTRATOR)

        with pytest.raises(services.CannotJoinTeam, match="no role in which cases are seen"):
            services.add_to_team(case=CaseFactory(), user=administrator)

    def test_refuses_who_is_on_it(self):
        place = CaseStaffFactory()

        with pytest.raises(ValidationError, match="already on the team"):
            services.add_to_team(case=place.case, user=place.user)


@on_database
class TestRemoveFromTeam:
    def test_closes_a_restricted_case_to_the_colleague(self):
        place = CaseStaffFactory(case__restricted=True)

        services.remove_from_team(case=place.case, user=place.user)

        assert not Case.objects.visible_to(place.user).exists()

    def test_refuses_the_lead(self):
        case = CaseFactory(lead__full_name="Anna Example")
        services.seat_lead(case=case)

        with pytest.raises(services.CannotLeaveTeam, match="Anna Example leads the case"):
            services.remove_from_team(case=case, user=case.lead)

    def test_refuses_who_is_not_on_it(self, caseworker):
        with pytest.raises(services.CannotLeaveTeam, match="not on the team"):
            services.remove_from_team(case=CaseFactory(), user=caseworker)


@on_database
class TestKeepOnTeam:
    def test_keeps_a_restricted_case_from_vanishing(self, caseworker):
        case = CaseFactory(restricted=True)

        services.keep_on_team(case=case, user=caseworker)

        assert Case.objects.visible_to(caseworker).exists()

    @pytest.mark.parametrize(("role", "restricted"), [(Role.CASEWORKER, False), (Role.DIRECTOR, True)])
    def test_adds_nobody_who_sees_it_anyway(self, role, restricted):
        case = CaseFactory(restricted=restricted)

        services.keep_on_team(case=case, user=UserFactory(role=role))

        assert team_of(case) == {}


@on_database
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


@on_database
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


@on_database
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


@on_database
class TestAddTask:
    def test_writes_it_down(self, caseworker):
        case = CaseFactory()

        task = services.add_task(
            case=case,
            title="Call the family",
            due_on=date(2022, 3, 10),
            remind_on=date(2022, 3, 8),
            assignee=caseworker,
        )

        assert list(case.tasks.all()) == [task]

    def test_refuses_a_reminder_after_it_is_due(self):
        with pytest.raises(ValidationError, match="cannot come after"):
            services.add_task(
                case=CaseFactory(), title="Call", due_on=date(2022, 3, 8), remind_on=date(2022, 3, 10)
            )

    def test_refuses_an_assignee_who_cannot_see_the_case(self, caseworker):
        with pytest.raises(ValidationError, match="put them on its team"):
            services.add_task(case=CaseFactory(restricted=True), title="Call", assignee=caseworker)


@on_database
class TestCompleteTask:
    def test_records_who_did_it_when(self, caseworker):
        task = services.complete_task(task=TaskFactory(), done_on=date(2022, 3, 9), done_by=caseworker)

        task.refresh_from_db()
        assert (task.done_on, task.done_by) == (date(2022, 3, 9), caseworker)

    def test_refuses_one_that_is_done(self, caseworker):
        with pytest.raises(services.TaskDone, match="done already"):
            services.complete_task(task=TaskFactory(done=True), done_on=date(2022, 3, 9), done_by=caseworker)


@on_database
class TestGiveConsent:
    def test_records_it_with_its_document(self):
        case, person, letter = CaseFactory(), PersonFactory(), SourceFactory()

        consent = services.give_consent(
            case=case,
            person=person,
            use=ConsentUse.MEDIA,
            given_by="himself",
            given_on=date(2022, 3, 1),
            document=letter,
        )

        assert list(case.consents.all()) == [consent]
        assert consent.document == letter

    def test_refuses_the_same_while_it_stands(self):
        consent = ConsentFactory()

        with pytest.raises(ValidationError, match="already recorded and stands"):
            services.give_consent(
                case=consent.case,
                person=consent.person,
                use=consent.use,
                given_by="herself",
                given_on=date(2022, 4, 1),
            )


@on_database
class TestWithdrawConsent:
    def test_records_from_when(self):
        consent = services.withdraw_consent(consent=ConsentFactory(), withdrawn_on=date(2022, 5, 1))

        consent.refresh_from_db()
        assert consent.withdrawn_on == date(2022, 5, 1)

    def test_refuses_one_withdrawn_before(self):
        with pytest.raises(services.ConsentWithdrawn, match="withdrawn already"):
            services.withdraw_consent(consent=ConsentFactory(withdrawn=True), withdrawn_on=date(2022, 10, 1))

    def test_refuses_a_day_before_it_was_given(self):
        with pytest.raises(ValidationError, match="before it was given"):
            services.withdraw_consent(consent=ConsentFactory(), withdrawn_on=date(2022, 2, 1))
