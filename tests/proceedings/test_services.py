"""What happens in law, and what the services refuse."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from casework.cases.choices import DevelopmentKind, Outcome
from casework.cases.models import Development
from casework.cases.services import CaseCannotClose, PersonInvolved, close_case
from casework.core.partial_dates import PartialDate
from casework.proceedings.choices import (
    ChargeStatus,
    CounselBasis,
    CustodyRegime,
    DecisionKind,
    DecisionOutcome,
    EndGround,
    HearingKind,
    HearingOutcome,
    LegalStatus,
    ProceedingKind,
    ProceedingStatus,
    ReasonsGiven,
    RestrictionEventKind,
    RestrictionScopeKind,
    SafeguardFinding,
    SafeguardKind,
    SentenceKind,
)
from casework.proceedings.models import (
    Charge,
    ChargeEvent,
    Custody,
    Decision,
    Hearing,
    Proceeding,
    Restriction,
    SentenceComponent,
)
from casework.proceedings.querysets import statuses_of
from casework.proceedings.services import (
    AlreadyEnded,
    AlreadyLifted,
    ChargeCannotChange,
    ChargeElsewhere,
    DevelopmentUnclear,
    ForbidsNothing,
    HearingSettled,
    NotInCustody,
    ProceedingCannotClose,
    ProceedingNotClosed,
    Ruling,
    SentencePart,
    appoint_counsel,
    begin_custody,
    call_off_hearing,
    close_proceeding,
    end_custody,
    end_representation,
    file_charge,
    hold_hearing,
    impose_restriction,
    interpret_restriction,
    lift_restriction,
    log_arrest,
    log_breach,
    log_charge_event,
    log_custody_change,
    log_decision,
    log_hearing,
    record_safeguard,
    release,
    reopen_proceeding,
    schedule_hearing,
    start_proceeding,
)
from tests.factories.cases import CaseFactory, DevelopmentFactory
from tests.factories.persons import OrganisationFactory, PersonFactory
from tests.factories.proceedings import (
    ChargeEventFactory,
    ChargeFactory,
    CustodyFactory,
    DecisionFactory,
    HearingFactory,
    ProceedingFactory,
    RepresentationFactory,
    RestrictionFactory,
    SentenceComponentFactory,
)

pytestmark = pytest.mark.django_db

when = PartialDate.read


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


class TestFileCharge:
    def test_logs_the_development_about_the_defendant(self):
        proceeding = ProceedingFactory()

        charge = file_charge(
            proceeding=proceeding,
            offence="organising mass riots",
            status=ChargeStatus.ADDED,
            wording="mass disorder",
            occurred=when("2022-03-12/2023-04-10"),
            headline="Prosecutors add a charge",
        )

        event = charge.events.get()
        assert (event.status, event.wording) == (ChargeStatus.ADDED, "mass disorder")
        assert event.development.kind == DevelopmentKind.CHARGE
        assert [row.person for row in event.development.persons.all()] == [proceeding.defendant]

    def test_lets_several_charges_share_one_development(self):
        proceeding = ProceedingFactory()
        development = DevelopmentFactory(case=proceeding.case)

        for offence in ("insulting an official", "spreading false information"):
            file_charge(proceeding=proceeding, offence=offence, development=development)

        assert development.charge_events.count() == 2
        assert Development.objects.count() == 1

    @pytest.mark.parametrize(
        "circumstances",
        [{}, {"headline": "Charged"}, {"occurred": when("2022")}, {"headline": "", "occurred": when("2022")}],
    )
    def test_asks_for_a_development(self, circumstances):
        with pytest.raises(DevelopmentUnclear, match="Say what happened"):
            file_charge(proceeding=ProceedingFactory(), offence="sedition", **circumstances)

        assert not Charge.objects.exists()

    def test_refuses_a_development_and_the_makings_of_another(self):
        proceeding = ProceedingFactory()

        with pytest.raises(DevelopmentUnclear, match="not both"):
            file_charge(
                proceeding=proceeding,
                offence="sedition",
                development=DevelopmentFactory(case=proceeding.case),
                headline="Charged",
            )

    def test_leaves_nothing_where_a_charge_cannot_begin_so(self):
        with pytest.raises(ChargeCannotChange, match="cannot begin with “conviction quashed”"):
            file_charge(
                proceeding=ProceedingFactory(),
                offence="sedition",
                status=ChargeStatus.QUASHED,
                occurred=when("2022"),
                headline="Quashed",
            )

        assert not Charge.objects.exists()
        assert not Development.objects.exists()


class TestLogChargeEvent:
    @pytest.fixture
    def charge(self):
        """A charge filed on 12 March 2022."""
        charge = ChargeFactory()
        filed = DevelopmentFactory(case=charge.proceeding.case, occurred=when("2022-03-12"))
        ChargeEventFactory(charge=charge, development=filed)
        return charge

    def log(self, charge, status, occurred, **values):
        return log_charge_event(
            charge=charge, status=status, occurred=when(occurred), headline=f"{status} it is", **values
        )

    def test_gives_the_charge_its_new_status(self, charge):
        self.log(charge, ChargeStatus.AMENDED, "2022-09-01", wording="mass disorder")
        self.log(charge, ChargeStatus.CONVICTED, "2023-04-10")

        current = Charge.objects.with_current_status().get()
        assert (current.current_status, current.current_wording) == ("convicted", "mass disorder")

    @pytest.mark.parametrize(
        ("status", "kind"),
        [
            (ChargeStatus.AMENDED, DevelopmentKind.CHARGE),
            (ChargeStatus.DROPPED, DevelopmentKind.CHARGE),
            (ChargeStatus.DISMISSED, DevelopmentKind.DECISION),
            (ChargeStatus.ACQUITTED, DevelopmentKind.DECISION),
        ],
    )
    def test_logs_what_a_court_does_as_a_decision(self, charge, status, kind):
        event = self.log(charge, status, "2022-09-01")

        assert event.development.kind == kind

    def test_takes_late_news_in_its_place(self, charge):
        self.log(charge, ChargeStatus.CONVICTED, "2023-04-10")

        self.log(charge, ChargeStatus.AMENDED, "2022-09-01")

        assert Charge.objects.with_current_status().get().current_status == "convicted"

    def test_refuses_late_news_that_what_followed_rules_out(self, charge):
        self.log(charge, ChargeStatus.CONVICTED, "2023-04-10")

        with pytest.raises(
            ChargeCannotChange, match="“convicted” cannot follow “dropped by the prosecution”"
        ):
            self.log(charge, ChargeStatus.DROPPED, "2022-09-01")

    def test_allows_only_an_appeal_after_an_acquittal(self, charge):
        self.log(charge, ChargeStatus.ACQUITTED, "2023-04-10")

        with pytest.raises(ChargeCannotChange, match="cannot follow"):
            self.log(charge, ChargeStatus.DROPPED, "2023-05-01")
        self.log(charge, ChargeStatus.APPEAL_PENDING, "2023-05-01")

        assert ChargeEvent.objects.count() == 3

    def test_refuses_a_development_of_another_case(self, charge):
        with pytest.raises(ValidationError, match="another case"):
            log_charge_event(charge=charge, status=ChargeStatus.AMENDED, development=DevelopmentFactory())


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


class TestLogDecision:
    SENTENCE = (
        SentencePart(kind=SentenceKind.SUSPENDED_IMPRISONMENT, years=6),
        SentencePart(
            kind=SentenceKind.ACTIVITY_BAN,
            years=6,
            forbids=(
                RestrictionScopeKind.ACTIVISM,
                RestrictionScopeKind.JOURNALISM,
                RestrictionScopeKind.SOCIAL_MEDIA,
            ),
        ),
        SentencePart(
            kind=SentenceKind.DAMAGES,
            amount=Decimal(600_000),
            currency="KZT",
            equivalent_amount=Decimal(1_350),
            equivalent_currency="USD",
        ),
    )

    @pytest.fixture
    def proceeding(self):
        """A proceeding with three charges filed on 12 March 2022."""
        proceeding = ProceedingFactory()
        filed = DevelopmentFactory(case=proceeding.case, occurred=when("2022-03-12"))
        for offence in ("organising mass riots", "insulting an official", "spreading false information"):
            charge = ChargeFactory(proceeding=proceeding, offence=offence)
            ChargeEventFactory(charge=charge, development=filed)
        return proceeding

    def verdict(self, proceeding, **values):
        values = {
            "occurred": when("2023-04-10"),
            "headline": "Convicted on three charges",
            "outcome": DecisionOutcome.CONVICTED,
        } | values
        return log_decision(proceeding=proceeding, kind=DecisionKind.VERDICT, **values)

    def test_writes_a_verdict_in_one_act(self, proceeding):
        court = OrganisationFactory(court=True)
        charges = list(proceeding.charges.order_by("pk"))
        rulings = dict.fromkeys(charges, ChargeStatus.CONVICTED)
        rulings[charges[0]] = Ruling(status=ChargeStatus.CONVICTED, wording="mass disorder")

        decision = self.verdict(proceeding, authority=court, charges=rulings, sentence=self.SENTENCE)

        assert decision.authority == court
        assert decision.development.kind == DevelopmentKind.DECISION
        assert decision.development.charge_events.filter(status=ChargeStatus.CONVICTED).count() == 3
        assert decision.development.charge_events.get(charge=charges[0]).wording == "mass disorder"
        assert sorted(str(part) for part in decision.components.all()) == [
            "activity ban, 6 years",
            "damages, 600,000 KZT",
            "suspended imprisonment, 6 years",
        ]

    def test_bans_for_the_length_of_the_sentence(self, proceeding):
        decision = self.verdict(proceeding, sentence=self.SENTENCE)

        restriction = Restriction.objects.get()
        assert restriction.component.decision == decision
        assert restriction.imposed_by == decision.development
        assert (restriction.ends.earliest, restriction.ends.basis) == (date(2029, 4, 10), "computed")
        assert {row.scope for row in restriction.scopes.all()} == {"activism", "journalism", "social_media"}

    def test_bans_until_the_day_that_is_stated(self, proceeding):
        part = SentencePart(
            kind=SentenceKind.TRAVEL_BAN, forbids=(RestrictionScopeKind.TRAVEL,), ban_ends=when("2025")
        )

        self.verdict(proceeding, sentence=[part])

        assert str(Restriction.objects.get().ends) == "2025"

    def test_convicts_the_person_suspends_and_restricts_them_at_once(self, proceeding):
        person = proceeding.defendant
        CustodyFactory(case=proceeding.case, person=person, regime=CustodyRegime.HOUSE_ARREST)

        self.verdict(
            proceeding,
            charges=dict.fromkeys(proceeding.charges.all(), ChargeStatus.CONVICTED),
            sentence=self.SENTENCE,
        )

        standing = statuses_of([person], date(2023, 4, 10))[person.pk]
        assert standing.legal_status == LegalStatus.CONVICTED_FINAL
        assert (standing.in_custody, standing.restricted) == ("yes", "yes")
        assert standing.next_end.earliest == date(2029, 4, 10)

    def test_sentences_another_person_where_one_is_named(self, proceeding):
        guarantor = PersonFactory()

        self.verdict(
            proceeding,
            sentence=[
                SentencePart(kind=SentenceKind.COSTS, amount=Decimal(1), currency="KZT", person=guarantor)
            ],
        )

        assert SentenceComponent.objects.get().person == guarantor

    def test_leaves_nothing_where_the_last_part_fails(self, proceeding):
        spoilt = SentencePart(kind=SentenceKind.FINE, amount=Decimal(5))

        with pytest.raises(ValidationError, match="currency"):
            self.verdict(
                proceeding,
                charges=dict.fromkeys(proceeding.charges.all(), ChargeStatus.CONVICTED),
                sentence=[*self.SENTENCE, spoilt],
            )

        assert not Decision.objects.exists()
        assert not Restriction.objects.exists()
        assert not ChargeEvent.objects.filter(status=ChargeStatus.CONVICTED).exists()
        assert not Development.objects.filter(headline="Convicted on three charges").exists()

    def test_refuses_to_rule_on_a_charge_that_is_not_before_it(self, proceeding):
        stranger = ChargeFactory(proceeding__case=proceeding.case, offence="tax evasion")

        with pytest.raises(ChargeElsewhere, match="tax evasion"):
            self.verdict(proceeding, charges={stranger: ChargeStatus.CONVICTED})

    def test_rules_on_appeal_on_the_charges_of_the_first_instance(self, proceeding):
        verdict = self.verdict(
            proceeding, charges=dict.fromkeys(proceeding.charges.all(), ChargeStatus.CONVICTED)
        )
        appeal = start_proceeding(
            case=proceeding.case,
            defendant=proceeding.defendant,
            kind=ProceedingKind.APPEAL,
            previous=proceeding,
        )

        quashing = log_decision(
            proceeding=appeal,
            kind=DecisionKind.QUASHING,
            outcome=DecisionOutcome.OVERTURNED,
            supersedes=verdict,
            charges=dict.fromkeys(proceeding.charges.all(), ChargeStatus.QUASHED),
            occurred=when("2024-01-10"),
            headline="Conviction quashed",
        )

        assert list(Decision.objects.standing()) == [quashing]
        standing = statuses_of([proceeding.defendant], date(2024, 2, 1))[proceeding.defendant_id]
        assert standing.legal_status == LegalStatus.QUASHED

    def test_needs_no_authority(self):
        decision = log_decision(
            proceeding=ProceedingFactory(administrative=True),
            kind=DecisionKind.VERDICT,
            sentence=[SentencePart(kind=SentenceKind.ADMINISTRATIVE_DETENTION, days=15)],
            occurred=when("2022-02-25"),
            headline="Fifteen days of administrative detention",
        )

        assert decision.authority is None


class TestImposeRestriction:
    def test_records_all_that_is_forbidden(self):
        restriction = impose_restriction(
            case=CaseFactory(),
            person=PersonFactory(),
            scopes=[RestrictionScopeKind.TRAVEL, RestrictionScopeKind.FINANCE],
            basis="order of the investigator",
            ends=when("2023"),
            occurred=when("2022-03-12"),
            headline="Forbidden to leave the town",
        )

        assert sorted(str(scope) for scope in restriction.scopes.all()) == ["finance", "travel"]
        assert str(restriction.ends) == "2023"

    def test_computes_the_end_from_the_sentence(self):
        component = SentenceComponentFactory(years=2)
        decision = component.decision

        restriction = impose_restriction(
            case=decision.proceeding.case,
            person=component.person,
            scopes=[RestrictionScopeKind.TRAVEL],
            component=component,
            development=decision.development,
        )

        assert str(restriction.ends) == "25 Feb 2024"

    @pytest.mark.parametrize(
        ("values", "error", "words"),
        [
            ({"scopes": [], "basis": "an order"}, ForbidsNothing, "Say what the restriction forbids"),
            ({"scopes": [RestrictionScopeKind.TRAVEL]}, ValidationError, "Say what it rests on"),
            ({"scopes": ["breathing"], "basis": "an order"}, ValidationError, "breathing"),
        ],
    )
    def test_refuses_a_restriction_of_nothing_or_by_nothing(self, values, error, words):
        with pytest.raises(error, match=words):
            impose_restriction(
                case=CaseFactory(),
                person=PersonFactory(),
                occurred=when("2022"),
                headline="Restricted",
                **values,
            )

        assert not Restriction.objects.exists()
        assert not Development.objects.exists()


class TestLiftRestriction:
    def test_ends_it_before_its_time(self):
        lifted = lift_restriction(
            restriction=RestrictionFactory(ends=when("2029-04-10")),
            occurred=when("2025-01-01"),
            headline="Ban lifted",
        )

        assert not Restriction.objects.perhaps_in_force(date(2025, 1, 1)).exists()
        assert lifted.lifted_by.headline == "Ban lifted"

    def test_refuses_one_that_is_lifted(self):
        with pytest.raises(AlreadyLifted, match="lifted already"):
            lift_restriction(
                restriction=RestrictionFactory(lifted=True), occurred=when("2025"), headline="Lifted again"
            )


class TestInterpretRestriction:
    def test_hangs_the_reading_on_a_development(self):
        event = interpret_restriction(
            restriction=RestrictionFactory(),
            note="a private post is activism",
            occurred=when("2023-05"),
            headline="Police explain the ban",
        )

        assert (event.kind, event.development.kind) == (
            RestrictionEventKind.INTERPRETED,
            DevelopmentKind.OFFICIAL_STATEMENT,
        )


class TestLogBreach:
    @pytest.mark.parametrize(
        ("is_found", "kind"),
        [(False, RestrictionEventKind.BREACH_ALLEGED), (True, RestrictionEventKind.BREACH_FOUND)],
    )
    def test_tells_an_allegation_from_a_finding(self, is_found, kind):
        event = log_breach(
            restriction=RestrictionFactory(),
            is_found=is_found,
            occurred=when("2023-05"),
            headline="Said to have broken the ban",
        )

        assert event.kind == kind


class TestScheduleHearing:
    def test_announces_a_day_and_an_hour(self):
        hearing = schedule_hearing(
            proceeding=ProceedingFactory(),
            kind=HearingKind.TRIAL,
            scheduled_on=date(2023, 2, 1),
            scheduled_time="09:30",
        )

        assert list(Hearing.objects.upcoming(date(2023, 1, 1))) == [hearing]

    def test_refuses_an_hour_that_is_none(self):
        with pytest.raises(ValidationError, match="as 09:30"):
            schedule_hearing(
                proceeding=ProceedingFactory(),
                kind=HearingKind.TRIAL,
                scheduled_on=date(2023, 2, 1),
                scheduled_time="noon",
            )


class TestHoldHearing:
    def test_hangs_it_on_a_development(self):
        held = hold_hearing(hearing=HearingFactory(), occurred=when("2023-02-01"), headline="Trial opens")

        assert held.outcome == HearingOutcome.HELD
        assert held.development.kind == DevelopmentKind.HEARING

    def test_announces_the_next_day_of_one_adjourned(self):
        held = hold_hearing(
            hearing=HearingFactory(),
            adjourned_to=date(2023, 2, 8),
            occurred=when("2023-02-01"),
            headline="Trial opens",
        )

        following = Hearing.objects.upcoming(date(2023, 2, 1)).get()
        assert held.outcome == HearingOutcome.ADJOURNED
        assert (following.kind, following.scheduled_on) == (held.kind, date(2023, 2, 8))

    def test_refuses_one_that_is_settled(self):
        with pytest.raises(HearingSettled, match="held"):
            hold_hearing(hearing=HearingFactory(held=True), occurred=when("2023"), headline="Again")


class TestLogHearing:
    def test_records_one_that_nobody_announced_to_us(self):
        hearing = log_hearing(
            proceeding=ProceedingFactory(),
            kind=HearingKind.REMAND,
            occurred=when("2022-02-27"),
            headline="Remanded behind closed doors",
        )

        assert (hearing.scheduled_on, hearing.outcome) == (None, HearingOutcome.HELD)


class TestCallOffHearing:
    def test_cancels_it(self):
        assert call_off_hearing(hearing=HearingFactory()).outcome == HearingOutcome.CANCELLED

    def test_announces_it_anew_where_it_was_put_off(self):
        postponed = call_off_hearing(hearing=HearingFactory(), postponed_to=date(2023, 3, 1))

        assert postponed.outcome == HearingOutcome.POSTPONED
        assert Hearing.objects.upcoming(date(2023, 2, 1)).get().scheduled_on == date(2023, 3, 1)

    def test_refuses_one_that_is_settled(self):
        with pytest.raises(HearingSettled):
            call_off_hearing(hearing=HearingFactory(held=True))


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


class TestDecisionsOfAnotherCase:
    def test_cannot_be_superseded(self):
        with pytest.raises(ValidationError, match="same case"):
            log_decision(
                proceeding=ProceedingFactory(),
                kind=DecisionKind.QUASHING,
                supersedes=DecisionFactory(),
                occurred=when("2024"),
                headline="Quashed",
            )
