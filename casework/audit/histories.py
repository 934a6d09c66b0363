"""The history of one record with its parts, also of one that is gone."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page, Paginator
from django.db import models

from casework.audit.models import AuditedModel, ChangeSet, Entry
from casework.audit.naming import Names, known_of
from casework.audit.stories import Story, tell
from casework.audit.subjects import entries_of, naming

ACTS_ON_A_PAGE = 50


@dataclass(frozen=True)
class History:
    """One page of what was done to a record and its parts, newest first."""

    record: models.Model
    name: str
    is_gone: bool
    stories: Sequence[Story]
    page: Page
    pages: Iterable[Any]


def read_history(
    model: type[AuditedModel],
    number: int | None,
    *,
    parts: Collection[models.ForeignKey],
    user: Any,
    page: str | None,
) -> History | None:
    """Return a page of the history; None where the reader may not know of such a record.

    ``parts`` are the links by which other records are parts of this one.
    """
    key = (model._meta.label_lower, number or 0)
    names = Names([key], user=user)
    if key not in names:
        return None
    records = {key[0]: {key[1]}}
    for label, numbers in known_of(naming(parts, [key[1]]) if parts else {}, user=user).items():
        records[label] = records.get(label, set()) | numbers
    about = entries_of(records)
    acts = ChangeSet.objects.filter(pk__in=Entry.objects.filter(about).order_by().values("change_set"))
    paginator = Paginator(acts.order_by("-at", "-pk"), ACTS_ON_A_PAGE)
    shown = paginator.get_page(page)
    return History(
        record=names.rows[key],
        name=names[key],
        is_gone=not model._base_manager.filter(pk=key[1]).exists(),
        stories=tell(list(shown), user=user, about=about),
        page=shown,
        pages=paginator.get_elided_page_range(shown.number),
    )
