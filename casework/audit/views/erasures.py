"""Erasures: asked for by one person, decided by another, and swept from the file of the database."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

from django import forms
from django.apps import apps
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db import transaction
from django.db.models import Exists, OuterRef
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView, TemplateView, View

from casework.audit.choices import ErasureDecision, HowRead, Kind, RunKind
from casework.audit.erasing import (
    CannotEraseError,
    ask_for_erasure,
    consent,
    erasable_entries,
    refuse,
    withdraw,
)
from casework.audit.kinds import name_of
from casework.audit.models import Entry, ErasedRecord, Erasure, Run
from casework.audit.naming import Key, Names, by_model, latest_entries
from casework.audit.reads import holds_restricted, note_entry, note_read
from casework.audit.restoring import gone_parts
from casework.audit.runs import SILENT_FOR, begin_run
from casework.audit.stories import history_address
from casework.audit.subjects import entries_of
from casework.audit.views.feed import AuditPage

ON_A_PAGE = 50


class Acts(NamedTuple):
    """The entries of a request: that of asking and, once it was decided, that of the decision."""

    asked: Entry
    decided: Entry | None


def acts_of(erasures: Sequence[Erasure]) -> list[tuple[Erasure, Acts]]:
    """Return each request with the entries that say who asked and who decided."""
    entries = Entry.objects.filter(
        model=Erasure._meta.label_lower, object_id__in=[erasure.pk for erasure in erasures]
    )
    by_version = {(entry.object_id, entry.version): entry for entry in entries.select_related("change_set")}
    return [
        (erasure, Acts(by_version[erasure.pk, 1], by_version.get((erasure.pk, 2)))) for erasure in erasures
    ]


class ErasureListView(AuditPage, TemplateView):
    """All requests, those to be decided first."""

    template_name = "audit/erasures.html"

    def get_context_data(self, **context: Any) -> dict[str, Any]:
        """Bring one page of them, and whether what was erased has left the file."""
        paginator = Paginator(Erasure.objects.order_by("decision", "-pk"), ON_A_PAGE)
        page = paginator.get_page(self.request.GET.get("page"))
        return super().get_context_data(
            title=_("Erasures"),
            page=page,
            pages=paginator.get_elided_page_range(page.number),
            erasures=acts_of(list(page)),
            **sweeping(),
            **context,
        )


def sweeping() -> Mapping[str, Any]:
    """Return how the latest sweep stands to what was erased."""
    now = timezone.now()
    sweeps = Run.objects.filter(kind=RunKind.SWEEP)
    done = sweeps.filter(holds=True).first()
    decided = Entry.objects.filter(
        Exists(Erasure.objects.filter(head=OuterRef("pk"), decision=ErasureDecision.CONSENTED))
    )
    latest = decided.select_related("change_set").order_by("-change_set__at").first()
    return {
        "sweep": done,
        "sweep_under_way": sweeps.filter(ended_at=None, alive_at__gt=now - SILENT_FOR).first(),
        "sweep_problem": sweeps.exclude(ended_at=None).first(),
        "is_swept": latest is None or (done is not None and done.begun_at >= latest.change_set.at),
    }


class AskForm(forms.Form):
    """What is to be erased besides the record itself, and on what ground."""

    chosen = forms.MultipleChoiceField(
        label=gettext_lazy("What is erased with it"), widget=forms.CheckboxSelectMultiple, required=False
    )
    ground = forms.CharField(
        label=gettext_lazy("Ground"),
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Whose wish or which law demands it. This stays on record: name nobody here."),
    )


class ErasureAskView(AuditPage, FormView):
    """Asks that what was recorded of something be erased: all of what is gone, else all but what stands."""

    form_class = AskForm
    template_name = "audit/erasure_ask.html"
    permission_required = ("audit.view_changeset", "audit.erase_record")

    @cached_property
    def entry(self) -> Entry:
        """The latest entry of the record that the address names by one of its entries."""
        named = get_object_or_404(Entry, pk=self.kwargs["entry"])
        if not apps.get_model(named.model).is_erasable:
            raise Http404
        return latest_entries([(named.model, named.object_id)]).select_related("change_set").get()

    @property
    def key(self) -> Key:
        """The record."""
        return self.entry.model, self.entry.object_id

    @cached_property
    def is_gone(self) -> bool:
        """Whether the record is deleted."""
        return self.entry.kind == Kind.DELETED

    @cached_property
    def parts(self) -> dict[str, Key]:
        """The deleted records that hung on a deleted one, by what tells them apart on the form."""
        found = gone_parts(self.entry) if self.is_gone else []
        return {part.key: (part.entry.model, part.entry.object_id) for part in found}

    @cached_property
    def names(self) -> Names:
        """The names of the record and its parts; 404 where the reader may not know of it."""
        names = Names([self.key, *self.parts.values()], user=self.request.user)
        if self.key not in names:
            raise Http404
        return names

    def get_form(self, form_class: Any = None) -> AskForm:
        """Offer the parts that the reader may know of."""
        form = super().get_form(form_class)
        form.fields["chosen"].choices = [
            (part, f"{name_of(key[0])}: {self.names[key]}")
            for part, key in self.parts.items()
            if key in self.names
        ]
        return form

    def get_initial(self) -> dict[str, Any]:
        """Tick every part."""
        return {"chosen": list(self.parts)}

    def get_context_data(self, **context: Any) -> dict[str, Any]:
        """Bring what would be erased."""
        name = self.names[self.key]
        note_entry(self.request, self.entry)
        entries = list(erasable_entries(self.key).select_related("change_set"))
        return super().get_context_data(
            title=_("Erase %(record)s") % {"record": name},
            name=name,
            kind=name_of(self.entry.model),
            is_gone=self.is_gone,
            entries=entries,
            history=history_address(*self.key, user=self.request.user),
            **context,
        )

    def form_valid(self, form: AskForm) -> HttpResponse:
        """Ask for it, or say why that cannot be asked."""
        if self.key not in self.names:
            raise Http404
        self.request.act.reason = form.cleaned_data["ground"]
        chosen = [self.parts[part] for part in form.cleaned_data["chosen"]]
        try:
            erasure = ask_for_erasure(records=[self.key, *chosen], ground=form.cleaned_data["ground"])
        except ValidationError as error:
            form.add_error(None, " ".join(error.messages))
            return self.form_invalid(form)
        messages.success(self.request, _("The erasure is asked for. Another person must consent to it."))
        return HttpResponseRedirect(erasure.get_absolute_url())


class ErasureView(AuditPage, TemplateView):
    """One request: what is to be erased and why; the forms by which it is decided."""

    template_name = "audit/erasure.html"
    http_method_names = ("get", "head", "post")

    @cached_property
    def erasure(self) -> Erasure:
        """The request."""
        return get_object_or_404(Erasure.objects.visible_to(self.request.user), pk=self.kwargs["number"])

    def get_context_data(self, **context: Any) -> dict[str, Any]:
        """Bring the request with the names of what it is about, as far as these can still be read."""
        ((erasure, acts),) = acts_of([self.erasure])
        records = list(erasure.records.all())
        keys = [(record.model, record.object_id) for record in records]
        names = Names(keys, user=self.request.user)
        is_open = not erasure.decision and self.request.user.has_perm("audit.erase_record")
        is_own = acts.asked.change_set.actor_id == self.request.user.pk
        note_read(
            self.request,
            HowRead.AUDITED,
            model=erasure._meta.label_lower,
            object_id=erasure.pk,
            rows=len(records),
            is_restricted=holds_restricted(Entry.objects.filter(entries_of(by_model(keys)))),
        )
        return super().get_context_data(
            title=str(erasure).capitalize(),
            erasure=erasure,
            acts=acts,
            records=[self._shown(record, names) for record in records],
            may_decide=is_open and not is_own,
            may_withdraw=is_open and is_own,
            **sweeping(),
            **context,
        )

    def _shown(self, record: ErasedRecord, names: Names) -> Mapping[str, Any]:
        key = (record.model, record.object_id)
        return {
            "kind": name_of(record.model),
            "name": names[key],
            "number": record.object_id,
            "versions": record.up_to_version,
            "history": history_address(*key, user=self.request.user) if key in names else "",
        }

    def post(self, request: HttpRequest, number: int) -> HttpResponse:
        """Decide, or say why that cannot be."""
        if not request.user.has_perm("audit.erase_record"):
            return self.handle_no_permission()
        decision = _DECISIONS.get(request.POST.get("decision", ""))
        if decision is None:
            messages.error(request, _("Choose what is to be done."))
            return redirect(self.erasure)
        act, words = decision
        request.act.reason = forms.CharField(required=False).clean(request.POST.get("reason"))
        try:
            with transaction.atomic():
                act(erasure=self.erasure)
                if act is consent:
                    begin_run(kind=RunKind.SWEEP, user=request.user)
        except CannotEraseError as error:
            messages.error(request, " ".join(error.messages))
        else:
            messages.success(request, str(words))
        return redirect(self.erasure)


_DECISIONS: Mapping[str, tuple[Callable[..., Any], Any]] = {
    "consent": (consent, gettext_lazy("It is erased. The file of the database is being swept.")),
    "refuse": (refuse, gettext_lazy("The erasure is refused, and everything stays.")),
    "withdraw": (withdraw, gettext_lazy("The request is withdrawn, and everything stays.")),
}


class SweepView(AuditPage, View):
    """Begins a sweep, which goes on by itself."""

    http_method_names = ("post",)
    permission_required = ("audit.view_changeset", "audit.erase_record")

    def post(self, request: HttpRequest) -> HttpResponse:
        """Begin it, and lead back to the page that tells how far it is."""
        begin_run(kind=RunKind.SWEEP, user=request.user)
        messages.success(request, _("The sweep is under way. You can leave this page and come back."))
        return redirect("audit:erasure_list")
