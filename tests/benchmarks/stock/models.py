"""The tables that ours are compared with: with stock history, and bare."""

from casework.audit.models import ChangeSet, Entry
from casework.cases.models import (
    Case,
    CaseParty,
    CaseSituation,
    CaseStaff,
    Citation,
    Consent,
    Development,
    DevelopmentPerson,
    Situation,
    Task,
    Violation,
)
from casework.persons.models import (
    Affiliation,
    ContactDetail,
    Organisation,
    Person,
    PersonName,
    PersonNationality,
    PersonOccupation,
    Relationship,
)
from casework.sources.models import Source
from tests.benchmarks.stock.mirrors import mirror

#: What the compared pages show, each after what it points at.
MIRRORED = (
    *(Organisation, Person, PersonName, PersonNationality, PersonOccupation, Affiliation, Relationship),
    *(ContactDetail, Source, Situation, Case, CaseParty, CaseStaff, CaseSituation, Task, Consent),
    *(Development, DevelopmentPerson, Citation, Violation),
)

TARGETS = {model: f"stock.{model._meta.object_name}" for model in MIRRORED}

#: The mirror with stock history, by the model that it mirrors.
STOCK = {model: mirror(model, module=__name__, has_history=True, targets=TARGETS) for model in MIRRORED}

#: The row whose saving is measured, by the bare ORM.
BareDevelopment = mirror(Development, module=__name__, prefix="Bare", targets=TARGETS)

#: The tables of one audited write, for the driver alone.
RawDevelopment = mirror(Development, module=__name__, prefix="Raw", targets=TARGETS)
RawHistory = mirror(Development.history.model, module=__name__, prefix="Raw")
RawChangeSet = mirror(ChangeSet, module=__name__, prefix="Raw")
RawEntry = mirror(Entry, module=__name__, prefix="Raw", targets={ChangeSet: "stock.RawChangeSet"})
