"""The page of integrity: what is sealed, whether it was verified, and what proves it to an outsider."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.auth.mixins import PermissionRequiredMixin
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView, View

from casework.audit import guards
from casework.audit.choices import HowRead, RunKind
from casework.audit.combobox import ComboboxField, ComboboxSelect
from casework.audit.models import Run
from casework.audit.querysets import AuditedQuerySet
from casework.audit.reads import note_read
from casework.audit.runs import PROOF_KEPT, SILENT_FOR, begin_run, proof_path
from casework.audit.sealing.sealer import (
    entries_not_sealed,
    key_problem,
    latest_checkpoint,
    waiting_since,
)
from casework.audit.subjects import subjects


def cases_visible_to(user: Any) -> AuditedQuerySet:
    """Return the cases that this person may know of."""
    return subjects["case"].link.related_model._default_manager.visible_to(user)


class ProofForm(forms.Form):
    """Of which cases a proof shows the values."""

    all_cases = forms.BooleanField(required=False, label=gettext_lazy("Every case that I may see"))

    def __init__(self, data: Any = None, *, request: HttpRequest) -> None:
        super().__init__(data, auto_id="proof-%s")
        cases = cases_visible_to(request.user)
        self.fields["case"] = ComboboxField(
            label=_("Case"),
            help_text=_("Of all other cases the proof holds hashes, from which nothing can be read."),
            queryset=cases,
            widget=ComboboxSelect(subjects["case"].link, admin.site, request),
            required=False,
        )
        self.order_fields(["case", "all_cases"])
        self.cases = cases

    @property
    def numbers(self) -> list[int]:
        """The numbers of the cases chosen."""
        if self.cleaned_data["all_cases"]:
            return list(self.cases.order_by("pk").values_list("pk", flat=True))
        case = self.cleaned_data["case"]
        return [case.pk] if case else []


class OfIntegrity(PermissionRequiredMixin):
    """What belongs to whoever may see the ledger."""

    raise_exception = True
    permission_required = "audit.view_changeset"


class IntegrityView(OfIntegrity, TemplateView):
    """The state of seals, guards, verifications and proofs."""

    http_method_names = ("get", "head")
    template_name = "audit/integrity.html"

    def get_context_data(self, **context: Any) -> dict[str, Any]:
        """Bring what is known now, and how far what was asked for is."""
        now = timezone.now()
        verifications = Run.objects.filter(kind=RunKind.VERIFICATION)
        proofs = Run.objects.filter(
            kind=RunKind.PROOF, actor_id=self.request.user.pk, begun_at__gt=now - PROOF_KEPT
        )
        return {
            "title": _("Integrity"),
            "checkpoint": latest_checkpoint(),
            "waiting": entries_not_sealed(),
            "waiting_since": waiting_since(now),
            "key_problem": key_problem(),
            "lost_guards": guards.missing(),
            "under_way": verifications.filter(ended_at=None).first(),
            "latest": verifications.exclude(ended_at=None).first(),
            "proofs": proofs[:5],
            "silent_before": now - SILENT_FOR,
            "form": ProofForm(request=self.request),
            **super().get_context_data(**context),
        }


class VerificationBeginView(OfIntegrity, View):
    """Begins a verification, which goes on by itself."""

    http_method_names = ("post",)

    def post(self, request: HttpRequest) -> HttpResponse:
        """Begin it, and lead back to the page that tells how far it is."""
        begin_run(kind=RunKind.VERIFICATION, user=request.user)
        messages.success(request, _("The verification is under way. You can leave this page and come back."))
        return redirect("audit:integrity")


class ProofBeginView(IntegrityView):
    """Begins a proof, which is written by itself."""

    http_method_names = ("post",)

    def post(self, request: HttpRequest) -> HttpResponse:
        """Begin it, or say what was not understood."""
        form = ProofForm(request.POST, request=request)
        if not form.is_valid():
            return render(request, self.template_name, self.get_context_data() | {"form": form}, status=422)
        begin_run(kind=RunKind.PROOF, user=request.user, cases=form.numbers)
        messages.success(request, _("The proof is being written. You can leave this page and come back."))
        return redirect("audit:integrity")


class ProofView(OfIntegrity, View):
    """A proof as a file, for the person who asked for it."""

    http_method_names = ("get",)

    def get(self, request: HttpRequest, number: int) -> FileResponse:
        """Send it, and note that it was sent."""
        run = Run.objects.filter(kind=RunKind.PROOF, actor_id=request.user.pk, pk=number, holds=True).first()
        if run is None or not proof_path(run).exists():
            raise Http404
        if cases_visible_to(request.user).filter(pk__in=run.cases).count() < len(run.cases):
            raise Http404
        note_read(
            request,
            HowRead.EXPORTED,
            words=request.get_full_path(),
            case_id=run.cases[0] if len(run.cases) == 1 else None,
            rows=run.counts["entries"],
            is_restricted=bool(run.cases),
        )
        return FileResponse(
            proof_path(run).open("rb"), as_attachment=True, filename=f"proof-{run.begun_at:%Y-%m-%d}.zip"
        )
