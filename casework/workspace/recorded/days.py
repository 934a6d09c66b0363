"""The days on which something was recorded in a case."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models.functions import TruncDate

from casework.audit.models import ChangeSet, Entry
from casework.audit.subjects import subjects


@dataclass(frozen=True, slots=True)
class Days:
    """The days on which something was recorded, oldest first, and the one that is looked at."""

    all: Sequence[date]
    on: date

    @property
    def earlier(self) -> date | None:
        """The latest of them before the day."""
        place = bisect_left(self.all, self.on)
        return self.all[place - 1] if place else None

    @property
    def later(self) -> date | None:
        """The first of them after the day."""
        place = bisect_right(self.all, self.on)
        return self.all[place] if place < len(self.all) else None

    @property
    def place(self) -> int:
        """Which of them the day shows: the latest that is not after it."""
        return max(bisect_right(self.all, self.on) - 1, 0)


def days_of_case(case: int, *, on: date) -> Days:
    """Return the days on which something was recorded in the case or in an action for it."""
    entries = Entry.objects.filter(subjects["case"].entries(case)).order_by()
    acts = ChangeSet.objects.filter(pk__in=entries.values("change_set"))
    days = acts.order_by().annotate(day=TruncDate("at")).values_list("day", flat=True).distinct()
    return Days(sorted(days), on)
