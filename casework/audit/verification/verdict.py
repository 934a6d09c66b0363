"""What a verification says in the end."""

import dataclasses
from collections import Counter


@dataclasses.dataclass
class Verdict:
    """What a verification counted, and each discrepancy it found, in words."""

    counts: Counter[str] = dataclasses.field(default_factory=Counter)
    discrepancies: list[str] = dataclasses.field(default_factory=list)

    @property
    def holds(self) -> bool:
        """Whether nothing was found."""
        return not self.discrepancies
