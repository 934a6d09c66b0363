"""The rows that hang on one case, each kind read once for all the sections that show it."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import F, OrderBy, Q

from casework.advocacy.models import (
    Action,
    ActionCase,
    ActionDemand,
    Clock,
    Demand,
    DemandEvent,
    Designation,
    Impact,
    Opinion,
    Response,
    Statement,
)
from casework.cases.models import (
    Case,
    Consent,
    DevelopmentPerson,
    Perpetrator,
    Task,
    Violation,
    ViolationProvision,
)
from casework.proceedings.models import (
    Arrest,
    Charge,
    ChargeEvent,
    Custody,
    Decision,
    Hearing,
    Proceeding,
    Representation,
    Restriction,
    RestrictionEvent,
    RestrictionScope,
    Safeguard,
    SentenceComponent,
)


@dataclass(frozen=True, slots=True)
class Ledgers:
    """The rows of one case that one reader may know of, on one day.

    Demands have their ``status`` on the day, restrictions tell by ``holds`` whether they bind on it.
    """

    case: Case
    on: date
    arrests: list[Arrest]
    charge_events: list[ChargeEvent]
    charges: list[Charge]
    clocks: list[Clock]
    components: list[SentenceComponent]
    consents: list[Consent]
    custody: list[Custody]
    decisions: list[Decision]
    demand_events: list[DemandEvent]
    demand_links: list[ActionDemand]
    demands: list[Any]
    designations: list[Designation]
    hearings: list[Hearing]
    impacts: list[Impact]
    action_links: list[ActionCase]
    actions: list[Action]
    opinions: list[Opinion]
    perpetrators: list[Perpetrator]
    persons: list[DevelopmentPerson]
    proceedings: list[Proceeding]
    provisions: list[ViolationProvision]
    representations: list[Representation]
    responses: list[Response]
    restriction_events: list[RestrictionEvent]
    restrictions: list[Any]
    safeguards: list[Safeguard]
    scopes: list[RestrictionScope]
    statements: list[Statement]
    tasks: list[Task]
    violations: list[Violation]


def read_ledgers(*, case: Case, user: Any, on: date) -> Ledgers:
    """Return what hangs on the case and this reader may know of: one query for each kind of row."""

    def of_case(model: Any) -> Any:
        return model.objects.visible_to(user).filter(**{model.case_lookup: case.pk})

    # A list brings along the cases and targets of each action that the reader may know of.
    actions = list(Action.objects.visible_to(user).for_case(case).for_list(user).order_by("pk"))
    of_actions = {"action__in": [action.pk for action in actions]}
    demands = list(of_case(Demand).with_status(on, seen_by=user).for_list().order_by("pk"))
    return Ledgers(
        case=case,
        on=on,
        actions=actions,
        action_links=[
            link for action in actions for link in action.case_links.all() if link.case_id == case.pk
        ],
        arrests=list(of_case(Arrest).for_list()),
        charges=list(of_case(Charge).select_related("provision__instrument").order_by("pk")),
        charge_events=list(of_case(ChargeEvent).in_order().select_related("charge", "development__follows")),
        clocks=list(Clock.objects.visible_to(user).filter(**of_actions).for_list()),
        components=list(of_case(SentenceComponent).select_related("person").order_by("pk")),
        consents=list(of_case(Consent).select_related("person")),
        custody=list(of_case(Custody).for_file().order_by(_first("began_by__occurred_earliest"), "pk")),
        decisions=list(of_case(Decision).for_list().order_by(_first("development__occurred_earliest"), "pk")),
        demands=demands,
        demand_events=list(
            of_case(DemandEvent).for_list().order_by(_first("development__occurred_earliest"), "pk")
        ),
        demand_links=list(ActionDemand.objects.visible_to(user).filter(**of_actions)),
        designations=list(of_case(Designation).for_list()),
        hearings=list(of_case(Hearing).select_related("development").order_by(_first("scheduled_on"), "pk")),
        impacts=list(
            Impact.objects.visible_to(user).filter(
                Q(**of_actions) | Q(demand__in=[demand.pk for demand in demands])
            )
        ),
        opinions=list(Opinion.objects.visible_to(user).filter(**of_actions).for_list()),
        perpetrators=list(of_case(Perpetrator).select_related("person", "organisation", "involvement")),
        persons=list(of_case(DevelopmentPerson).select_related("person").order_by("pk")),
        proceedings=list(of_case(Proceeding).for_list()),
        provisions=list(of_case(ViolationProvision).select_related("provision__instrument")),
        representations=list(of_case(Representation).for_list()),
        responses=list(of_case(Response).for_list().order_by("pk")),
        restrictions=list(
            of_case(Restriction)
            .with_holds(on)
            .select_related("person", "imposed_by", "lifted_by", "component")
            .order_by(_first("imposed_by__occurred_earliest"), "pk")
        ),
        restriction_events=list(of_case(RestrictionEvent).select_related("development")),
        safeguards=list(of_case(Safeguard).select_related("development")),
        scopes=list(of_case(RestrictionScope)),
        statements=list(of_case(Statement).select_related("issued_by", "said_by", "on_behalf_of")),
        tasks=list(of_case(Task).select_related("assignee", "done_by")),
        violations=list(of_case(Violation).select_related("type", "victim_person", "victim_organisation")),
    )


def _first(path: str) -> OrderBy:
    """Return the order of a day, what has none before what has, on either engine."""
    return F(path).asc(nulls_first=True)


def grouped(rows: Iterable[Any], key: str) -> dict[Any, list[Any]]:
    """Return the rows by the value of an attribute; a key without rows has an empty list."""
    groups: dict[Any, list[Any]] = defaultdict(list)
    for row in rows:
        groups[getattr(row, key)].append(row)
    return groups
