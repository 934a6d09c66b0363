"""The feed page by page, each after the act with which the one before it ended."""

import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet

from casework.audit.feed.filters import Asked
from casework.audit.models import ChangeSet
from casework.audit.stories import Story, tell

ACTS_ON_A_PAGE = 25
#: Acts through which one page looks for what no index answers; the next page looks on from there.
ACTS_LOOKED_THROUGH = 5000
#: More entries than any act has, and no more than PostgreSQL counts to.
ALL_OF_AN_ACT = 2**31 - 1


@dataclass(frozen=True)
class Stretch:
    """Some acts, newest first; after which act older ones follow, and how far back they were looked for."""

    acts: Sequence[ChangeSet]
    older: uuid.UUID | None
    looked_back_to: datetime | None


@dataclass(frozen=True)
class FeedPage:
    """One page of the feed."""

    stories: Sequence[Story]
    older: uuid.UUID | None
    looked_back_to: datetime | None


def read_page(asked: Asked, *, user: Any, after: uuid.UUID | None) -> FeedPage:
    """Return the acts that follow an earlier page, or the newest, with what each of them did."""
    stretch = _stretch(asked, after, ACTS_ON_A_PAGE)
    stories = tell(stretch.acts, user=user, about=asked.entries)
    return FeedPage(stories, stretch.older, stretch.looked_back_to)


def all_stories(asked: Asked, *, user: Any) -> Iterator[Story]:
    """Yield every act that is asked for, newest first, with all that it did."""
    after, is_first = None, True
    while is_first or after:
        stretch = _stretch(asked, after, ACTS_ON_A_PAGE)
        yield from tell(stretch.acts, user=user, about=asked.entries, most=ALL_OF_AN_ACT)
        after, is_first = stretch.older, False


def _stretch(asked: Asked, after: uuid.UUID | None, size: int) -> Stretch:
    acts = following(asked.acts, after)
    if asked.looked_for is None:
        found = list(acts[: size + 1])
        return Stretch(found[:size], found[size - 1].pk if len(found) > size else None, None)
    window = acts[:ACTS_LOOKED_THROUGH]
    found = list(
        ChangeSet.objects.filter(asked.looked_for, pk__in=window.values("pk")).order_by("-at", "-pk")[
            : size + 1
        ]
    )
    if len(found) > size:
        return Stretch(found[:size], found[size - 1].pk, None)
    edge = acts[ACTS_LOOKED_THROUGH - 1 : ACTS_LOOKED_THROUGH].first()
    return Stretch(found, edge.pk if edge else None, edge.at if edge else None)


def following(acts: QuerySet[ChangeSet], after: uuid.UUID | None) -> QuerySet[ChangeSet]:
    """Return the acts, newest first, that come after this one; all where it is not known."""
    passed = ChangeSet.objects.filter(pk=after).first() if after else None
    return acts.filter(Q(at__lt=passed.at) | Q(at=passed.at, pk__lt=passed.pk)) if passed else acts
