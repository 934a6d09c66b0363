"""What the lists of advocacy cost."""

import pytest

from casework.advocacy.models import (
    Action,
    ActionTarget,
    Clock,
    Demand,
    DemandEvent,
    Designation,
    Impact,
    Opinion,
    Response,
    Statement,
)
from tests.factories.accounts import UserFactory
from tests.factories.advocacy import (
    ActionTargetFactory,
    ClockFactory,
    DemandEventFactory,
    DemandFactory,
    DesignationFactory,
    ImpactFactory,
    OpinionCategoryFactory,
    ResponseFactory,
    StatementFactory,
)
from tests.factories.cases import CaseFactory
from tests.factories.persons import OrganisationFactory, PersonFactory

pytestmark = pytest.mark.django_db


class TestForList:
    """Reading what a list shows asks the same number of questions for two rows and for twelve."""

    @pytest.mark.parametrize(
        ("make", "rows", "read"),
        [
            pytest.param(
                lambda: ActionTargetFactory(action__cases=[CaseFactory(), CaseFactory()]),
                lambda user: Action.objects.for_list(user),
                lambda action: [
                    [link.case.reference for link in action.case_links.all()],
                    [str(target) for target in action.targets.all()],
                    str(action.lead),
                    str(action.mechanism),
                ],
                id="actions",
            ),
            pytest.param(
                ActionTargetFactory,
                lambda user: ActionTarget.objects.for_list(),
                lambda target: [str(target), str(target.action)],
                id="targets",
            ),
            pytest.param(
                lambda: DemandFactory(beneficiary=PersonFactory()),
                lambda user: Demand.objects.for_list(),
                lambda demand: [str(demand), demand.case.reference],
                id="demands",
            ),
            pytest.param(
                DemandEventFactory,
                lambda user: DemandEvent.objects.for_list(),
                lambda event: [str(event), str(event.development), str(event.demand.case)],
                id="events",
            ),
            pytest.param(
                ResponseFactory,
                lambda user: Response.objects.for_list(),
                lambda response: [str(response), str(response.development), str(response.target.action)],
                id="responses",
            ),
            pytest.param(
                ClockFactory,
                lambda user: Clock.objects.for_list(),
                lambda clock: [str(clock.action), str(clock.target), str(clock.mechanism)],
                id="clocks",
            ),
            pytest.param(
                lambda: StatementFactory(said_by=PersonFactory(), on_behalf_of=OrganisationFactory()),
                lambda user: Statement.objects.for_list(),
                lambda row: [str(row), str(row.on_behalf_of), row.development.case.reference],
                id="statements",
            ),
            pytest.param(
                DesignationFactory,
                lambda user: Designation.objects.for_list(),
                lambda row: [str(row), str(row.designated_by), str(row.development), str(row.withdrawn_by)],
                id="designations",
            ),
            pytest.param(
                lambda: OpinionCategoryFactory().opinion,
                lambda user: Opinion.objects.for_list(),
                lambda row: [str(row.action), [str(found) for found in row.categories.all()]],
                id="opinions",
            ),
            pytest.param(
                lambda: ImpactFactory(action=None, demand=DemandFactory(beneficiary=PersonFactory())),
                lambda user: Impact.objects.for_list(),
                str,
                id="impacts",
            ),
        ],
    )
    def test_costs_the_same_for_many_rows(self, make, rows, read, django_assert_max_num_queries):
        reader = UserFactory(director=True)
        reader.has_perm("cases.view_every_case")

        def count():
            with django_assert_max_num_queries(100) as captured:
                assert [read(row) for row in rows(reader)]
            return len(captured)

        for _ in range(2):
            make()
        few = count()
        for _ in range(10):
            make()

        assert count() == few
