"""What happens in the workspace itself, by subject."""

from casework.workspace.services.drafts import discard_draft, keep_draft, read_draft
from casework.workspace.services.feeds import FeedRevoked, create_feed, revoke_feed, sha256_of
from casework.workspace.services.filters import (
    change_filter,
    choose_columns,
    delete_filter,
    pin_filter,
    save_filter,
    unpin_filter,
)
from casework.workspace.services.looks import mark_read

__all__ = [
    "FeedRevoked",
    "change_filter",
    "choose_columns",
    "create_feed",
    "delete_filter",
    "discard_draft",
    "keep_draft",
    "mark_read",
    "pin_filter",
    "read_draft",
    "revoke_feed",
    "save_filter",
    "sha256_of",
    "unpin_filter",
]
