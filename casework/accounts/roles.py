"""What each role may do: the one table from which groups and their permissions are made."""

from collections.abc import Mapping
from dataclasses import dataclass

from casework.accounts.choices import Role

VIEW = frozenset({"view"})
KEEP = frozenset({"view", "add", "change"})
WORK = frozenset({"view", "add", "change", "delete"})

CASE_WORK = ("persons", "sources", "cases", "proceedings", "advocacy")


@dataclass(frozen=True)
class Rights:
    """What one role may do.

    ``apps`` gives, by app label, the actions allowed on every kind of record of that app;
    ``single`` names further permissions one by one, as ``app.codename``.
    """

    apps: Mapping[str, frozenset[str]]
    single: frozenset[str] = frozenset()


RIGHTS: Mapping[Role, Rights] = {
    Role.CASEWORKER: Rights(
        apps={**dict.fromkeys(CASE_WORK, WORK), "reference": VIEW},
        single=frozenset({"accounts.name_user", "cases.open_in_emergency"}),
    ),
    Role.DIRECTOR: Rights(
        apps={**dict.fromkeys(CASE_WORK, WORK), "reference": VIEW, "accounts": VIEW},
        single=frozenset(
            {
                "accounts.name_user",
                "accounts.grant_restoring",
                "accounts.countersign",
                "audit.erase_record",
                "cases.view_every_case",
                "cases.end_emergency",
                "cases.hand_over_cases",
                "audit.view_changeset",
                "audit.view_entry",
            }
        ),
    ),
    Role.AUDITOR: Rights(
        apps=dict.fromkeys((*CASE_WORK, "reference", "accounts"), VIEW),
        single=frozenset(
            {
                "cases.view_every_case",
                "audit.view_changeset",
                "audit.view_entry",
                "workspace.view_calendarfeed",
            }
        ),
    ),
    Role.ADMINISTRATOR: Rights(
        apps={"accounts": VIEW, "reference": KEEP},
        single=frozenset(
            {
                "accounts.add_user",
                "accounts.change_user",
                "accounts.add_rolegrant",
                "accounts.change_rolegrant",
                "accounts.delete_rolegrant",
            }
        ),
    ),
}
