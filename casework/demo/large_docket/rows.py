"""Rows in memory, and the order in which they can be written."""

from collections import Counter
from typing import TypeVar

from casework.advocacy.models import (
    Action,
    ActionCase,
    ActionDemand,
    ActionTarget,
    Demand,
    DemandEvent,
    Response,
)
from casework.audit.models import AuditedModel
from casework.cases.models import (
    Case,
    CaseParty,
    CaseSituation,
    CaseStaff,
    Citation,
    Consent,
    Development,
    DevelopmentPerson,
    Perpetrator,
    Task,
    Violation,
    ViolationProvision,
)
from casework.persons.models import (
    Affiliation,
    ContactDetail,
    Person,
    PersonName,
    PersonNationality,
    PersonOccupation,
    Relationship,
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
from casework.sources.models import Source

Row = TypeVar("Row", bound=AuditedModel)

#: Rows written by one round of statements.
ROWS_AT_ONCE = 1000

#: Each kind of row stands after every other that it can point at.
ORDER: tuple[type[AuditedModel], ...] = (
    *(Person, PersonName, PersonNationality, PersonOccupation, Affiliation, Relationship, ContactDetail),
    *(Source, Case, CaseParty, CaseStaff, CaseSituation, Task, Consent),
    *(Development, DevelopmentPerson, Citation, Violation, Perpetrator, ViolationProvision),
    *(Proceeding, Charge, ChargeEvent, Hearing, Representation, Safeguard, Decision, SentenceComponent),
    *(Arrest, Custody, Restriction, RestrictionScope, RestrictionEvent),
    *(Action, ActionCase, ActionTarget, Demand, ActionDemand, DemandEvent, Response),
)


class Rows:
    """Rows of many kinds that point at each other and are not written yet."""

    def __init__(self) -> None:
        self._first: dict[type[AuditedModel], list[AuditedModel]] = {model: [] for model in ORDER}
        self._later: dict[type[AuditedModel], list[AuditedModel]] = {model: [] for model in ORDER}

    def add(self, row: Row, *, later: bool = False) -> Row:
        """Keep a row, ``later`` if it points at another of its own kind, and return it."""
        (self._later if later else self._first)[type(row)].append(row)
        return row

    def write(self) -> Counter[str]:
        """Write all rows through the audited path; return how many there were of each kind."""
        counts: Counter[str] = Counter()
        for model in ORDER:
            for rows in (self._first[model], self._later[model]):
                for start in range(0, len(rows), ROWS_AT_ONCE):
                    model._default_manager.bulk_create(rows[start : start + ROWS_AT_ONCE])
                counts[str(model._meta.verbose_name_plural)] += len(rows)
        return counts
