"""What can be asked of the legal ledgers, and that the database answers as the rules do."""

from datetime import date, timedelta
from itertools import product

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from casework.core.choices import Confidentiality
from casework.core.partial_dates import DayRange, PartialDate
from casework.proceedings import rules
from casework.proceedings.choices import (
    ChargeStatus,
    CustodyRegime,
    HearingOutcome,
    Held,
    LegalStatus,
    ProceedingKind,
    RestrictionEventKind,
    SafeguardFinding,
)
from casework.proceedings.models import (
    Charge,
    ChargeEvent,
    Custody,
    Decision,
    Hearing,
    Proceeding,
    Representation,
    Restriction,
    RestrictionEvent,
    Safeguard,
    SentenceComponent,
)
from casework.proceedings.querysets import statuses_of
from tests.factories.accounts import UserFactory
from tests.factories.cases import CaseFactory, DevelopmentFactory
from tests.factories.persons import PersonFactory
from tests.factories.proceedings import (
    ChargeEventFactory,
    ChargeFactory,
    CustodyFactory,
    HearingFactory,
    ProceedingFactory,
    RepresentationFactory,
    RestrictionEventFactory,
    RestrictionFactory,
    SafeguardFactory,
    SentenceComponentFactory,
)

pytestmark = pytest.mark.django_db

AWKWARD_DATES = ["2022-03-12", "2022", "../2022-03-12", "2022-03-12/..", ""]
AWKWARD_DAYS = [
    date(2021, 12, 31),
    date(2022, 1, 1),
    date(2022, 3, 11),
    date(2022, 3, 12),
    date(2022, 12, 31),
]


def when(text):
    return PartialDate.read(text) if text else PartialDate.unknown()


def development(case, text, **values):
    return DevelopmentFactory(case=case, occurred=when(text), **values)


class TestCustodyOnADay:
    @pytest.fixture
    def spells(self):
        case = CaseFactory(opened_on=date(2022, 6, 1))
        for began, ended in product([None, *AWKWARD_DATES], repeat=2):
            CustodyFactory(
                case=case,
                began_by=None if began is None else development(case, began),
                ended_by=None if ended is None else development(case, ended),
            )
        return list(Custody.objects.for_file())

    @pytest.mark.parametrize("day", [*AWKWARD_DAYS, date(2022, 6, 1), date(2023, 1, 1)])
    def test_is_answered_as_the_rules_answer(self, spells, day):
        answers = {spell.pk: spell.as_spell().holds_on(day) for spell in spells}

        certain = set(Custody.objects.in_custody_on(day).values_list("pk", flat=True))
        perhaps = set(Custody.objects.perhaps_in_custody_on(day).values_list("pk", flat=True))
        holds = dict(Custody.objects.with_holds(day).values_list("pk", "holds"))

        assert certain == {key for key, answer in answers.items() if answer == Held.YES}
        assert perhaps == {key for key, answer in answers.items() if answer != Held.NO}
        assert holds == answers

    def test_running_leaves_out_what_ended(self):
        running = CustodyFactory()
        CustodyFactory(ended=True)

        assert list(Custody.objects.running()) == [running]


class TestRestrictionOnADay:
    @pytest.fixture
    def restrictions(self):
        case = CaseFactory()
        for imposed, ends, lifted in product(AWKWARD_DATES, AWKWARD_DATES, [None, *AWKWARD_DATES]):
            RestrictionFactory(
                case=case,
                imposed_by=development(case, imposed),
                ends=when(ends),
                lifted_by=None if lifted is None else development(case, lifted),
            )
        return list(Restriction.objects.for_list())

    def test_is_answered_as_the_rules_answer(self, restrictions):
        for day in [*AWKWARD_DAYS, date(2023, 1, 1)]:
            answers = {row.pk: rules.in_force(row.as_ban(), day) for row in restrictions}

            certain = set(Restriction.objects.in_force(day).values_list("pk", flat=True))
            perhaps = set(Restriction.objects.perhaps_in_force(day).values_list("pk", flat=True))
            holds = dict(Restriction.objects.with_holds(day).values_list("pk", "holds"))

            assert certain == {key for key, answer in answers.items() if answer == Held.YES}
            assert perhaps == {key for key, answer in answers.items() if answer != Held.NO}
            assert holds == answers

    def test_ending_between_finds_ends_to_come_unless_lifted(self):
        soon = RestrictionFactory(ends=when("2029-04-10"))
        imprecise = RestrictionFactory(ends=when("2029"))
        RestrictionFactory(ends=when("2030"))
        RestrictionFactory(ends=when("2029-04-10"), lifted=True)
        RestrictionFactory()

        found = Restriction.objects.ending_between(date(2029, 4, 1), date(2029, 4, 30))

        assert list(found) == [soon, imprecise]

    def test_breaches_leaves_out_interpretations(self):
        breach = RestrictionEventFactory(kind=RestrictionEventKind.BREACH_FOUND)
        RestrictionEventFactory()

        assert list(RestrictionEvent.objects.breaches()) == [breach]


