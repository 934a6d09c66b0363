"""The life of a case: opened, moved along, restricted, closed, reopened."""

from collections.abc import Callable, Sequence
from datetime import date

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from casework.accounts.models import User
from casework.cases import rules
from casework.cases.choices import CaseStatus, Outcome, PartyRole, Priority, TaskOrigin
from casework.cases.models import Case, CaseParty, CaseSituation, Situation
from casework.cases.services.teams import check_lead, seat_lead
from casework.core.choices import Confidentiality
from casework.persons.models import Person


class CaseCannotClose(ValidationError):
    """Something in a case still stands against closing it."""

    def __init__(self, objections: Sequence[str]) -> None:
        super().__init__([ValidationError(words, code="cannot_close") for words in objections])


class CaseNotOpen(ValidationError):
    """What is asked can only be done to a case that is not closed."""


class CaseNotClosed(ValidationError):
    """Only a closed case can be reopened, and not before the day it closed."""


#: Origins of tasks that wait until somebody else acts, or until a day comes.
_WAITING = (TaskOrigin.CLOCK, TaskOrigin.RESTRICTION)


def tasks_are_done(case: Case) -> str | None:
    """Object to closing a case in which tasks are left to do, such as those of hearings to come.

    A reply that is awaited, or a restriction that still runs, does not hold a case open: their tasks stay and
    come up in their time.
    """
    if left := case.tasks.open().exclude(origin__in=_WAITING).count():
        return ngettext("%(number)s task is not done.", "%(number)s tasks are not done.", left) % {
            "number": left
        }
    return None


#: What is asked before a case is closed: each returns its objection in words, or nothing.
closing_checks: list[Callable[[Case], str | None]] = [tasks_are_done]


def objections_to_closing(case: Case) -> list[str]:
    """Return all that stands against closing the case."""
    return [words for check in closing_checks if (words := check(case))]


@transaction.atomic
def open_case(
    *,
    title: str,
    country: str,
    opened_on: date,
    lead: User,
    status: CaseStatus = CaseStatus.INTAKE,
    priority: Priority = Priority.NORMAL,
    summary: str = "",
    confidentiality: Confidentiality = Confidentiality.OPEN,
) -> Case:
    """Open a case under the next reference of its country and year, with its lead on its team.

    Raises ``CannotLead`` for whoever may not change cases.
    """
    case = Case(
        title=title,
        country=country,
        opened_on=opened_on,
        lead=lead,
        status=status,
        priority=priority,
        summary=summary,
        confidentiality=confidentiality,
    )
    check_lead(user=lead)
    number_case(case=case)
    case.full_clean()
    case.save()
    seat_lead(case=case)
    return case


@transaction.atomic
def number_case(*, case: Case) -> None:
    """Give a case about to be saved the next reference of its country and year.

    A reference once given is not given again, even if its case was deleted. Whoever opens a case at the same
    moment waits until the transaction ends.
    """
    ContentType.objects.select_for_update(no_key=True).get(
        app_label=Case._meta.app_label, model=Case._meta.model_name
    )
    country, year = str(case.country), case.opened_on.year
    given = Case.history.filter(reference__startswith=rules.reference_prefix(country, year))
    case.reference = rules.next_reference(
        country, year, given.order_by().values_list("reference", flat=True).distinct()
    )


@transaction.atomic
def add_party(*, case: Case, person: Person, role: PartyRole, notes: str = "") -> CaseParty:
    """Name a person as a party to a case; refuses to name them twice in one role."""
    party = CaseParty(case=case, person=person, role=role, notes=notes)
    party.full_clean()
    party.save()
    return party


@transaction.atomic
def join_situation(*, case: Case, situation: Situation) -> CaseSituation:
    """Record that a case grew out of a situation."""
    link = CaseSituation(case=case, situation=situation)
    link.full_clean()
    link.save()
    return link


@transaction.atomic
def move_case(*, case: Case, status: CaseStatus) -> Case:
    """Bring a case that is not closed to another stage of the work; refuses to close it on the way."""
    case = Case.objects.select_for_update().get(pk=case.pk)
    if case.is_closed:
        raise CaseNotOpen(_("The case is closed: reopen it first."), code="is_closed")
    if status == CaseStatus.CLOSED:
        raise CaseNotOpen(_("Close the case with its day and its outcome."), code="close_instead")
    case.status = status
    case.full_clean()
    case.save()
    return case


@transaction.atomic
def prioritise_case(*, case: Case, priority: Priority) -> Case:
    """Say how soon a case that is not closed wants attention."""
    case = Case.objects.select_for_update().get(pk=case.pk)
    if case.is_closed:
        raise CaseNotOpen(_("The case is closed: reopen it first."), code="is_closed")
    case.priority = priority
    case.full_clean()
    case.save()
    return case


@transaction.atomic
def close_case(*, case: Case, closed_on: date, outcome: Outcome) -> Case:
    """Close a case on a day, with how things stood for the person then.

    Raises ``CaseNotOpen`` for a closed one, ``CaseCannotClose`` with every objection of ``closing_checks``.
    """
    case = Case.objects.select_for_update().get(pk=case.pk)
    if case.is_closed:
        raise CaseNotOpen(_("The case is closed already."), code="is_closed")
    if objections := objections_to_closing(case):
        raise CaseCannotClose(objections)
    case.status, case.closed_on, case.closing_outcome = CaseStatus.CLOSED, closed_on, outcome
    case.full_clean()
    case.save()
    return case


@transaction.atomic
def reopen_case(*, case: Case, on: date, status: CaseStatus = CaseStatus.ACTIVE) -> Case:
    """Take up a closed case again; the day it closed and its outcome remain in its history only.

    Raises ``CaseNotClosed`` for one that is not closed, and for a day before it closed.
    """
    case = Case.objects.select_for_update().get(pk=case.pk)
    if case.closed_on is None:
        raise CaseNotClosed(_("The case is not closed."), code="not_closed")
    if on < case.closed_on:
        raise CaseNotClosed(
            _("The case closed on %(day)s and cannot be reopened before."),
            code="not_yet_closed",
            params={"day": date_format(case.closed_on, "j M Y")},
        )
    case.status, case.closed_on, case.closing_outcome = status, None, ""
    case.full_clean()
    case.save()
    return case


@transaction.atomic
def restrict_case(*, case: Case) -> Case:
    """Let a case, and all that hangs on it, exist only for its team, directors and auditors."""
    return _set_confidentiality(case, Confidentiality.RESTRICTED)


@transaction.atomic
def unrestrict_case(*, case: Case) -> Case:
    """Open a restricted case to all staff, which nobody does alone: see ``ask_to_unrestrict``."""
    return _set_confidentiality(case, Confidentiality.OPEN)


def _set_confidentiality(case: Case, confidentiality: Confidentiality) -> Case:
    case = Case.objects.select_for_update().get(pk=case.pk)
    if case.confidentiality != confidentiality:
        case.confidentiality = confidentiality
        case.full_clean()
        case.save()
        seat_lead(case=case)
    return case
