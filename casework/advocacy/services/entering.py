"""How a row of advocacy enters the record: checked whole, and told by a development of its case."""

from collections.abc import Iterable
from typing import TypeVar

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from casework.audit.models import AuditedModel
from casework.cases.choices import DevelopmentKind
from casework.cases.models import Case, Development
from casework.cases.services import CitedSource, log_development
from casework.core.partial_dates import PartialDate

Row = TypeVar("Row", bound=AuditedModel)


class AdvocacyRefused(ValidationError):
    """Something that advocacy does not allow, in words for staff."""


class DevelopmentUnclear(AdvocacyRefused):
    """Neither a development of the case was given nor what is needed to log one, or both were."""

    def __init__(self) -> None:
        super().__init__(_("Choose a development of the case, or give a headline to log a new one."))


class DevelopmentOfAnotherCase(AdvocacyRefused):
    """The development given tells of another case."""

    def __init__(self) -> None:
        super().__init__(_("The development belongs to another case. Choose one of the same case."))


def entered(row: Row) -> Row:
    """Save the row once it is whole; raises ``ValidationError`` with what is wrong, field by field."""
    row.full_clean()
    row.save()
    return row


def told_by(
    *,
    case: Case,
    kind: DevelopmentKind,
    development: Development | None,
    occurred: PartialDate | None,
    headline: str,
    narrative: str,
    citations: Iterable[CitedSource],
) -> Development:
    """Return the development given, or log one of this kind; an ``occurred`` left out is an unknown date."""
    if development is None and headline:
        return log_development(
            case=case,
            kind=kind,
            headline=headline,
            occurred=occurred or PartialDate.unknown(),
            narrative=narrative,
            citations=citations,
        )
    if development is None or headline or occurred or citations:
        raise DevelopmentUnclear
    if development.case_id != case.pk:
        raise DevelopmentOfAnotherCase
    return development
