"""The tables of workspace, by subject."""

from casework.workspace.models.drafts import Draft
from casework.workspace.models.feeds import CalendarFeed
from casework.workspace.models.filters import ListColumns, PinnedFilter, SavedFilter
from casework.workspace.models.looks import LastLook

__all__ = [
    "CalendarFeed",
    "Draft",
    "LastLook",
    "ListColumns",
    "PinnedFilter",
    "SavedFilter",
]
