"""Restricted cases that somebody opened in an emergency, for those who are to know of it."""

from datetime import datetime

from casework.accounts.models import User
from casework.cases.models import EmergencyAccess
from casework.cases.querysets import EmergencyAccessQuerySet
from casework.cases.services import END_EMERGENCY
from casework.workspace.calendar.dates import keys_of_cases

#: Openings shown; the ledger has the rest.
MOST_SHOWN = 25


def emergencies_to_see(user: User, since: datetime | None) -> EmergencyAccessQuerySet:
    """Return what others opened since the moment: of this person's own cases, of all for a director.

    Whoever has never looked is to see all of them.
    """
    opened = EmergencyAccess.objects.visible_to(user).exclude(user=user).for_list()
    if not user.has_perm(END_EMERGENCY):
        opened = opened.filter(case__in=keys_of_cases(user))
    return (opened if since is None else opened.filter(opened_at__gt=since))[:MOST_SHOWN]
