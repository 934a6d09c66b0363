"""What can be asked of demands, and how each stands on a day."""

from datetime import timedelta

import pytest

from casework.advocacy import rules
from casework.advocacy.models import Demand
from casework.core.partial_dates import PartialDate
from tests.advocacy.querysets.days import JUNE, MARCH, SEPTEMBER
from tests.factories.advocacy import DemandEventFactory, DemandFactory

pytestmark = pytest.mark.django_db


class TestDemandWithStatus:
    @pytest.mark.parametrize(
        "events",
        [
            [],
            [("made", "1 Mar 2024")],
            [("made", "1 Mar 2024"), ("refused", "1 Jun 2024"), ("met", "1 Sep 2024")],
            [("met", "1 Jun 2024"), ("made", "1 Jun 2024")],
            [("refused", "1 Jun 2024"), ("met", "1 Jun 2024")],
            [("refused", "1 Mar 2024"), ("made", "")],
            [("made", "1 Mar 2024"), ("met", "")],
            [("made", ""), ("made", "1 Jun 2024")],
            [("made", "1 Sep 2024"), ("met", "before 1 Jun 2024")],
            [("refused", "1 Sep 2024"), ("made", "before 1 Jun 2024")],
            [("made", "2024"), ("partly_met", "Jun 2024")],
            [("made", "Jun 2024"), ("partly_met", "1 Jun 2024")],
        ],
    )
    @pytest.mark.parametrize("on", [MARCH, JUNE, SEPTEMBER])
    def test_agrees_with_the_rule(self, events, on):
        demand = DemandFactory()
        entered = [
            DemandEventFactory(demand=demand, status=status, development__occurred=PartialDate.read(day))
            if day
            else DemandEventFactory(demand=demand, status=status, development__undated=True)
            for status, day in events
        ]

        status = Demand.objects.with_status(on).get().status

        assert status == rules.status_on(
            [
                rules.StatusEvent(
                    event.status,
                    event.development.occurred_earliest,
                    event.development.occurred_latest,
                    event.pk,
                )
                for event in entered
            ],
            on,
        )

    def test_keeps_demands_apart(self):
        made, unmade = DemandFactory(made=PartialDate.on(MARCH)), DemandFactory()

        status = dict(Demand.objects.with_status(JUNE).values_list("pk", "status"))

        assert status == {made.pk: "made", unmade.pk: ""}

    def test_leaves_out_what_a_reader_may_not_know(self, colleague):
        demand = DemandFactory(made=PartialDate.on(MARCH))
        DemandEventFactory(
            demand=demand,
            status="met",
            development__occurred=PartialDate.on(JUNE),
            development__restricted=True,
        )

        assert Demand.objects.with_status(JUNE).get().status == "met"
        assert Demand.objects.with_status(JUNE, seen_by=colleague).get().status == "made"


class TestDemandQuestions:
    @pytest.fixture
    def demands(self):
        made = {
            status: DemandFactory(made=PartialDate.on(MARCH))
            for status in ("made", "partly_met", "met", "refused", "withdrawn", "moot")
        }
        for status, demand in made.items():
            if status != "made":
                DemandEventFactory(demand=demand, status=status, development__occurred=PartialDate.on(JUNE))
        return made | {"unmade": DemandFactory()}

    def test_finds_those_made(self, demands):
        assert set(Demand.objects.made(MARCH)) == set(demands.values()) - {demands["unmade"]}

    def test_finds_those_met(self, demands):
        assert list(Demand.objects.met(JUNE)) == [demands["met"]]

    def test_finds_none_met_before_the_day(self, demands):
        assert not Demand.objects.met(JUNE - timedelta(days=1)).exists()

    def test_finds_those_that_still_stand(self, demands):
        standing = {demands["made"], demands["partly_met"], demands["refused"]}

        assert set(Demand.objects.open(JUNE)) == standing
