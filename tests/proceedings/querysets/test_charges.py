"""What can be asked of charges, and that the database answers as the rules do."""

from datetime import date

import pytest

from casework.proceedings import rules
from casework.proceedings.choices import ChargeStatus
from casework.proceedings.models import Charge, ChargeEvent
from tests.factories.proceedings import ChargeEventFactory, ChargeFactory
from tests.proceedings.querysets.developments import development

pytestmark = pytest.mark.django_db


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
