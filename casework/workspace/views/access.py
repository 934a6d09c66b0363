"""Who may open a page at all; what they may know of is asked of the rows."""

from django.contrib.auth.mixins import UserPassesTestMixin

from casework.workspace.navigation import may_find


class MayFind(UserPassesTestMixin):
    """Lets in whoever may see at least one of the kinds of record that can be found; others are refused."""

    raise_exception = True

    def test_func(self) -> bool:
        """Whether this person may find anything."""
        return may_find(self.request.user)
