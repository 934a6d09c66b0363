"""Which developments of a case the reader asked for, and in what order."""

from dataclasses import dataclass
from typing import Self
from urllib.parse import urlencode

from django.http import QueryDict

from casework.cases.choices import DevelopmentKind

OLDEST = "oldest"


@dataclass(frozen=True, slots=True)
class Asked:
    """A chronology as its address asks for it: what is not understood there is left out of account."""

    kind: str = ""
    oldest_first: bool = False
    page: str = "1"
    shows_all: bool = False

    @classmethod
    def of(cls, asked: QueryDict) -> Self:
        """Read the address."""
        kind = asked.get("kind", "")
        return cls(
            kind=kind if kind in DevelopmentKind.values else "",
            oldest_first=asked.get("order") == OLDEST,
            page=asked.get("page", "1"),
            shows_all="all" in asked,
        )

    def address(self, **changes: str) -> str:
        """Return the address of another view of the same chronology; an empty value leaves the part out."""
        asked = {
            "kind": self.kind,
            "order": OLDEST if self.oldest_first else "",
            "all": "1" if self.shows_all else "",
        } | changes
        query = urlencode({name: value for name, value in asked.items() if value})
        return f"?{query}#chronology" if query else "?#chronology"