class TestChargeWithCurrentStatus:
    HISTORIES = [
        [("filed", "2012"), ("dropped", "2012/..")],
        [("accused", "2017"), ("convicted", "2017~")],
        [("convicted", "2023-04-10"), ("added", "2022-03-12/2023-04-10")],
        [("filed", "../2022-03-12"), ("convicted", "")],
        [("filed", ""), ("convicted", "")],
        [("filed", "2022-03-12"), ("amended", "2022-03-12"), ("dropped", "2022")],
        [],
    ]

    @pytest.mark.parametrize(
        "day", [None, date(2011, 1, 1), date(2017, 6, 1), date(2022, 3, 12), date(2030, 1, 1)]
    )
    def test_agrees_with_the_rules(self, day):
        for history in self.HISTORIES:
            charge = ChargeFactory()
            for status, text in history:
                ChargeEventFactory(
                    charge=charge,
                    status=status,
                    development=development(charge.proceeding.case, text),
                )

        for charge in Charge.objects.with_current_status(on=day).prefetch_related("events__development"):
            facts = [event.as_fact() for event in charge.events.all()]
            assert charge.current_status == rules.status_as_at(facts, day)

    def test_places_an_undated_event_after_the_one_its_development_follows(self):
        charge = ChargeFactory()
        case = charge.proceeding.case
        filed = development(case, "2022-03-12")
        amended = ChargeEventFactory(
            charge=charge, status=ChargeStatus.AMENDED, development=development(case, "", follows=filed)
        )
        convicted = ChargeEventFactory(
            charge=charge, status=ChargeStatus.CONVICTED, development=development(case, "2023-04-10")
        )
        first = ChargeEventFactory(charge=charge, development=filed)

        assert list(ChargeEvent.objects.in_order()) == [first, amended, convicted]
        assert list(ChargeEvent.objects.latest_first()) == [convicted, amended, first]
        assert Charge.objects.with_current_status(on=date(2022, 6, 1)).get().current_status == "amended"

    def test_keeps_the_latest_wording_over_events_without_one(self):
        charge = ChargeFactory(offence="mass riots")
        case = charge.proceeding.case
        ChargeEventFactory(charge=charge, wording="mass disorder", development=development(case, "2022"))
        ChargeEventFactory(charge=charge, status="convicted", development=development(case, "2023-04-10"))

        found = Charge.objects.with_current_status().get()

        assert (found.current_wording, found.current_since) == ("mass disorder", date(2023, 4, 10))

    def test_words_a_charge_as_its_offence_where_no_event_does(self):
        ChargeEventFactory(charge__offence="mass riots")

        assert Charge.objects.with_current_status().get().current_wording == "mass riots"

    def test_pending_leaves_out_what_is_decided(self):
        pending = ChargeEventFactory().charge
        ChargeEventFactory(status=ChargeStatus.CONVICTED)
        ChargeFactory()

        assert list(Charge.objects.pending()) == [pending]


class TestProceedingQuerySet:
    def test_open_and_closed_are_each_other_s_rest(self):
        running = ProceedingFactory()
        over = ProceedingFactory(over=True)

        assert list(Proceeding.objects.open()) == [running]
        assert list(Proceeding.objects.closed()) == [over]

    def test_for_file_costs_the_same_for_two_as_for_six(self):
        def cost():
            with CaptureQueriesContext(connection) as queries:
                for proceeding in Proceeding.objects.for_file():
                    [
                        str(event.development)
                        for charge in proceeding.charges.all()
                        for event in charge.events.all()
                    ]
                    [
                        str(part)
                        for decision in proceeding.decisions.all()
                        for part in decision.components.all()
                    ]
                    [str(counsel) for counsel in proceeding.representations.all()]
                    [str(row.development) for row in proceeding.hearings.all()]
                    [str(row.development) for row in proceeding.safeguards.all()]
            return len(queries)

        def fill(count):
            for _ in range(count):
                proceeding = ProceedingFactory()
                ChargeEventFactory(charge__proceeding=proceeding)
                SentenceComponentFactory(decision__proceeding=proceeding)
                RepresentationFactory(proceeding=proceeding)
                HearingFactory(proceeding=proceeding, held=True)
                SafeguardFactory(proceeding=proceeding)

        fill(2)
        for_two = cost()
        fill(4)

        assert cost() == for_two


