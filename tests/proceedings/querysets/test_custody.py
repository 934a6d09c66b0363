"""Who is held on a day, and that the database answers as the rules do."""

from datetime import date
from itertools import product

import pytest

from casework.proceedings.choices import Held
from casework.proceedings.models import Custody
from tests.factories.cases import CaseFactory
from tests.factories.proceedings import CustodyFactory
from tests.proceedings.querysets.developments import AWKWARD_DATES, AWKWARD_DAYS, development

pytestmark = pytest.mark.django_db


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
