"""Who is on the team of a case."""

from casework.cases.models import CaseStaff


def team_of(case):
    """Return the role of each colleague on the team of a case."""
    return {place.user: place.role for place in CaseStaff.objects.filter(case=case)}
