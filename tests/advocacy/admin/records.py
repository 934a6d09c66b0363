"""One record of each kind that is edited on a page of its own."""

from datetime import date

from casework.core.partial_dates import PartialDate
from tests.factories.advocacy import (
    ActionTargetFactory,
    ClockFactory,
    DemandFactory,
    DesignationFactory,
    ImpactFactory,
    OpinionCategoryFactory,
    ResponseFactory,
    StatementFactory,
)
from tests.factories.cases import CaseFactory
from tests.factories.persons import PersonFactory

MAKERS = {
    "action": lambda: ActionTargetFactory(action__cases=[CaseFactory()]).action,
    "actiontarget": lambda: ResponseFactory().target,
    "clock": ClockFactory,
    "demand": lambda: DemandFactory(beneficiary=PersonFactory(), made=PartialDate.on(date(2024, 3, 1))),
    "response": ResponseFactory,
    "impact": ImpactFactory,
    "statement": lambda: StatementFactory(said_by=PersonFactory()),
    "designation": DesignationFactory,
    "opinion": lambda: OpinionCategoryFactory().opinion,
}
