"""The list of tasks."""

from collections.abc import Iterator, Sequence

from django.db.models import F, Q, QuerySet
from django.db.models.expressions import OrderBy
from django.urls import reverse
from django.utils.html import format_html
from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from casework.accounts.models import User
from casework.cases.choices import TaskOrigin
from casework.cases.models import Case, Task
from casework.workspace.lists.facets import ChoiceFacet, Question, QuestionFacet, RecordFacet
from casework.workspace.lists.filtering import ListFilterSet
from casework.workspace.lists.tables import Column, ListTable, badge, in_words

#: How many days ahead the list can look.
DAYS_AHEAD = (7, 30)


def _picked(rows: QuerySet) -> Q:
    return Q(pk__in=rows.order_by().values("pk"))


def _due_within(days: int) -> Question:
    return Question(
        str(days),
        format_lazy(gettext_lazy("due within {days} days"), days=days),
        lambda asked: _picked(Task.objects.due_within(asked.on, days)),
    )


class TaskFilters(ListFilterSet):
    """By what the list of tasks can be narrowed."""

    record = Task

    due = QuestionFacet(
        Question("open", gettext_lazy("not done"), lambda asked: Q(done_on=None)),
        Question("overdue", gettext_lazy("overdue"), lambda asked: _picked(Task.objects.overdue(asked.on))),
        *map(_due_within, DAYS_AHEAD),
        Question(
            "remind",
            gettext_lazy("to be reminded of"),
            lambda asked: _picked(Task.objects.to_remind(asked.on)),
        ),
        Question("done", gettext_lazy("done"), lambda asked: Q(done_on__isnull=False)),
        label=gettext_lazy("due"),
    )
    whose = QuestionFacet(
        Question("mine", gettext_lazy("assigned to me"), lambda asked: Q(assignee=asked.user)),
        Question(
            "led",
            gettext_lazy("in cases led by me"),
            lambda asked: Q(case__in=Case.objects.led_by(asked.user).order_by().values("pk")),
        ),
        Question("nobody", gettext_lazy("assigned to nobody"), lambda asked: Q(assignee=None)),
        label=gettext_lazy("whose"),
    )
    assignee = RecordFacet("assignee", User, label=gettext_lazy("assigned to"))
    origin = ChoiceFacet("origin", TaskOrigin, label=gettext_lazy("origin"))
    case = RecordFacet("case", Case, label=gettext_lazy("case"))


def _show_case(task: Task) -> str:
    return format_html(
        '<a href="{}">{}</a> <span class="quiet">{}</span>',
        task.case.get_absolute_url(),
        task.case.reference,
        task.case.title,
    )


def _show_due(task: Task) -> str:
    due = in_words(task.due_on)
    return format_html("{} {}", due, badge("overdue", _("overdue"))) if task.is_overdue else due


class TaskTable(ListTable):
    """Tasks, across cases."""

    record = Task
    usual = ("case", "due", "assignee", "origin", "done")
    usual_sort = "due"

    title = Column(gettext_lazy("title"), lambda task: task.title, sort="title", look="wide", opens=True)
    case = Column(gettext_lazy("case"), lambda task: task.case, sort="case__reference", show=_show_case)
    due = Column(gettext_lazy("due"), lambda task: task.due_on, sort="due_on", show=_show_due, look="nowrap")
    remind = Column(gettext_lazy("reminder"), lambda task: task.remind_on, sort="remind_on", look="nowrap")
    assignee = Column(
        gettext_lazy("assigned to"),
        lambda task: task.assignee,
        sort=("assignee__full_name", "assignee__username"),
    )
    origin = Column(gettext_lazy("origin"), lambda task: task.get_origin_display(), sort="origin")
    done = Column(gettext_lazy("done"), lambda task: task.done_on, sort="done_on", look="nowrap")
    done_by = Column(
        gettext_lazy("done by"),
        lambda task: task.done_by,
        sort=("done_by__full_name", "done_by__username"),
    )

    def address_of(self, record: Task) -> str:
        """Return the form of the task, and from it the way back to this list."""
        return reverse("admin:cases_task_change", args=[record.pk], query={"next": self.here})

    def annotated(self, rows: QuerySet) -> QuerySet:
        """Tell apart what is done."""
        return rows.annotate(comes_last=Q(done_on__isnull=False))

    def ordering(self, aliases: Sequence[str]) -> Iterator[OrderBy]:
        """Keep what is done below what is not, unless the list is sorted by that."""
        if not any("done" in alias for alias in aliases):
            yield F("comes_last").asc()
        yield from super().ordering(aliases)

    def joined(self, rows: QuerySet) -> QuerySet:
        """Bring along the case and the colleagues."""
        return rows.select_related("case", "assignee", "done_by")

    def prepare(self, records: list[Task]) -> None:
        """Mark what is overdue."""
        for task in records:
            task.is_overdue = not task.is_done and task.due_on is not None and task.due_on < self.on
