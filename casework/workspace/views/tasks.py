"""Marking tasks as done, and taking them up again."""

from datetime import date
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.mixins import PermissionRequiredMixin
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import DetailView
from django.views.generic.detail import SingleObjectMixin
from django.views.generic.edit import FormView

from casework.audit.reads import note_opened
from casework.cases.choices import TaskOrigin
from casework.cases.models import Task
from casework.cases.services import complete_task, reopen_task
from casework.core.returning import return_address


class TaskDoneForm(forms.Form):
    """On which day a task was done; today, if none is given."""

    done_on = forms.DateField(
        label=gettext_lazy("Done on"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )

    def clean_done_on(self) -> date:
        """Refuse a day that has not come."""
        today = timezone.localdate()
        done_on: date = self.cleaned_data["done_on"] or today
        if done_on > today:
            raise ValidationError(_("A task cannot be done on a day that has not come."))
        return done_on


class OnTask(PermissionRequiredMixin, SingleObjectMixin):
    """What happens to one task that the reader may know of."""

    raise_exception = True
    permission_required = "cases.change_task"
    context_object_name = "task"

    def get_queryset(self) -> QuerySet[Task]:
        """Return the tasks that the reader may know of."""
        return Task.objects.visible_to(self.request.user).select_related("case", "assignee", "done_by")

    @cached_property
    def object(self) -> Task:
        """The task that the address names."""
        return self.get_object()

    def get_context_data(self, **context: Any) -> dict[str, Any]:
        """Bring where to return to, and note that the task is shown."""
        note_opened(self.request, self.object)
        return super().get_context_data(next=_came_from(self.request), **context)


class TaskDoneView(OnTask, FormView):
    """Asks on which day a task was done; a button elsewhere may say at once that it was today."""

    form_class = TaskDoneForm
    template_name = "workspace/task_done.html"

    def get_initial(self) -> dict[str, Any]:
        """Offer today."""
        return {"done_on": timezone.localdate()}

    def get_context_data(self, **context: Any) -> dict[str, Any]:
        """Bring the task, and whether a reply is what it waits for."""
        return super().get_context_data(
            title=_("Done"),
            awaits_reply=self.object.origin == TaskOrigin.CLOCK,
            **context,
        )

    def form_valid(self, form: TaskDoneForm) -> HttpResponse:
        """Mark the task as done, and offer to undo it."""
        back = _came_from(self.request)
        try:
            complete_task(task=self.object, done_on=form.cleaned_data["done_on"], done_by=self.request.user)
        except ValidationError as error:
            messages.warning(self.request, error.messages[0])
        else:
            undo = reverse("workspace:task_reopen", args=[self.object.pk], query={"next": back})
            words = _('Done: {task}. <a href="{address}">Undo</a>')
            messages.success(self.request, format_html(words, task=self.object, address=undo))
        return HttpResponseRedirect(back)


class TaskReopenView(OnTask, DetailView):
    """Takes up a task again that was marked as done."""

    template_name = "workspace/task_reopen.html"

    def get_context_data(self, **context: Any) -> dict[str, Any]:
        """Bring the task."""
        return super().get_context_data(title=_("Not done after all"), **context)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Take it up."""
        try:
            reopen_task(task=self.object)
        except ValidationError as error:
            messages.warning(request, error.messages[0])
        else:
            messages.success(request, _("To be done again: %(task)s.") % {"task": self.object})
        return HttpResponseRedirect(_came_from(request))


def _came_from(request: HttpRequest) -> str:
    """Return the page to go back to: the one that somebody came from, else the desk."""
    return return_address(request) or reverse("workspace:desk")
