"""What an opinion records and which clocks it ends, and what followed it."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from casework.advocacy import services
from casework.advocacy.choices import FollowUpItem, FollowUpResult, GovernmentReply, OpinionOutcome
from casework.advocacy.models import Clock, Opinion
from casework.cases.choices import DevelopmentKind, WgadCategory
from casework.cases.models import Development
from casework.core.partial_dates import PartialDate
from tests.advocacy.services.dates import JUNE
from tests.factories.advocacy import ActionFactory, ClockFactory, OpinionFactory, ResponseFactory
from tests.factories.cases import CaseFactory
from tests.factories.reference import LegalProvisionFactory

pytestmark = pytest.mark.django_db


class TestRecordOpinion:
    @pytest.fixture
    def petition(self):
        action = ActionFactory(done=True, petition=True, cases=[CaseFactory(), CaseFactory()])
        ClockFactory(target__action=action)
        return action

    def record(self, action, **values):
        return services.record_opinion(
            **{
                "action": action,
                "number": "12/2024",
                "outcome": OpinionOutcome.ARBITRARY,
                "adopted": PartialDate.on(date(2024, 5, 3)),
                "occurred": JUNE,
                "headline": "The Working Group finds the detention arbitrary",
            }
            | values
        )

    def test_keeps_its_findings(self, petition):
        provision = LegalProvisionFactory()

        opinion = self.record(
            petition,
            symbol="A/HRC/WGAD/2024/12",
            session="99th",
            government_reply=GovernmentReply.LATE,
            categories=[WgadCategory.EXERCISE_OF_RIGHTS, WgadCategory.UNFAIR_TRIAL],
            provisions=[provision],
        )

        opinion.refresh_from_db()
        assert [found.category for found in opinion.categories.all()] == ["II", "III"]
        assert [named.provision for named in opinion.provisions.all()] == [provision]
        assert (opinion.symbol, opinion.session) == ("A/HRC/WGAD/2024/12", "99th")
        assert opinion.government_reply == GovernmentReply.LATE

    def test_is_told_in_every_case_on_the_day_it_became_known(self, petition):
        self.record(petition)

        told = Development.objects.all()
        assert {development.case for development in told} == {link.case for link in petition.case_links.all()}
        assert {(development.kind, development.occurred) for development in told} == {
            (DevelopmentKind.RESPONSE, JUNE)
        }

    def test_ends_the_clocks_that_ran(self, petition):
        ran = Clock.objects.get()
        started_later = ClockFactory(target=ran.target, started_on=date(2024, 5, 4), due_on=date(2024, 8, 1))

        opinion = self.record(petition)

        assert list(opinion.clocks_ended.all()) == [ran]
        assert list(Clock.objects.running(date(2024, 6, 1))) == [started_later]

    def test_leaves_answered_clocks_as_they_are(self, petition):
        clock = Clock.objects.get()
        clock.stopped_by = ResponseFactory(target=clock.target)
        clock.save()

        opinion = self.record(petition)

        assert not opinion.clocks_ended.exists()

    def test_starts_six_months_of_follow_up_when_it_is_transmitted(self, petition):
        target = petition.targets.get()

        self.record(petition, transmitted_on=date(2024, 8, 31))

        clock = Clock.objects.get(rule="Follow-up to opinion 12/2024")
        assert (clock.target, clock.started_on, clock.due_on) == (
            target,
            date(2024, 8, 31),
            date(2025, 2, 28),
        )
        assert clock in Clock.objects.running(date(2024, 9, 1))

    def test_refuses_categories_without_a_finding_of_arbitrariness_and_leaves_nothing(self, petition):
        with pytest.raises(ValidationError, match="finds the detention arbitrary"):
            self.record(
                petition, outcome=OpinionOutcome.NOT_ARBITRARY, categories=[WgadCategory.UNFAIR_TRIAL]
            )

        assert not Opinion.objects.exists()

    def test_refuses_an_opinion_on_what_was_never_sent(self):
        with pytest.raises(services.ActionNotCarriedOut):
            self.record(ActionFactory(petition=True))


class TestLogFollowUp:
    def test_records_what_was_done(self):
        opinion = OpinionFactory()

        services.log_follow_up(
            opinion=opinion, item=FollowUpItem.RELEASE, result=FollowUpResult.DONE, known=JUNE
        )

        follow_up = opinion.follow_ups.get()
        assert (follow_up.result, follow_up.known) == (FollowUpResult.DONE, JUNE)
