"""Where one can go from every page, for who is signed in."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise, SimpleLazyObject
from django.utils.translation import gettext_lazy as _

from casework.workspace.choices import ListPage
from casework.workspace.models import SavedFilter


@dataclass(frozen=True, slots=True)
class Place:
    """One place to go, for whoever has the permission; ``key`` follows g on the keyboard."""

    name: str | Promise
    page: str
    permission: str = ""
    key: str = ""
    #: The template of its picture.
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
        Place(_("Desk"), "workspace:desk", "", "d", "icons/desk.html"),
        Place(_("Cases"), "workspace:case_list", ListPage.CASES.permission, "c", "icons/cases.html"),
        Place(_("Persons"), "workspace:person_list", ListPage.PERSONS.permission, "p", "icons/persons.html"),
        Place(
            _("Organisations"),
            "workspace:organisation_list",
            ListPage.ORGANISATIONS.permission,
            "o",
            "icons/organisations.html",
        ),
        Place(
            _("Proceedings"),
            "workspace:proceeding_list",
            ListPage.PROCEEDINGS.permission,
            "l",
            "icons/proceedings.html",
        ),
        Place(
            _("Advocacy"), "workspace:advocacy_list", ListPage.ADVOCACY.permission, "v", "icons/advocacy.html"
        ),
        Place(_("Sources"), "workspace:source_list", ListPage.SOURCES.permission, "s", "icons/sources.html"),
        Place(_("Tasks"), "workspace:task_list", ListPage.TASKS.permission, "t", "icons/tasks.html"),
        Place(_("Calendar"), "workspace:calendar", "cases.view_case", "k", "icons/calendar.html"),
        Place(_("Dashboard"), "dashboards:dashboard", "cases.view_case", "b", "icons/dashboard.html"),
    ),
    (
        Place(_("Audit"), "audit:feed", "audit.view_changeset", "h", "icons/audit.html"),
        Place(
            _("Reference"),
            "admin:reference_term_changelist",
            "reference.view_term",
            "r",
            "icons/reference.html",
        ),
        Place(
            _("Accounts"), "admin:accounts_user_changelist", "accounts.view_user", "u", "icons/accounts.html"
        ),
        Place(_("Second person"), "accounts:countersignature_list", "", "2", "icons/second_person.html"),
        Place(_("All records"), "admin:index", "", "a", "icons/records.html"),
    ),
)

#: What can be begun from anywhere: its name, the page on which it is done, and the permission for it.
BEGINNINGS: tuple[tuple[str | Promise, str, str], ...] = (
    (_("Open a case"), "admin:cases_case_add", "cases.add_case"),
    (_("Add a person"), "admin:persons_person_add", "persons.add_person"),
    (_("Add an organisation"), "admin:persons_organisation_add", "persons.add_organisation"),
    (_("Add a source"), "admin:sources_source_add", "sources.add_source"),
    (_("Plan an action"), "admin:advocacy_action_add", "advocacy.add_action"),
    (_("Add a task"), "admin:cases_task_add", "cases.add_task"),
    (_("Hand over the cases of a colleague"), "workspace:hand_over", "cases.hand_over_cases"),
    (_("Open a restricted case in an emergency"), "workspace:emergency_open", "cases.open_in_emergency"),
)


def shell(request: HttpRequest) -> dict[str, Any]:
    """Return what stands around every page: the places to go, and who is signed in."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return {}
    groups = [list(_ways(group, request)) for group in GROUPS]
    return {
        "shell": {
            "groups": [group for group in groups if group],
            "initials": initials(str(user)),
            "log_url": log_address(request),
            "pinned": SimpleLazyObject(lambda: pinned_to(request)),
            "search_url": reverse("workspace:search") if may_find(request.user) else "",
        }
    }


def may_find(user: Any) -> bool:
    """Whether there is any kind of record that this person could find."""
    return any(
        user.has_perm(permission)
        for permission in ("cases.view_case", "persons.view_person", "sources.view_source")
    )


def actions_for(request: HttpRequest, text: str) -> list[Way]:
    """Return the places, and the ways to begin something, whose name has each typed word in it."""
    ways = [way for group in GROUPS for way in _ways(group, request)]
    if log_url := log_address(request):
        ways.insert(0, Way(_("Log a development"), log_url, "n"))
    ways += [
        Way(name, reverse(page)) for name, page, permission in BEGINNINGS if request.user.has_perm(permission)
    ]
    words = text.casefold().split()
    return [way for way in ways if all(word in str(way.name).casefold() for word in words)]


def pinned_to(request: HttpRequest) -> list[Way]:
    """Return the filters that the reader keeps at the side, asked for only where the side is shown."""
    here = request.get_full_path()
    ways = [
        (saved.name, saved.get_absolute_url())
        for saved in SavedFilter.objects.visible_to(request.user).pinned_by(request.user)
    ]
    return [Way(name=name, address=address, is_here=address == here) for name, address in ways]


def log_address(request: HttpRequest) -> str:
    """Return where a development is logged: in the case that is being read, or in one to be chosen."""
    if not request.user.has_perm("cases.add_development"):
        return ""
    match = request.resolver_match
    if match is not None and match.namespace == "workspace" and "reference" in match.kwargs:
        return reverse("workspace:case_log", args=[match.kwargs["reference"]])
    return reverse("workspace:log")


def _ways(places: Iterable[Place], request: HttpRequest) -> Iterable[Way]:
    for place in places:
        if place.is_for(request.user):
            address = reverse(place.page)
            yield Way(
                name=place.name,
                address=address,
                key=place.key,
                icon=place.icon,
                is_here=request.path == address
                or (
                    address.count("/") > 1
                    and request.path.startswith(address)
                    and place.page != "admin:index"
                ),
            )


def initials(name: str) -> str:
    """Return the first letters of the first and the last word of a name."""
    words = name.split()
    return "".join(word[0] for word in (words[:1] + words[1:][-1:])).upper()
