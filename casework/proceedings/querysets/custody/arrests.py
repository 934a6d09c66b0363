"""What can be asked of arrests."""

from typing import Self

from casework.cases.querysets import CaseScopedQuerySet


class ArrestQuerySet(CaseScopedQuerySet):
    """Arrests."""

    def for_list(self) -> Self:
        """Join what a list of arrests shows."""
        return self.select_related("person", "development__case", "carried_out_by", "stated_by")
