"""Inventing a docket: the same seed gives the same rows."""

from collections import Counter
from collections.abc import Callable
from random import Random

from django.db import transaction
from django.utils.translation import gettext as _

from casework.cases.models import Case
from casework.demo.large_docket.rows import Rows
from casework.demo.large_docket.story import Story
from casework.demo.large_docket.surroundings import VocabularyMissing, prepare_surroundings

__all__ = ["DocketNotEmpty", "VocabularyMissing", "invent_docket"]

#: Cases written in one transaction.
CASES_AT_ONCE = 100


class DocketNotEmpty(Exception):
    """Invented cases would stand among those on record."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "This docket has cases already, and what is written cannot be taken out again: use an empty "
                "database, or --add if these cases are invented too."
            )
        )


def invent_docket(
    *, cases: int, seed: int, add: bool = False, report: Callable[[int], None] = lambda done: None
) -> Counter[str]:
    """Write so many invented cases with all that belongs to them; return how many rows of each kind.

    ``report`` is told how many cases are written. Each transaction writes whole cases. Raises
    ``DocketNotEmpty`` unless ``add`` allows cases on record, and ``VocabularyMissing``.
    """
    if not add and Case.objects.exists():
        raise DocketNotEmpty
    rng = Random(seed)  # noqa: S311 - nothing here is secret
    counts: Counter[str] = Counter()
    with transaction.atomic():
        surroundings = prepare_surroundings(rng=rng, cases=cases)
    for start in range(0, cases, CASES_AT_ONCE):
        done = min(start + CASES_AT_ONCE, cases)
        rows = Rows()
        for _number in range(start, done):
            Story(rng, surroundings, rows).tell()
        with transaction.atomic():
            counts += rows.write()
        report(done)
    return counts
