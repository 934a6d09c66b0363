"""The development on which a step in law hangs: one recorded already, or one logged with the step."""

from collections.abc import Iterable
from typing import Any, TypedDict, Unpack

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from casework.cases.choices import DevelopmentKind
from casework.cases.models import Case, Development
from casework.cases.services import CitedSource, PersonInvolved, log_development
from casework.core.choices import Certainty, Confidentiality
from casework.core.partial_dates import PartialDate
from casework.persons.models import Person


class DevelopmentUnclear(ValidationError):
    """A step in law was given no development, or both one that exists and the makings of another."""


class Circumstances(TypedDict, total=False):
    """What happened and when, for a step that logs its own development; or the development it hangs on.

    Where a service has a place of its own, where it happened is told by a development logged before.
    """

    development: Development | None
    occurred: PartialDate
    headline: str
    narrative: str
    follows: Development | None
    country: str
    certainty: Certainty
    confidentiality: Confidentiality
    is_publishable: bool
    persons: Iterable[PersonInvolved]
    citations: Iterable[CitedSource]


class PlacedCircumstances(Circumstances, total=False):
    """What happened, when and where."""

    place: str


def development_for(
    case: Case, kind: DevelopmentKind, subject: Person, **circumstances: Unpack[PlacedCircumstances]
) -> Development:
    """Return the development given, or log the one described, about this person unless others are named.

    Raises ``DevelopmentUnclear`` unless there is either a development or a headline with a date.
    """
    described: dict[str, Any] = {**circumstances}
    development: Development | None = described.pop("development", None)
    if development is not None:
        if described:
            raise DevelopmentUnclear(
                _("Choose a development that is recorded already, or describe a new one: not both."),
                code="both",
            )
        return development
    if not described.get("headline") or "occurred" not in described:
        raise DevelopmentUnclear(
            _("Say what happened, in one line, and when; or choose the development that tells of it."),
            code="neither",
        )
    described.setdefault("persons", [PersonInvolved(person=subject)])
    return log_development(case=case, kind=kind, **described)
