"""Asking that a restricted case be opened to all staff."""

from typing import Any

from django import forms
from django.contrib.auth.mixins import PermissionRequiredMixin
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView

from casework.audit.reads import note_opened
from casework.cases.models import Case
from casework.cases.querysets import VIEW_CASE
from casework.cases.services import ask_to_unrestrict, may_ask_to_unrestrict


class UnrestrictForm(forms.Form):
    """Why a case need not be restricted any more."""

    reason = forms.CharField(
        label=gettext_lazy("Why may all staff know of it?"),
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Read by whoever is to agree, and kept for good."),
    )


class CaseUnrestrictView(PermissionRequiredMixin, FormView):
    """Asks for the reason, and then for a second person; for the lead of the case and directors."""

    form_class = UnrestrictForm
    permission_required = VIEW_CASE
    raise_exception = True
    template_name = "workspace/case_unrestrict.html"

    @cached_property
    def case(self) -> Case:
        """The case that the address names."""
        cases = Case.objects.visible_to(self.request.user)
        case: Case = get_object_or_404(cases, reference=self.kwargs["reference"])
        if not may_ask_to_unrestrict(self.request.user, case):
            raise PermissionDenied
        return case

    def get_context_data(self, **context: Any) -> dict[str, Any]:
        """Bring the case, and note that it is shown."""
        note_opened(self.request, self.case)
        return super().get_context_data(title=_("Open to all staff"), case=self.case, **context)

    def form_valid(self, form: UnrestrictForm) -> HttpResponse:
        """Ask, or say why that cannot be."""
        case = self.case
        self.request.act.reason = form.cleaned_data["reason"]
        try:
            return redirect(ask_to_unrestrict(case=case))
        except ValidationError as error:
            form.add_error(None, error)
            return self.form_invalid(form)