class TestHearingQuerySet:
    ON = date(2023, 2, 1)

    def test_upcoming_are_announced_for_today_or_later_and_not_settled(self):
        later = HearingFactory(scheduled_on=self.ON + timedelta(days=3))
        today = HearingFactory(scheduled_on=self.ON)
        HearingFactory(scheduled_on=self.ON, outcome=HearingOutcome.CANCELLED)
        HearingFactory(scheduled_on=self.ON - timedelta(days=1))

        assert list(Hearing.objects.upcoming(self.ON)) == [today, later]

    def test_without_outcome_are_past_and_not_settled(self):
        forgotten = HearingFactory(scheduled_on=self.ON - timedelta(days=1))
        HearingFactory(scheduled_on=self.ON - timedelta(days=1), held=True)
        HearingFactory(scheduled_on=self.ON)

        assert list(Hearing.objects.without_outcome(self.ON)) == [forgotten]

    def test_of_trial_are_hearings_on_the_merits_that_took_place(self):
        trial = HearingFactory(held=True)
        HearingFactory()
        HearingFactory(held=True, kind="remand")

        assert list(Hearing.objects.of_trial()) == [trial]


class TestOtherQuerySets:
    def test_standing_decisions_and_sentences_are_not_superseded(self):
        overturned = SentenceComponentFactory().decision
        appeal = SentenceComponentFactory(
            decision__proceeding=overturned.proceeding, decision__supersedes=overturned
        )

        assert list(Decision.objects.standing()) == [appeal.decision]
        assert list(SentenceComponent.objects.standing()) == [appeal]

    def test_acting_on_asks_between_which_dates_counsel_acts(self):
        now = RepresentationFactory(began=when("2022-03-01"), ended=when("2022-09-01"))
        always = RepresentationFactory()
        RepresentationFactory(began=when("2022-09-01"))

        assert set(Representation.objects.acting_on(date(2022, 8, 31))) == {now, always}
        assert now not in Representation.objects.acting_on(date(2022, 9, 1))

    def test_violated_leaves_out_what_was_respected(self):
        violated = SafeguardFactory()
        SafeguardFactory(finding=SafeguardFinding.RESPECTED)

        assert list(Safeguard.objects.violated()) == [violated]


class TestVisibleTo:
    @pytest.fixture
    def user(self):
        return UserFactory(caseworker=True)

    def test_hides_what_hangs_on_a_restricted_case(self, user):
        custody = CustodyFactory(case__restricted=True)
        event = ChargeEventFactory(charge__proceeding__case=custody.case)

        assert custody not in Custody.objects.visible_to(user)
        assert event not in ChargeEvent.objects.visible_to(user)

    def test_hides_what_hangs_on_a_restricted_development(self, user):
        custody = CustodyFactory()
        custody.ended_by = DevelopmentFactory(case=custody.case, restricted=True)
        custody.save()

        assert custody not in Custody.objects.visible_to(user)

    def test_shows_an_open_case_with_unknown_start(self, user):
        custody = CustodyFactory(undated=True)

        assert custody in Custody.objects.visible_to(user)


