"""What is always true of casework, asked of the database itself and of the words that staff read."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from casework.cases.choices import CaseStatus, Outcome, StaffRole, TaskOrigin
from casework.core.choices import Confidentiality
from tests.factories.accounts import UserFactory
from tests.factories.cases import (
    CaseFactory,
    CasePartyFactory,
    CaseSituationFactory,
    CaseStaffFactory,
    CitationFactory,
    ConsentFactory,
    DevelopmentFactory,
    DevelopmentPersonFactory,
    PerpetratorFactory,
    SituationFactory,
    TaskFactory,
    ViolationFactory,
    ViolationProvisionFactory,
)
from tests.factories.persons import (
    AffiliationFactory,
    OrganisationFactory,
    PersonFactory,
    PersonNameFactory,
    PersonNationalityFactory,
    PersonOccupationFactory,
)

pytestmark = pytest.mark.django_db


def refused(constraint, factory, **values):
    """Let the database refuse the row by the constraint."""
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        factory(**values)


def refused_again(constraint, column, factory, **values):
    """Let the database refuse a row that is there already; SQLite names the columns, the latest one last."""
    named = rf"{constraint}|UNIQUE constraint failed: .*\.{column}$"
    with pytest.raises(IntegrityError, match=named), transaction.atomic():
        factory(**values)


class TestCase:
    def test_reads_as_its_reference_and_title(self):
        case = CaseFactory(reference="KZ-2022-901", title="Aru Example")

        assert str(case) == "KZ-2022-901 Aru Example"

    @pytest.mark.parametrize("reference", ["", "KZ-2022-1", "kz-2022-001", "KAZ2022-001", "KZ-22-00001"])
    def test_has_a_well_formed_reference(self, reference):
        refused("case_reference_well_formed", CaseFactory, reference=reference)

    def test_has_a_reference_of_its_own(self):
        CaseFactory(reference="KZ-2022-901")

        refused_again("cases_case_reference", "reference", CaseFactory, reference="KZ-2022-901")

    @pytest.mark.parametrize(
        ("status", "closed_on", "outcome"),
        [
            (CaseStatus.CLOSED, None, Outcome.RELEASED),
            (CaseStatus.CLOSED, date(2023, 6, 1), ""),
            (CaseStatus.ACTIVE, date(2023, 6, 1), ""),
            (CaseStatus.ACTIVE, None, Outcome.RELEASED),
        ],
    )
    def test_has_a_closing_day_and_an_outcome_exactly_when_closed(self, status, closed_on, outcome):
        refused(
            "case_closed_with_day_and_outcome",
            CaseFactory,
            status=status,
            closed_on=closed_on,
            closing_outcome=outcome,
        )

    def test_does_not_close_before_it_opened(self):
        refused("case_closed_not_before_opened", CaseFactory, closed=True, opened_on=date(2023, 6, 2))

    def test_closes_on_the_day_it_opened(self):
        case = CaseFactory(closed=True, opened_on=date(2023, 6, 1))

        assert case.is_closed

    @pytest.mark.parametrize("field", ["status", "confidentiality"])
    def test_chooses_from_its_lists(self, field):
        refused(f"case_{field}_valid", CaseFactory, **{field: "else"})

    def test_has_a_listed_outcome(self):
        refused("case_closing_outcome_valid", CaseFactory, closed=True, closing_outcome="else")

    def test_has_a_listed_priority(self):
        refused("case_priority_valid", CaseFactory, priority=9)

    def test_says_in_words_what_is_wrong(self):
        case = CaseFactory()
        case.reference, case.status = "Kazakhstan 1", CaseStatus.CLOSED

        with pytest.raises(ValidationError) as refusal:
            case.full_clean()

        words = " ".join(refusal.value.messages)
        assert "such as KZ-2022-001" in words
        assert "A closed case has the day it closed and its outcome" in words


class TestCaseSituation:
    def test_is_recorded_once(self):
        link = CaseSituationFactory()

        refused_again(
            "case_situation_once",
            "situation_id",
            CaseSituationFactory,
            case=link.case,
            situation=link.situation,
        )


class TestSituation:
    def test_has_a_name_of_its_own(self):
        SituationFactory(name="January events")

        refused_again("cases_situation_name", "name", SituationFactory, name="January events")


class TestCaseParty:
    def test_is_recorded_once_in_each_role(self):
        party = CasePartyFactory(role="relative")

        refused_again(
            "case_party_once_in_each_role",
            "role",
            CasePartyFactory,
            case=party.case,
            person=party.person,
            role="relative",
        )
        assert CasePartyFactory(case=party.case, person=party.person, role="witness").pk

    def test_has_a_listed_role(self):
        refused("caseparty_role_valid", CasePartyFactory, role="else")


class TestCaseStaff:
    def test_has_each_colleague_once(self):
        place = CaseStaffFactory()

        refused_again(
            "case_staff_once",
            "user_id",
            CaseStaffFactory,
            case=place.case,
            user=place.user,
            role=StaffRole.REVIEWER,
        )

    def test_has_one_lead(self):
        place = CaseStaffFactory(as_lead=True)

        refused_again("case_staff_one_lead", "case_id", CaseStaffFactory, case=place.case, as_lead=True)

    def test_has_a_listed_role(self):
        refused("casestaff_role_valid", CaseStaffFactory, role="else")


class TestDevelopment:
    def test_reads_as_its_date_and_headline(self):
        assert str(DevelopmentFactory(headline="Arrested")) == "25 Feb 2022: Arrested"

    def test_without_a_date_reads_as_its_headline(self):
        assert str(DevelopmentFactory(undated=True, headline="Beaten")) == "Beaten"

    def test_does_not_follow_itself(self):
        development = DevelopmentFactory()
        development.follows = development

        with pytest.raises(IntegrityError, match="development_follows_another"), transaction.atomic():
            development.save()

    def test_is_not_publishable_while_restricted(self):
        refused("development_publishable_only_if_open", DevelopmentFactory, restricted=True, publishable=True)

    @pytest.mark.parametrize("field", ["kind", "certainty", "confidentiality"])
    def test_chooses_from_its_lists(self, field):
        refused(f"development_{field}_valid", DevelopmentFactory, **{field: "else"})


class TestDevelopmentClean:
    def test_refuses_to_follow_one_of_another_case(self):
        development = DevelopmentFactory(follows=None)
        development.follows = DevelopmentFactory()

        with pytest.raises(ValidationError, match="one of the same case"):
            development.full_clean()

    def test_refuses_a_circle(self):
        first = DevelopmentFactory()
        second = DevelopmentFactory(case=first.case, follows=first)
        first.follows = second

        with pytest.raises(ValidationError, match="follows this one"):
            first.full_clean()

    def test_accepts_one_of_the_same_case(self):
        first = DevelopmentFactory()
        second = DevelopmentFactory(case=first.case)
        second.follows = first

        second.full_clean()


class TestDevelopmentPerson:
    def test_is_recorded_once_in_each_part(self):
        concerned = DevelopmentPersonFactory()

        refused_again(
            "development_person_once_in_each_role",
            "role",
            DevelopmentPersonFactory,
            development=concerned.development,
            person=concerned.person,
        )

    def test_has_a_listed_part(self):
        refused("developmentperson_role_valid", DevelopmentPersonFactory, role="else")


class TestCitation:
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
    def test_speaks_of_any_one_thing(self, field, factory):
        target = factory()

        citation = CitationFactory(**{"development": None, field: target})

        assert citation.target == target

    def test_does_not_speak_of_nothing(self):
        refused("citation_of_exactly_one_thing", CitationFactory, development=None)

    def test_does_not_speak_of_two_things(self):
        refused("citation_of_exactly_one_thing", CitationFactory, person=PersonFactory())

    @pytest.mark.parametrize("field", ["stance", "reliability"])
    def test_chooses_from_its_lists(self, field):
        refused(f"citation_{field}_valid", CitationFactory, **{field: "else"})

    def test_reads_as_its_source_and_place(self):
        citation = CitationFactory(source__title="A statement", locator="para. 4")

        assert str(citation) == "A statement, para. 4"


class TestViolation:
    def test_has_a_victim(self):
        refused("violation_of_one_victim", ViolationFactory, victim_person=None)

    def test_has_one_victim(self):
        refused("violation_of_one_victim", ViolationFactory, victim_organisation=OrganisationFactory())

    def test_can_be_of_an_organisation(self):
        violation = ViolationFactory(of_organisation=True)

        assert violation.victim == violation.victim_organisation

    @pytest.mark.parametrize(("field", "value"), [("certainty", "else"), ("wgad_category", "VI")])
    def test_chooses_from_its_lists(self, field, value):
        refused(f"violation_{field}_valid", ViolationFactory, **{field: value})


class TestPerpetrator:
    def test_is_named_or_described(self):
        refused("perpetrator_named_or_described", PerpetratorFactory, description="")

    def test_reads_as_all_that_is_known(self):
        perpetrator = PerpetratorFactory(
            person=PersonFactory(name="Officer Example"),
            organisation=OrganisationFactory(name="Station 7"),
            description="in uniform",
        )

        assert str(perpetrator) == "Officer Example, Station 7, in uniform"


class TestViolationProvision:
    def test_is_recorded_once(self):
        broken = ViolationProvisionFactory()

        refused_again(
            "violation_provision_once",
            "provision_id",
            ViolationProvisionFactory,
            violation=broken.violation,
            provision=broken.provision,
        )


class TestTask:
    def test_reminds_not_after_it_is_due(self):
        refused(
            "task_reminded_not_after_due", TaskFactory, due_on=date(2022, 3, 1), remind_on=date(2022, 3, 2)
        )

    def test_may_remind_without_being_due(self):
        assert TaskFactory(due_on=None, remind_on=date(2022, 3, 2)).pk

    def test_is_not_done_by_nobody(self):
        refused("task_done_by_someone_on_a_day", TaskFactory, done_on=date(2022, 3, 2))

    def test_is_not_done_on_no_day(self):
        refused("task_done_by_someone_on_a_day", TaskFactory, done_by=UserFactory())

    def test_has_a_listed_origin(self):
        refused("task_origin_valid", TaskFactory, origin="else", cause=1)

    @pytest.mark.parametrize("origin", TaskOrigin.values)
    def test_has_any_listed_origin(self, origin):
        assert TaskFactory(origin=origin, cause=None if origin == TaskOrigin.HAND else 1).pk

    @pytest.mark.parametrize(("origin", "cause"), [(TaskOrigin.HAND, 1), (TaskOrigin.CLOCK, None)])
    def test_has_a_cause_unless_somebody_wrote_it_down(self, origin, cause):
        refused("task_has_cause_unless_by_hand", TaskFactory, origin=origin, cause=cause)

    def test_is_there_once_for_each_cause(self):
        TaskFactory(origin=TaskOrigin.CLOCK, cause=1)
        TaskFactory(origin=TaskOrigin.HEARING, cause=1)

        refused_again("task_once_for_each_cause", "cause", TaskFactory, origin=TaskOrigin.CLOCK, cause=1)


class TestTaskClean:
    def test_refuses_an_assignee_who_cannot_see_the_case(self):
        task = TaskFactory(case=CaseFactory(confidentiality=Confidentiality.RESTRICTED))
        task.assignee = UserFactory(caseworker=True)

        with pytest.raises(ValidationError, match="put them on its team first"):
            task.full_clean()

    def test_does_not_ask_once_it_is_done(self):
        task = TaskFactory(case__restricted=True, done=True)
        task.assignee = UserFactory(caseworker=True)

        task.full_clean()

    def test_accepts_one_of_the_team(self):
        place = CaseStaffFactory(case__restricted=True)
        task = TaskFactory(case=place.case)
        task.assignee = place.user

        task.full_clean()


class TestConsent:
    def test_is_not_withdrawn_before_it_was_given(self):
        refused("consent_withdrawn_not_before_given", ConsentFactory, withdrawn_on=date(2022, 2, 28))

    def test_stands_once_for_each_use(self):
        consent = ConsentFactory()

        refused_again(
            "consent_standing_once_for_each_use",
            "use",
            ConsentFactory,
            case=consent.case,
            person=consent.person,
            use=consent.use,
        )

    def test_can_be_given_again_once_withdrawn(self):
        consent = ConsentFactory(withdrawn=True)

        assert ConsentFactory(case=consent.case, person=consent.person, use=consent.use).pk

    def test_is_for_a_listed_use(self):
        refused("consent_use_valid", ConsentFactory, use="else")
