"""Where one can go from every page, for who is signed in."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class Place:
    """One place to go, for whoever has the permission; ``key`` follows g on the keyboard."""

    name: str | Promise
    page: str
    permission: str = ""
    key: str = ""
    icon: str = ""

    def is_for(self, user: Any) -> bool:
        """Whether this person may go there."""
        return not self.permission or user.has_perm(self.permission)


@dataclass(frozen=True, slots=True)
class Way:
    """One place as the page that is being read shows it."""

    name: str | Promise
    address: str
    key: str = ""
    icon: str = ""
    is_here: bool = False


#: The places of the work, then those of what the work draws on.
GROUPS: tuple[tuple[Place, ...], ...] = (
    (
        Place(_("Desk"), "workspace:desk", "", "d", "desk"),
    ),
    (
        Place(_("Reference"), "admin:reference_term_changelist", "reference.view_term", "r", "reference"),
        Place(_("Accounts"), "admin:accounts_user_changelist", "accounts.view_user", "u", "accounts"),
        Place(_("All records"), "admin:index", "", "a", "records"),
    ),
)


def shell(request: HttpRequest) -> dict[str, Any]:
    """Return what stands around every page: the places to go, and who is signed in."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return {}
    groups = [list(_ways(group, request)) for group in GROUPS]
    return {"shell": {"groups": [group for group in groups if group], "initials": initials(str(user))}}


def _ways(places: Iterable[Place], request: HttpRequest) -> Iterable[Way]:
    for place in places:
        if place.is_for(request.user):
            address = reverse(place.page)
            yield Way(
                name=place.name,
                address=address,
                key=place.key,
                icon=f"icons/{place.icon}.html",
                is_here=request.path == address
                or (address.count("/") > 1 and request.path.startswith(address) and place.icon != "records"),
            )


def initials(name: str) -> str:
    """Return the first letters of the first and the last word of a name."""
    words = name.split()
    return "".join(word[0] for word in (words[:1] + words[1:][-1:])).upper()
