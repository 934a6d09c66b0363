"""Drafts: kept while somebody types, given up once it is saved."""

from datetime import datetime
from typing import Any

from django.http import QueryDict

from casework.cases.models import Case
from casework.workspace.models import Draft

NOT_TYPED = ("csrfmiddlewaretoken",)


def keep_draft(*, user: Any, case: Case, typed: QueryDict, at: datetime) -> Draft:
    """Keep what was typed in place of what this person had typed for the case before."""
    values = {
        name: typed.getlist(name) for name in typed if name not in NOT_TYPED and not name.startswith("_")
    }
    draft, _is_new = Draft.objects.update_or_create(
        user=user, case=case, defaults={"values": values, "updated_at": at}
    )
    return draft


def read_draft(*, draft: Draft) -> QueryDict:
    """Return what was typed, as a form sends it."""
    typed = QueryDict(mutable=True)
    for name, values in draft.values.items():
        typed.setlist(name, values)
    return typed


def discard_draft(*, user: Any, case: Case) -> None:
    """Give up what this person had typed for the case."""
    Draft.objects.of(user).filter(case=case).delete()
