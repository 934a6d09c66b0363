"""Handing over the cases of a colleague who leaves."""

from collections.abc import Iterator, Sequence
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.mixins import PermissionRequiredMixin
from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.generic import FormView

from casework.accounts.models import User
from casework.cases.models import Case, CaseStaff, Task
from casework.cases.services import CHANGE_CASE, hand_over_cases
from casework.core.keys import as_key
from casework.workspace.lists.acting import ColleagueField


def whom_cases_count_on() -> QuerySet[User]:
    """Return the colleagues, their accounts in use or not, who have something to hand over."""
    led = Case.objects.open().order_by().values("lead")
    places = CaseStaff.objects.filter(case__in=Case.objects.open().order_by().values("pk"))
    tasks = Task.objects.open().filter(assignee__isnull=False).order_by().values("assignee")
    return User.objects.filter(Q(pk__in=led) | Q(pk__in=places.order_by().values("user")) | Q(pk__in=tasks))


class HandOverForm(forms.Form):
    """Who takes over the cases of somebody: one colleague for all, another for some; and why."""

    to = ColleagueField(CHANGE_CASE.partition(".")[2], label=gettext_lazy("Who takes over"))
    reason = forms.CharField(
        label=gettext_lazy("Why?"),
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("Kept in the history of every case for good."),
    )

    def __init__(self, *args: Any, leaving: User, cases: Sequence[Case], **options: Any) -> None:
        super().__init__(*args, **options)
        self.cases = cases
        others = self.fields["to"].queryset.exclude(pk=leaving.pk)
        self.fields["to"].queryset = others
        self.colleagues = {str(user.pk): user for user in others}
        choices = [
            ("", _("the colleague above")),
            *((key, str(user)) for key, user in self.colleagues.items()),
        ]
        for case in cases:
            # Where they are one of a team, those who are left are enough: whoever leads it has it anyway.
            lead = "" if case.lead_id == leaving.pk else str(case.lead_id)
            self.fields[f"case_{case.pk}"] = forms.ChoiceField(
                label=str(case), choices=choices, required=False, initial=lead
            )
        self.order_fields(["to", *(f"case_{case.pk}" for case in cases), "reason"])

    def rows(self) -> Iterator[tuple[Case, Any]]:
        """Yield each case with the control that says who takes it over."""
        for case in self.cases:
            yield case, self[f"case_{case.pk}"]

    @property
    def instead(self) -> dict[int, User]:
        """Who takes over a case in place of the one who takes the others."""
        chosen = {case.pk: self.cleaned_data[f"case_{case.pk}"] for case in self.cases}
        return {case: self.colleagues[key] for case, key in chosen.items() if key}


class HandOverView(PermissionRequiredMixin, FormView):
    """Asks who leaves, and then who takes over each case that counts on them."""

    form_class = HandOverForm
    permission_required = "cases.hand_over_cases"
    raise_exception = True
    template_name = "workspace/hand_over.html"

    @cached_property
    def leaving(self) -> User | None:
        """The colleague whom the address names."""
        if "leaving" not in self.request.GET:
            return None
        return get_object_or_404(User, pk=as_key(self.request.GET["leaving"]))

    @cached_property
    def cases(self) -> list[Case]:
        """The cases that count on them."""
        if self.leaving is None:
            return []
        return list(Case.objects.counting_on(self.leaving).select_related("lead").order_by("reference"))

    def get_form_kwargs(self) -> dict[str, Any]:
        """Tell the form of whom and of what it speaks."""
        return {**super().get_form_kwargs(), "leaving": self.leaving, "cases": self.cases}

    def get_context_data(self, **context: Any) -> dict[str, Any]:
        """Bring the colleagues to choose from, and the form once there is something to hand over."""
        if not self.cases:
            context["form"] = None
        return super().get_context_data(
            title=_("Hand over cases"),
            leaving=self.leaving,
            cases=self.cases,
            colleagues=whom_cases_count_on(),
            **context,
        )

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Hand over, if there is something left."""
        if not self.cases:
            return redirect("workspace:hand_over")
        return super().post(request, *args, **kwargs)

    def form_valid(self, form: HandOverForm) -> HttpResponse:
        """Hand all of it over in one act, or say why that cannot be."""
        self.request.act.reason = form.cleaned_data["reason"]
        try:
            handed = hand_over_cases(leaving=self.leaving, to=form.cleaned_data["to"], instead=form.instead)
        except ValidationError as error:
            form.add_error(None, error)
            return self.form_invalid(form)
        words = ngettext(
            "%(number)s case of %(name)s is handed over. An administrator can close the account.",
            "%(number)s cases of %(name)s are handed over. An administrator can close the account.",
            len(handed),
        )
        messages.success(self.request, words % {"number": len(handed), "name": self.leaving})
        return redirect("workspace:hand_over")
