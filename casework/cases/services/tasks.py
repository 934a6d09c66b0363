"""What is to be done in a case, and what the people in it agree to."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from casework.accounts.models import User
from casework.cases.choices import ConsentUse
from casework.cases.models import Case, Consent, Task
from casework.persons.models import Person
from casework.sources.models import Source


class TaskDone(ValidationError):
    """What is asked can only be done to a task that is not done."""


class TaskNotDone(ValidationError):
    """Only a task that is done can be taken up again."""


class ConsentWithdrawn(ValidationError):
    """What is asked can only be done to a consent that stands."""


@transaction.atomic
def add_task(
    *,
    case: Case,
    title: str,
    notes: str = "",
    due_on: date | None = None,
    remind_on: date | None = None,
    assignee: User | None = None,
) -> Task:
    """Record something to be done for a case; refuses an assignee who may not know of the case."""
    task = Task(
        case=case,
        title=title,
        notes=notes,
        due_on=due_on,
        remind_on=remind_on,
        assignee=assignee,
    )
    task.full_clean()
    task.save()
    return task


@transaction.atomic
def complete_task(*, task: Task, done_on: date, done_by: User) -> Task:
    """Mark a task as done, on which day and by whom; refuses one that is done.

    One whose cause still asks for it can be done all the same: no reply will come, or we stay away.
    """
    task = _not_done(task)
    task.done_on, task.done_by = done_on, done_by
    task.full_clean()
    task.save()
    return task


@transaction.atomic
def reassign_task(*, task: Task, to: User) -> Task:
    """Give a task to another colleague; refuses one that is done, and who may not know of its case."""
    task = _not_done(task)
    task.assignee = to
    task.full_clean()
    task.save()
    return task


@transaction.atomic
def reschedule_task(*, task: Task, due_on: date) -> Task:
    """Move the day by which a task must be done; refuses one that is done, and a day before its reminder."""
    task = _not_done(task)
    task.due_on = due_on
    task.full_clean()
    task.save()
    return task


def _not_done(task: Task) -> Task:
    task = Task.objects.select_for_update().get(pk=task.pk)
    if task.is_done:
        raise TaskDone(_("This task is done already."), code="is_done")
    return task


@transaction.atomic
def reopen_task(*, task: Task) -> Task:
    """Take up a task again that was marked as done; refuses one that is not done."""
    task = Task.objects.select_for_update().get(pk=task.pk)
    if not task.is_done:
        raise TaskNotDone(_("This task is not done."), code="is_not_done")
    task.done_on = task.done_by = None
    task.full_clean()
    task.save()
    return task


@transaction.atomic
def give_consent(
    *,
    case: Case,
    person: Person,
    use: ConsentUse,
    given_by: str,
    given_on: date,
    document: Source | None = None,
) -> Consent:
    """Record that a person agreed to one use of what we know; refuses while the same consent stands."""
    consent = Consent(
        case=case, person=person, use=use, given_by=given_by, given_on=given_on, document=document
    )
    consent.full_clean()
    consent.save()
    return consent


@transaction.atomic
def withdraw_consent(*, consent: Consent, withdrawn_on: date) -> Consent:
    """Record that a consent no longer holds from a day on; refuses one withdrawn before."""
    consent = Consent.objects.select_for_update().get(pk=consent.pk)
    if consent.withdrawn_on is not None:
        raise ConsentWithdrawn(_("This consent is withdrawn already."), code="is_withdrawn")
    consent.withdrawn_on = withdrawn_on
    consent.full_clean()
    consent.save()
    return consent
