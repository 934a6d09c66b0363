"""Opening a restricted case of another team in an emergency, and the page that tells of each such opening."""

from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.mixins import PermissionRequiredMixin
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import DetailView, FormView

from casework.audit.models import Entry
from casework.audit.reads import note_opened
from casework.cases.models import Case, EmergencyAccess
from casework.cases.querysets import VIEW_CASE
from casework.cases.services import (
    END_EMERGENCY,
    OPEN_IN_EMERGENCY,
    NothingToOpen,
    end_emergency,
    open_in_emergency,
)


class EmergencyForm(forms.Form):
    """Which case is to be opened, and why."""

    reference = forms.CharField(
        label=gettext_lazy("Reference of the case"),
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
        help_text=gettext_lazy("Country, year and number, such as KZ-2022-001."),
    )
    reason = forms.CharField(
        label=gettext_lazy("Why can it not wait for the team or a director?"),
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Kept for good, and read by the team and the directors."),
    )

    def clean_reference(self) -> str:
        """Return the reference as cases bear it."""
        reference: str = self.cleaned_data["reference"]
        return reference.upper()


class EmergencyOpenView(PermissionRequiredMixin, FormView):
    """Asks for the reference and the reason, and opens the case for an hour."""

    form_class = EmergencyForm
    permission_required = OPEN_IN_EMERGENCY
    raise_exception = True
    template_name = "workspace/emergency_open.html"

    def get_context_data(self, **context: Any) -> dict[str, Any]:
        """Bring what stands open to the reader in an emergency."""
        running = EmergencyAccess.objects.visible_to(self.request.user).of(self.request.user)
        return super().get_context_data(
            title=_("Open a restricted case in an emergency"),
            running=running.running_at(timezone.now()).for_list(),
            **context,
        )

    def form_valid(self, form: EmergencyForm) -> HttpResponse:
        """Open it; a case that stands open anyway is led to, and nothing else is said of what there is."""
        reference = form.cleaned_data["reference"]
        self.request.act.reason = form.cleaned_data["reason"]
        try:
            emergency = open_in_emergency(reference=reference, user=self.request.user)
        except NothingToOpen:
            words = _("Nothing was opened: either nothing has this reference, or it is open to you anyway.")
            messages.warning(self.request, words)
            known = Case.objects.visible_to(self.request.user).filter(reference=reference).first()
            return redirect(known or "workspace:emergency_open")
        messages.success(
            self.request, _("The case stands open to you for an hour. Its team and the directors are told.")
        )
        return redirect(emergency.case)


class EmergencyView(PermissionRequiredMixin, DetailView):
    """One opening: who, which case, why and until when; here it is ended early."""

    context_object_name = "emergency"
    permission_required = VIEW_CASE
    raise_exception = True
    template_name = "workspace/emergency.html"

    def get_queryset(self) -> QuerySet[EmergencyAccess]:
        """Return the openings of which the reader may know."""
        return EmergencyAccess.objects.visible_to(self.request.user).for_list()

    def may_end(self, emergency: EmergencyAccess) -> bool:
        """Say whether the reader may end it: a director, or whoever opened the case."""
        user = self.request.user
        return user.has_perm(END_EMERGENCY) or emergency.user_id == user.pk

    def get_context_data(self, **context: Any) -> dict[str, Any]:
        """Bring the act of opening, and whether the case stands open still; note that it is read."""
        emergency = self.object
        note_opened(self.request, emergency)
        first = Entry.objects.select_related("change_set").get(
            model=emergency._meta.label_lower, object_id=emergency.pk, version=1
        )
        is_running = emergency.ends_at > timezone.now()
        return super().get_context_data(
            title=_("Opened in an emergency"),
            act=first.change_set,
            is_running=is_running,
            may_end=is_running and self.may_end(emergency),
            **context,
        )

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """End it."""
        emergency = self.get_object()
        if not self.may_end(emergency):
            raise PermissionDenied
        end_emergency(emergency=emergency)
        messages.success(request, _("The case is closed again to whoever opened it."))
        is_own = emergency.user_id == request.user.pk
        return redirect("workspace:desk") if is_own else HttpResponseRedirect(emergency.get_absolute_url())
