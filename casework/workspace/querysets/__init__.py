"""What can be asked of the workspace's own tables, by subject."""

from casework.workspace.querysets.drafts import DraftQuerySet
from casework.workspace.querysets.feeds import CalendarFeedQuerySet
from casework.workspace.querysets.filters import PinnedFilterQuerySet, SavedFilterQuerySet

__all__ = [
    "CalendarFeedQuerySet",
    "DraftQuerySet",
    "PinnedFilterQuerySet",
    "SavedFilterQuerySet",
]
