"""One list as a whole: what it is called, what narrows it, its columns, and what can be done from it."""

from dataclasses import dataclass
from typing import Any

from django.contrib.auth import get_permission_codename
from django.urls import reverse
from django.utils.functional import Promise

from casework.workspace.choices import ListPage
from casework.workspace.lists.acting import BulkAction
from casework.workspace.lists.facets import worded
from casework.workspace.lists.filtering import ListFilterSet
from casework.workspace.lists.tables import ListTable


@dataclass(frozen=True, kw_only=True)
class ListPlan:
    """The declaration of one list; one view and one template show them all."""

    page: ListPage
    filters: type[ListFilterSet]
    table: type[ListTable]
    searched: str | Promise
    none_match: str | Promise
    none_yet: str | Promise
    add: str | Promise
    actions: tuple[BulkAction, ...] = ()

    @property
    def title(self) -> str:
        """What the list is called."""
        return worded(self.page.label)

    @property
    def add_address(self) -> str:
        """Where a record is entered."""
        opts = self.table.record._meta
        return reverse(f"admin:{opts.app_label}_{opts.model_name}_add")

    def may_add(self, user: Any) -> bool:
        """Whether this person may enter a record."""
        opts = self.table.record._meta
        return user.has_perm(f"{opts.app_label}.{get_permission_codename('add', opts)}")

    def actions_for(self, user: Any) -> list[BulkAction]:
        """Return what this person may do to many rows at once."""
        return [action for action in self.actions if user.has_perm(action.permission)]
