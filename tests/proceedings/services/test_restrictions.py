"""How restrictions are imposed, interpreted, breached and lifted."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from casework.cases.choices import DevelopmentKind
from casework.cases.models import Development
from casework.proceedings.choices import RestrictionEventKind, RestrictionScopeKind
from casework.proceedings.models import Restriction
from casework.proceedings.services import (
    AlreadyLifted,
    ForbidsNothing,
    impose_restriction,
    interpret_restriction,
    lift_restriction,
    log_breach,
)
from tests.factories.cases import CaseFactory
from tests.factories.persons import PersonFactory
from tests.factories.proceedings import RestrictionFactory, SentenceComponentFactory
from tests.proceedings.dates import when

pytestmark = pytest.mark.django_db


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
