"""The tables of casework, by subject."""

from casework.cases.models.cases import Case, CaseParty, CaseSituation, CaseStaff, Situation
from casework.cases.models.citations import Citation
from casework.cases.models.developments import Development, DevelopmentPerson
from casework.cases.models.emergencies import EmergencyAccess
from casework.cases.models.tasks import Consent, Task
from casework.cases.models.violations import Perpetrator, Violation, ViolationProvision

__all__ = [
    "Case",
    "CaseParty",
    "CaseSituation",
    "CaseStaff",
    "Citation",
    "Consent",
    "Development",
    "DevelopmentPerson",
    "EmergencyAccess",
    "Perpetrator",
    "Situation",
    "Task",
    "Violation",
    "ViolationProvision",
]
