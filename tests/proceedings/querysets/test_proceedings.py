"""What can be asked of proceedings, their hearings, decisions, counsel and safeguards."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from casework.proceedings.choices import HearingOutcome, SafeguardFinding
from casework.proceedings.models import (
    Decision,
    Hearing,
    Proceeding,
    Representation,
    Safeguard,
    SentenceComponent,
)
from tests.factories.proceedings import (
    ChargeEventFactory,
    HearingFactory,
    ProceedingFactory,
    RepresentationFactory,
    SafeguardFactory,
    SentenceComponentFactory,
)
from tests.proceedings.dates import when

pytestmark = pytest.mark.django_db


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
