"""What can be asked of cases and of all that hangs on them, and who may know of it, by subject."""

from casework.cases.querysets.cases import CaseQuerySet, SituationQuerySet
from casework.cases.querysets.developments import CitationQuerySet, DevelopmentQuerySet
from casework.cases.querysets.emergencies import EmergencyAccessQuerySet
from casework.cases.querysets.scope import (
    VIEW_CASE,
    VIEW_EVERY_CASE,
    CaseScopedQuerySet,
    cases_of_team,
    cases_standing_open_to,
    hidden_cases,
    hidden_developments,
)
from casework.cases.querysets.secrecy import (
    hides_person,
    hides_source,
    names_person,
    reveals_person,
    reveals_source,
)
from casework.cases.querysets.shown import (
    as_yes_or_no,
    cases_shown_by,
    is_named_where_restricted,
    is_restricted,
    named_in,
    open_cases,
    serving,
)
from casework.cases.querysets.tasks import ConsentQuerySet, TaskQuerySet, causes_of_tasks

__all__ = [
    "VIEW_CASE",
    "VIEW_EVERY_CASE",
    "CaseQuerySet",
    "CaseScopedQuerySet",
    "CitationQuerySet",
    "ConsentQuerySet",
    "DevelopmentQuerySet",
    "EmergencyAccessQuerySet",
    "SituationQuerySet",
    "TaskQuerySet",
    "as_yes_or_no",
    "cases_of_team",
    "cases_shown_by",
    "cases_standing_open_to",
    "causes_of_tasks",
    "hidden_cases",
    "hidden_developments",
    "hides_person",
    "hides_source",
    "is_named_where_restricted",
    "is_restricted",
    "named_in",
    "names_person",
    "open_cases",
    "reveals_person",
    "reveals_source",
    "serving",
]
