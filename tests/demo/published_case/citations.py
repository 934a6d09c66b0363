"""Where the statement bears something out."""

from casework.cases.choices import Stance


def paragraphs(target, statement):
    """Name the places in which the statement bears something out."""
    supporting = target.citations.filter(source=statement, stance=Stance.SUPPORTS)
    return sorted(supporting.values_list("locator", flat=True))