class TestStatusesOf:
    @pytest.fixture
    def person(self):
        """One who was held from arrest to verdict and then banned, with an older matter that was dropped."""
        person = PersonFactory()
        case = CaseFactory()
        arrest, extension, verdict = (
            development(case, text) for text in ("2022-02-25", "2022-03-12", "2023-04-10")
        )
        transfer = development(case, "2022-03-12/2023-04-10")
        spells = [
            (CustodyRegime.ADMINISTRATIVE, arrest, extension),
            (CustodyRegime.PRETRIAL, extension, transfer),
            (CustodyRegime.HOUSE_ARREST, transfer, verdict),
        ]
        for regime, began_by, ended_by in spells:
            CustodyFactory(case=case, person=person, regime=regime, began_by=began_by, ended_by=ended_by)
        charge = ChargeFactory(proceeding__case=case, proceeding__defendant=person)
        ChargeEventFactory(charge=charge, development=extension)
        ChargeEventFactory(charge=charge, development=verdict, status=ChargeStatus.CONVICTED)
        HearingFactory(
            proceeding=charge.proceeding,
            outcome=HearingOutcome.HELD,
            development=development(case, "2023-02-01"),
        )
        RestrictionFactory(case=case, person=person, imposed_by=verdict, ends=when("2029-04-10"))
        return person

    @pytest.mark.parametrize(
        ("day", "in_custody", "regime", "days", "legal_status", "restricted"),
        [
            (date(2022, 2, 24), Held.NO, None, 0, LegalStatus.NO_PROCEEDINGS, Held.NO),
            (date(2022, 3, 1), Held.YES, "administrative", 4, LegalStatus.NO_PROCEEDINGS, Held.NO),
            (date(2022, 3, 12), Held.YES, "house_arrest", 15, LegalStatus.CHARGED, Held.NO),
            (date(2023, 4, 9), Held.YES, "house_arrest", 408, LegalStatus.ON_TRIAL, Held.NO),
            (date(2023, 4, 10), Held.NO, None, 409, LegalStatus.CONVICTED_FINAL, Held.YES),
            (date(2029, 4, 10), Held.NO, None, 409, LegalStatus.CONVICTED_FINAL, Held.NO),
        ],
    )
    def test_tells_three_axes_for_the_day(
        self, person, day, in_custody, regime, days, legal_status, restricted
    ):
        standing = statuses_of([person], day)[person.pk]

        assert standing.in_custody == in_custody
        assert (standing.spell and standing.spell.regime) == regime
        assert standing.days_in_all == DayRange(days, days)
        assert standing.legal_status == legal_status
        assert standing.restricted == restricted

    def test_says_how_long_the_present_stretch_has_lasted_and_how_sure_the_spell_is(self, person):
        older = CaseFactory()
        CustodyFactory(
            case=older,
            person=person,
            began_by=development(older, "2012-01-01"),
            ended_by=development(older, "2012-01-31"),
        )

        standing = statuses_of([person], date(2022, 4, 1))[person.pk]

        assert standing.in_spell == Held.POSSIBLY
        assert standing.days_in_stretch == DayRange(35, 35)
        assert standing.days_in_all == DayRange(65, 65)

    def test_names_the_next_end_of_what_binds(self, person):
        standing = statuses_of([person], date(2024, 1, 1))[person.pk]

        assert standing.next_end == when("2029-04-10")
        assert [row.person for row in standing.restrictions] == [person]

    def test_knows_a_person_of_whom_nothing_is_recorded(self):
        stranger = PersonFactory()

        standing = statuses_of([stranger], date(2024, 1, 1))[stranger.pk]

        assert standing.in_custody == standing.restricted == Held.NO
        assert standing.legal_status == LegalStatus.NO_PROCEEDINGS
        assert standing.next_end is None

    def test_takes_an_appeal_without_charges_of_its_own_for_no_matter_of_its_own(self, person):
        first = Proceeding.objects.get()
        ProceedingFactory(
            case=first.case, defendant=person, kind=ProceedingKind.APPEAL, previous=first, opened=when("2023")
        )

        standing = statuses_of([person], date(2023, 6, 1))[person.pk]

        assert standing.legal_status == LegalStatus.CONVICTED_FINAL

    def test_leaves_civil_proceedings_out(self):
        proceeding = ProceedingFactory(kind=ProceedingKind.CIVIL)

        standing = statuses_of([proceeding.defendant], date(2023, 6, 1))[proceeding.defendant_id]

        assert standing.legal_status == LegalStatus.NO_PROCEEDINGS

    def test_tells_each_reader_only_what_they_may_know(self):
        custody = CustodyFactory()
        custody.case.confidentiality = Confidentiality.RESTRICTED
        custody.case.save()
        outsider, director = UserFactory(caseworker=True), UserFactory(director=True)
        day = date(2022, 3, 1)

        assert statuses_of([custody.person], day, user=outsider)[custody.person_id].in_custody == Held.NO
        assert statuses_of([custody.person], day, user=director)[custody.person_id].in_custody == Held.YES

    def test_costs_the_same_for_one_person_as_for_five(self, person):
        def cost(persons):
            with CaptureQueriesContext(connection) as queries:
                statuses_of(persons, date(2023, 1, 1))
            return len(queries)

        others = [CustodyFactory().person for _ in range(4)]
        for other in others:
            ChargeEventFactory(charge__proceeding__defendant=other)
            RestrictionFactory(person=other)

        assert cost([person]) == cost([person, *others])
