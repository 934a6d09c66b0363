"""What can be done to many rows of a list at once: all of it for one reason, or none of it."""

import hashlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from casework.accounts.models import User
from casework.audit.errors import StaleRecordError

#: How many rows are changed in one act at most.
MOST_AT_ONCE = 500


class ColleagueField(forms.ModelChoiceField):
    """A colleague in use whose role gives a permission, named as in a model."""

    def __init__(self, codename: str, **options: Any) -> None:
        colleagues = User.objects.active().filter(groups__permissions__codename=codename).distinct()
        super().__init__(colleagues, **options)


class BulkForm(forms.Form):
    """What an action needs to be told, and the one reason for all that it changes."""

    reason = forms.CharField(
        label=_("Why?"),
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Kept in the history of every record for good."),
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.order_fields([*(name for name in self.fields if name != "reason"), "reason"])


@dataclass(frozen=True, slots=True)
class BulkAction:
    """One thing to do to many rows: ``form`` asks for what it needs, ``act`` does it to one row by a service.

    ``act`` is told the row and what was filled in, to which ``user`` is added: who acts.
    """

    name: str
    label: str | Promise
    permission: str
    form: type[BulkForm]
    act: Callable[[Any, dict[str, Any]], None]


class Refused(Exception):
    """Some of the rows could not be changed, so that none was; ``refusals`` has each with the words why."""

    def __init__(self, refusals: Sequence[tuple[Any, str]]) -> None:
        super().__init__(refusals)
        self.refusals = refusals


def act_on(records: Iterable[Any], action: BulkAction, filled_in: dict[str, Any]) -> None:
    """Do it to every record; raise ``Refused``, and leave all as they were, if one of them refuses."""
    refusals: list[tuple[Any, str]] = []
    with transaction.atomic():
        for record in records:
            try:
                with transaction.atomic():
                    action.act(record, filled_in)
            except ValidationError as refusal:
                refusals.append((record, " ".join(refusal.messages)))
            except StaleRecordError as refusal:
                refusals.append((record, str(refusal)))
        if refusals:
            raise Refused(refusals)


def token_of(keys: Iterable[int]) -> str:
    """Return what tells one set of rows from another, whatever their order."""
    return hashlib.sha256(",".join(map(str, sorted(keys))).encode()).hexdigest()
