"""The saved filters of a page that is none of the workspace's own."""

from typing import Any

from django import template

from casework.workspace.choices import SavedPage
from casework.workspace.models import SavedFilter
from casework.workspace.querysets import SavedFilterQuerySet

register = template.Library()


@register.simple_tag
def saved_filters_of(page: str, user: Any) -> SavedFilterQuerySet:
    """Return the filters of the page that this person sees, each with whether it is pinned."""
    return SavedFilter.objects.visible_to(user).of(SavedPage(page)).with_pins_of(user)
