"""The pages on which casework is kept, by subject."""

from casework.cases.admin.cases import CaseAdmin, SituationAdmin
from casework.cases.admin.developments import CitationAdmin, DevelopmentAdmin, ViolationAdmin
from casework.cases.admin.tasks import ConsentAdmin, TaskAdmin

__all__ = [
    "CaseAdmin",
    "CitationAdmin",
    "ConsentAdmin",
    "DevelopmentAdmin",
    "SituationAdmin",
    "TaskAdmin",
    "ViolationAdmin",
]
