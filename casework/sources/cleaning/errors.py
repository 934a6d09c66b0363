"""Why a file has no copy without metadata."""


class DangerousContent(Exception):
    """What no document needs and what harms whoever opens it."""


class NotCleanable(Exception):
    """Content that is damaged, locked, or of a sort from which metadata cannot be told apart."""
