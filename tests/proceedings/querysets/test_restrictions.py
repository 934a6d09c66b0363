"""Which restrictions bind on a day, and that the database answers as the rules do."""

from datetime import date
from itertools import product

import pytest

from casework.proceedings import rules
from casework.proceedings.choices import Held, RestrictionEventKind
from casework.proceedings.models import Restriction, RestrictionEvent
from tests.factories.cases import CaseFactory
from tests.factories.proceedings import RestrictionEventFactory, RestrictionFactory
from tests.proceedings.dates import when
from tests.proceedings.querysets.developments import AWKWARD_DATES, AWKWARD_DAYS, development

pytestmark = pytest.mark.django_db


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
