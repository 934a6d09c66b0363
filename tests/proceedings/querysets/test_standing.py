"""Where many persons stand on one day."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from casework.core.choices import Confidentiality
from casework.core.partial_dates import DayRange
from casework.proceedings.choices import (
    ChargeStatus,
    CustodyRegime,
    HearingOutcome,
    Held,
    LegalStatus,
    ProceedingKind,
)
from casework.proceedings.models import Proceeding
from casework.proceedings.querysets import statuses_of
from tests.factories.accounts import UserFactory
from tests.factories.cases import CaseFactory
from tests.factories.persons import PersonFactory
from tests.factories.proceedings import (
    ChargeEventFactory,
    ChargeFactory,
    CustodyFactory,
    HearingFactory,
    ProceedingFactory,
    RestrictionFactory,
)
from tests.proceedings.dates import when
from tests.proceedings.querysets.developments import development

pytestmark = pytest.mark.django_db


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
