"""Which kinds of viewers know of a row."""


def who_sees(row, viewers):
    """Return the kinds of viewers who may know of the row."""
    rows = type(row).objects.filter(pk=row.pk)
    return {kind for kind, user in viewers.items() if rows.visible_to(user).exists()}
