"""Keeping ways of looking at a page: saving, sharing and pinning filters, choosing columns."""

from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from casework.accounts.models import User
from casework.audit.context import current_act
from casework.workspace.choices import ListPage, SavedPage
from casework.workspace.models import ListColumns, PinnedFilter, SavedFilter


@transaction.atomic
def save_filter(*, owner: User, page: SavedPage, name: str, query: str, is_shared: bool) -> SavedFilter:
    """Keep a way of asking a page under a name; refuses a name that its owner has given before."""
    saved = SavedFilter(owner=owner, page=page, name=name, query=query, is_shared=is_shared)
    saved.full_clean()
    saved.save()
    return saved


@transaction.atomic
def change_filter(*, saved: SavedFilter, name: str, is_shared: bool) -> SavedFilter:
    """Rename a filter, share it, or take it back; who pinned it no longer sees one that is taken back."""
    saved = SavedFilter.objects.select_for_update().get(pk=saved.pk)
    saved.name, saved.is_shared = name, is_shared
    saved.full_clean()
    saved.save()
    return saved


@transaction.atomic
def delete_filter(*, saved: SavedFilter) -> None:
    """Delete a filter, and with it the pins of whoever keeps it at the side."""
    act = current_act()
    if not act.reason:
        act.reason = _("Its owner needs the filter no longer.")
    PinnedFilter.objects.filter(saved_filter=saved).delete()
    saved.delete()


@transaction.atomic
def pin_filter(*, saved: SavedFilter, user: User) -> PinnedFilter:
    """Keep a filter at the side of every page; refuses one that is there."""
    pin = PinnedFilter(saved_filter=saved, user=user)
    pin.full_clean()
    pin.save()
    return pin


@transaction.atomic
def unpin_filter(*, saved: SavedFilter, user: User) -> None:
    """Take a filter from the side, if it is there."""
    act = current_act()
    if not act.reason:
        act.reason = _("No longer wanted at the side.")
    PinnedFilter.objects.filter(saved_filter=saved, user=user).delete()


@transaction.atomic
def choose_columns(*, user: User, page: ListPage, names: Sequence[str]) -> None:
    """Remember which columns of a list this person wants to see; none at all stand for the usual ones."""
    chosen = ListColumns.objects.filter(user=user, page=page)
    if names:
        chosen.update_or_create(user=user, page=page, defaults={"names": list(names)})
    else:
        chosen.delete()
