"""How he was held, from the fifteen days to the house arrest."""

import pytest

from casework.core.partial_dates import PartialDate
from casework.proceedings.choices import ChargeStatus, CustodyRegime, ProceedingKind, SentenceKind
from casework.proceedings.models import Custody, Decision, SentenceComponent
from tests.demo.published_case.charges import history
from tests.demo.published_case.citations import paragraphs
from tests.demo.published_case.days import ARREST, EXTENSION

pytestmark = pytest.mark.django_db


class TestFifteenDays:
    def test_are_imposed_by_nobody_knows_whom(self, seen, case, statement):
        decision = seen(Decision).get(proceeding__case=case, proceeding__kind=ProceedingKind.ADMINISTRATIVE)

        assert decision.authority is None
        [part] = seen(SentenceComponent, decision=decision)
        assert (part.kind, part.days) == (SentenceKind.ADMINISTRATIVE_DETENTION, 15)
        assert paragraphs(decision.development, statement) == ["paragraph 3"]

    def test_are_for_a_protest_without_permission(self, charge, told):
        accused = charge("organising a protest without permission")

        assert accused.proceeding.kind == ProceedingKind.ADMINISTRATIVE
        assert accused.conduct == told("in memory of the victims")
        assert history(accused) == [
            (ChargeStatus.ACCUSED, "2022-02-25"),
            (ChargeStatus.CONVICTED, "2022-02-25/2022-03-12"),
        ]

    def test_are_spent_in_administrative_detention_until_the_extension(self, seen, mamay):
        spell = seen(Custody).get(person=mamay, regime=CustodyRegime.ADMINISTRATIVE)

        assert spell.began_by.occurred == PartialDate.on(ARREST)
        assert spell.ended_by.occurred == PartialDate.on(EXTENSION)

    def test_end_on_the_day_of_the_extension(self):
        assert PartialDate.on(ARREST).plus(days=15).earliest == EXTENSION


class TestHouseArrest:
    def test_began_nobody_says_when(self, seen, mamay, statement):
        spell = seen(Custody).get(person=mamay, regime=CustodyRegime.HOUSE_ARREST)

        assert spell.began_by.occurred.edtf == "2022-03-12/2023-04-10"
        assert spell.began_by.occurred.basis == "inferred"
        assert paragraphs(spell.began_by, statement) == ["paragraph 2"]

    def test_is_to_end_soon(self, seen, mamay):
        spell = seen(Custody).get(person=mamay, regime=CustodyRegime.HOUSE_ARREST)

        assert spell.ended_by is None
        assert not spell.expected_end
        assert spell.expected_end.words == "soon"
        assert spell.duration_stated == "nearly 14 months"
