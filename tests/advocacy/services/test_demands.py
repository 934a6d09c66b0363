"""How demands are made and answered."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from casework.advocacy import services
from casework.advocacy.choices import DemandKind, DemandStatus
from casework.advocacy.models import Demand, DemandEvent
from casework.cases.choices import DevelopmentKind
from casework.cases.models import Development
from tests.advocacy.services.dates import JUNE, MARCH
from tests.factories.advocacy import ActionFactory, DemandFactory
from tests.factories.cases import CaseFactory, DevelopmentFactory
from tests.factories.persons import PersonFactory

pytestmark = pytest.mark.django_db


class TestMakeDemand:
    def test_records_what_is_asked_and_when(self):
        development = DevelopmentFactory(occurred=MARCH)
        action = ActionFactory(done=True, cases=[development.case])
        person = PersonFactory()

        demand = services.make_demand(
            case=development.case,
            what=DemandKind.MEDICAL_CARE,
            development=development,
            action=action,
            beneficiary=person,
            wording="Let a doctor in.",
        )

        stored = Demand.objects.with_status(date(2024, 3, 1)).get(pk=demand.pk)
        assert (stored.status, stored.beneficiary, stored.wording) == ("made", person, "Let a doctor in.")
        assert stored.action_links.get().action == action

    def test_leaves_it_unmade_without_a_development(self):
        demand = services.make_demand(
            case=CaseFactory(), what=DemandKind.RELEASE, beneficiary_class="all political prisoners"
        )

        assert not demand.events.exists()

    @pytest.mark.parametrize("stray", ["development", "action"])
    def test_refuses_what_belongs_to_another_case_and_leaves_nothing(self, stray):
        values = {
            "development": {"development": DevelopmentFactory},
            "action": {"action": lambda: ActionFactory(cases=[CaseFactory()])},
        }[stray]

        with pytest.raises(ValidationError):
            services.make_demand(
                case=CaseFactory(),
                what=DemandKind.RELEASE,
                **{name: make() for name, make in values.items()},
            )

        assert not Demand.objects.exists()


class TestLogDemandEvent:
    def test_refuses_an_answer_to_what_was_never_asked(self):
        demand = DemandFactory()

        with pytest.raises(services.DemandNotMade, match="has not been made"):
            services.log_demand_event(
                demand=demand,
                development=DevelopmentFactory(case=demand.case),
                status=DemandStatus.MET,
            )

        assert not DemandEvent.objects.exists()


class TestAnswerDemand:
    @pytest.mark.parametrize(
        ("status", "kind"),
        [
            (DemandStatus.PARTLY_MET, DevelopmentKind.RESPONSE),
            (DemandStatus.MET, DevelopmentKind.RESPONSE),
            (DemandStatus.REFUSED, DevelopmentKind.RESPONSE),
            (DemandStatus.MOOT, DevelopmentKind.RESPONSE),
            (DemandStatus.WITHDRAWN, DevelopmentKind.ADVOCACY_ACTION),
        ],
    )
    def test_logs_what_became_of_it(self, status, kind):
        demand = DemandFactory(made=MARCH)

        event = services.answer_demand(
            demand=demand, status=status, occurred=JUNE, headline="The ministry replied"
        )

        assert (event.development.kind, event.development.occurred) == (kind, JUNE)
        assert event.development.case == demand.case
        assert Demand.objects.with_status(date(2024, 6, 1)).get().status == status

    def test_takes_a_development_already_logged(self):
        demand = DemandFactory(made=MARCH)
        release = DevelopmentFactory(case=demand.case, kind=DevelopmentKind.RELEASE, occurred=JUNE)

        event = services.answer_demand(demand=demand, status=DemandStatus.MET, development=release)

        assert event.development == release

    def test_may_come_without_a_day(self):
        demand = DemandFactory(made=MARCH)

        event = services.answer_demand(demand=demand, status=DemandStatus.MET, headline="He was let go")

        assert not event.development.occurred

    def test_refuses_that_it_was_made(self):
        with pytest.raises(services.NotAnAnswer, match="no answer"):
            services.answer_demand(
                demand=DemandFactory(made=MARCH), status=DemandStatus.MADE, headline="Again"
            )

    def test_refuses_neither_a_development_nor_a_headline(self):
        with pytest.raises(services.DevelopmentUnclear, match="give a headline"):
            services.answer_demand(demand=DemandFactory(made=MARCH), status=DemandStatus.MET, occurred=JUNE)

    def test_refuses_both(self):
        demand = DemandFactory(made=MARCH)

        with pytest.raises(services.DevelopmentUnclear):
            services.answer_demand(
                demand=demand,
                status=DemandStatus.MET,
                development=DevelopmentFactory(case=demand.case),
                headline="He was let go",
            )

    def test_refuses_a_development_of_another_case(self):
        with pytest.raises(services.DevelopmentOfAnotherCase):
            services.answer_demand(
                demand=DemandFactory(made=MARCH), status=DemandStatus.MET, development=DevelopmentFactory()
            )

    def test_leaves_no_development_behind_when_it_is_refused(self):
        demand = DemandFactory()

        with pytest.raises(services.DemandNotMade):
            services.answer_demand(demand=demand, status=DemandStatus.MET, headline="He was let go")

        assert not Development.objects.exists()
