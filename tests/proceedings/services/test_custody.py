"""How a person is taken, held, moved and let go."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from casework.cases.choices import DevelopmentKind
from casework.cases.models import Development
from casework.cases.services import PersonInvolved
from casework.core.partial_dates import PartialDate
from casework.proceedings.choices import CustodyRegime, EndGround, ReasonsGiven
from casework.proceedings.models import Custody
from casework.proceedings.services import (
    AlreadyEnded,
    NotInCustody,
    begin_custody,
    end_custody,
    log_arrest,
    log_custody_change,
    release,
)
from tests.factories.cases import CaseFactory, DevelopmentFactory
from tests.factories.persons import OrganisationFactory, PersonFactory
from tests.factories.proceedings import CustodyFactory, ProceedingFactory
from tests.proceedings.dates import when

pytestmark = pytest.mark.django_db


class TestLogArrest:
    def test_records_the_arrest_with_its_development(self):
        case, person = CaseFactory(), PersonFactory()
        officers = OrganisationFactory(name="plainclothes officers")

        arrest = log_arrest(
            case=case,
            person=person,
            carried_out_by=officers,
            reasons_given=ReasonsGiven.INITIALLY_REFUSED,
            reason_stated="a protest without permission",
            stated_at="at the police station",
            occurred=when("2022-02-25"),
            headline="Arrested in the street",
            place="Almaty",
        )

        assert arrest.development.kind == DevelopmentKind.ARREST
        assert (arrest.development.case, arrest.development.place) == (case, "Almaty")
        assert arrest.carried_out_by == officers

    def test_names_others_where_they_are_given(self):
        case, person, friend = CaseFactory(), PersonFactory(), PersonFactory()

        arrest = log_arrest(
            case=case,
            person=person,
            occurred=when("2022-02-25"),
            headline="Two arrested",
            persons=[PersonInvolved(person=person), PersonInvolved(person=friend)],
        )

        assert {row.person for row in arrest.development.persons.all()} == {person, friend}

    def test_leaves_nothing_where_the_arrest_contradicts_itself(self):
        with pytest.raises(ValidationError, match="no reason was stated"):
            log_arrest(
                case=CaseFactory(),
                person=PersonFactory(),
                reasons_given=ReasonsGiven.NEVER,
                reason_stated="a protest",
                occurred=when("2022-02-25"),
                headline="Arrested",
            )

        assert not Development.objects.exists()


class TestBeginCustody:
    def test_begins_with_an_existing_development(self):
        case, person = CaseFactory(), PersonFactory()
        arrest = log_arrest(case=case, person=person, occurred=when("2022-02-25"), headline="Arrested")

        custody = begin_custody(
            case=case, person=person, regime=CustodyRegime.POLICE, development=arrest.development
        )

        assert custody.began_by == arrest.development

    def test_keeps_what_a_source_says_of_an_unknown_start_and_a_vague_end(self):
        custody = begin_custody(
            case=CaseFactory(),
            person=PersonFactory(),
            regime=CustodyRegime.HOUSE_ARREST,
            expected_end=PartialDate.unknown(words="soon"),
            duration_stated="nearly 14 months",
        )

        custody.refresh_from_db()
        assert custody.began_by is None
        assert (custody.expected_end.words, custody.duration_stated) == ("soon", "nearly 14 months")

    def test_refuses_to_hold_a_person_twice_and_leaves_nothing(self):
        held = CustodyFactory()

        with pytest.raises(ValidationError) as refusal:
            begin_custody(
                case=held.case,
                person=held.person,
                regime=CustodyRegime.HOUSE_ARREST,
                occurred=when("2022-06-01"),
                headline="House arrest",
            )

        assert refusal.value.error_dict["__all__"][0].params["other"] == held
        assert not Development.objects.filter(headline="House arrest").exists()

    def test_knows_that_one_person_in_two_cases_has_one_body(self):
        held = CustodyFactory()

        with pytest.raises(ValidationError, match="overlaps"):
            begin_custody(
                case=CaseFactory(),
                person=held.person,
                regime=CustodyRegime.IMMIGRATION,
                occurred=when("2022-06-01"),
                headline="Detained at the border",
            )


class TestEndCustody:
    def test_lets_the_person_go_for_a_ground(self):
        ended = end_custody(
            custody=CustodyFactory(),
            ground=EndGround.BAIL,
            occurred=when("2022-06-01"),
            headline="Released on bail",
        )

        ended.refresh_from_db()
        assert ended.ended_by.kind == DevelopmentKind.RELEASE
        assert ended.end_ground == EndGround.BAIL

    def test_takes_a_limit_for_a_day(self):
        ended = end_custody(
            custody=CustodyFactory(undated=True), occurred=when("before 1 May 2018"), headline="At liberty"
        )

        assert ended.ended_by.occurred.latest == date(2018, 5, 1)

    def test_asks_for_a_limit_where_there_is_no_day(self):
        with pytest.raises(ValidationError, match="by when it was over"):
            end_custody(custody=CustodyFactory(), occurred=PartialDate.unknown(), headline="At liberty")

        assert not Development.objects.filter(headline="At liberty").exists()

    def test_refuses_a_spell_that_ended(self):
        with pytest.raises(AlreadyEnded, match="ended already"):
            end_custody(custody=CustodyFactory(ended=True), occurred=when("2024"), headline="Again")


class TestRelease:
    def test_ends_the_running_spell(self):
        over = CustodyFactory(ended=True)
        running = CustodyFactory(
            case=over.case,
            person=over.person,
            began_by=DevelopmentFactory(case=over.case, occurred=when("2023-05-01")),
        )

        released = release(
            case=over.case,
            person=over.person,
            ground=EndGround.PARDON,
            occurred=when("2023-06-01"),
            headline="Pardoned and released",
        )

        assert released == running
        assert not Custody.objects.running().exists()

    def test_refuses_where_nobody_is_held(self):
        with pytest.raises(NotInCustody, match="No spell of custody"):
            release(
                case=CaseFactory(),
                person=PersonFactory(),
                ground=EndGround.PARDON,
                occurred=when("2023-06-01"),
                headline="Released",
            )


class TestLogCustodyChange:
    def test_ends_one_spell_and_begins_the_next_with_one_development(self):
        proceeding = ProceedingFactory()
        pretrial = CustodyFactory(case=proceeding.case, person=proceeding.defendant, proceeding=proceeding)

        house_arrest = log_custody_change(
            custody=pretrial,
            regime=CustodyRegime.HOUSE_ARREST,
            place="at home",
            occurred=when("2022-03-12/2023-04-10"),
            headline="Moved to house arrest",
        )

        pretrial.refresh_from_db()
        assert pretrial.ended_by == house_arrest.began_by
        assert pretrial.ended_by.kind == DevelopmentKind.CUSTODY_CHANGE
        assert pretrial.end_ground == ""
        assert house_arrest.proceeding == proceeding

    def test_refuses_a_spell_that_ended(self):
        with pytest.raises(AlreadyEnded):
            log_custody_change(
                custody=CustodyFactory(ended=True),
                regime=CustodyRegime.IMPRISONMENT,
                occurred=when("2024"),
                headline="Moved",
            )

    def test_leaves_the_spell_running_where_the_next_cannot_begin(self):
        pretrial = CustodyFactory()

        with pytest.raises(ValidationError):
            log_custody_change(
                custody=pretrial, regime="holiday", occurred=when("2023-01-01"), headline="Moved"
            )

        pretrial.refresh_from_db()
        assert pretrial.ended_by is None
        assert not Development.objects.filter(headline="Moved").exists()
