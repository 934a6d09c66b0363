"""Proceedings: started and closed, who defends in them, and what was owed in them."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from casework.cases.models import Case, Development
from casework.core.partial_dates import PartialDate
from casework.persons.models import Organisation, Person
from casework.proceedings.choices import (
    CounselBasis,
    ProceedingKind,
    ProceedingStatus,
    SafeguardFinding,
    SafeguardKind,
)
from casework.proceedings.models import Proceeding, Representation, Safeguard


class ProceedingCannotClose(ValidationError):
    """A proceeding is closed already, or a charge in it is not decided."""


class ProceedingNotClosed(ValidationError):
    """What is asked can only be done to a proceeding that is closed."""


def proceedings_are_closed(case: Case) -> str | Promise | None:
    """Object to closing a case in which proceedings are open."""
    if left := case.proceedings.open().count():
        return ngettext(
            "%(number)s proceeding is still open.", "%(number)s proceedings are still open.", left
        ) % {"number": left}
    return None


@transaction.atomic
def start_proceeding(
    *,
    case: Case,
    defendant: Person,
    kind: ProceedingKind,
    court: Organisation | None = None,
    number: str = "",
    previous: Proceeding | None = None,
    opened: PartialDate | None = None,
) -> Proceeding:
    """Record that a proceeding is under way; ``previous`` is the one that an appeal or retrial continues."""
    proceeding = Proceeding(
        case=case,
        defendant=defendant,
        kind=kind,
        court=court,
        number=number,
        previous=previous,
        opened=opened,
    )
    proceeding.full_clean()
    proceeding.save()
    return proceeding


@transaction.atomic
def close_proceeding(*, proceeding: Proceeding, closed: PartialDate | None = None) -> Proceeding:
    """Record that nothing more is to come in a proceeding, and since when if that is known.

    Raises ``ProceedingCannotClose`` while a charge in it is neither decided nor given up.
    """
    proceeding = Proceeding.objects.select_for_update().get(pk=proceeding.pk)
    if proceeding.status == ProceedingStatus.CLOSED:
        raise ProceedingCannotClose(_("The proceeding is closed already."), code="is_closed")
    check_charges_settled(proceeding=proceeding)
    proceeding.status, proceeding.closed = ProceedingStatus.CLOSED, closed
    proceeding.full_clean()
    proceeding.save()
    return proceeding


def check_charges_settled(*, proceeding: Proceeding) -> None:
    """Raise ``ProceedingCannotClose`` while a charge is neither decided nor given up."""
    if offences := [charge.offence for charge in proceeding.charges.pending()]:
        raise ProceedingCannotClose(
            _("Record first what became of each charge. Still pending: %(offences)s."),
            code="charges_pending",
            params={"offences": "; ".join(sorted(offences))},
        )


@transaction.atomic
def reopen_proceeding(*, proceeding: Proceeding) -> Proceeding:
    """Record that a closed proceeding goes on after all."""
    proceeding = Proceeding.objects.select_for_update().get(pk=proceeding.pk)
    if proceeding.status != ProceedingStatus.CLOSED:
        raise ProceedingNotClosed(_("The proceeding is not closed."), code="not_closed")
    proceeding.status, proceeding.closed = ProceedingStatus.OPEN, None
    proceeding.full_clean()
    proceeding.save()
    return proceeding


@transaction.atomic
def appoint_counsel(
    *,
    proceeding: Proceeding,
    counsel: Person,
    basis: CounselBasis = CounselBasis.UNKNOWN,
    began: PartialDate | None = None,
    person: Person | None = None,
) -> Representation:
    """Record that a lawyer acts in a proceeding, for its defendant unless another person is named."""
    representation = Representation(
        proceeding=proceeding,
        person=person or proceeding.defendant,
        counsel=counsel,
        basis=basis,
        began=began,
    )
    representation.full_clean()
    representation.save()
    return representation


@transaction.atomic
def end_representation(*, representation: Representation, ended: PartialDate) -> Representation:
    """Record until when a lawyer acted."""
    representation = Representation.objects.select_for_update().get(pk=representation.pk)
    representation.ended = ended
    representation.full_clean()
    representation.save()
    return representation


@transaction.atomic
def record_safeguard(
    *,
    proceeding: Proceeding,
    kind: SafeguardKind,
    finding: SafeguardFinding,
    development: Development | None = None,
    note: str = "",
) -> Safeguard:
    """Record whether one guarantee of due process was kept, and the development that shows it."""
    safeguard = Safeguard(
        proceeding=proceeding, kind=kind, finding=finding, development=development, note=note
    )
    safeguard.full_clean()
    safeguard.save()
    return safeguard
