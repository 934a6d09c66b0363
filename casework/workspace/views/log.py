"""Logging a development: the choice of the case, the sheet, its drafts."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.mixins import PermissionRequiredMixin
from django.db.models import F, Max, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.views.generic import TemplateView, View

from casework.audit.reads import note_opened
from casework.cases.models import Case
from casework.workspace.logging.parts import Record
from casework.workspace.logging.scene import Scene
from casework.workspace.logging.sheet import Sheet
from casework.workspace.models import Draft
from casework.workspace.services import discard_draft, keep_draft, read_draft

CASES_AT_MOST = 20
RECENT_AT_MOST = 8


class LogPermissionMixin(PermissionRequiredMixin):
    """Open to whoever may add developments."""

    raise_exception = True
    permission_required = "cases.add_development"


class LogView(LogPermissionMixin, TemplateView):
    """The choice of the case in which something happened."""

    template_name = "workspace/log.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Go on at once where the address names the case."""
        if reference := request.GET.get("case", ""):
            case = get_object_or_404(Case.objects.visible_to(request.user), reference=reference)
            return redirect("workspace:case_log", reference=case.reference)
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **values: Any) -> dict[str, Any]:
        """Add the cases that fit what is looked for, or those the reader works on."""
        asked = self.request.GET.get("q", "").strip()
        cases = self._found(asked) if asked else self._recent()
        return super().get_context_data(
            title=_("Log a development"), asked=asked, cases=cases, more_than=CASES_AT_MOST, **values
        )

    def _found(self, asked: str) -> QuerySet[Case]:
        cases = Case.objects.visible_to(self.request.user).matching(asked, self.request.user)
        return cases.order_by("status", "-reference", "-pk")[:CASES_AT_MOST]

    def _recent(self) -> QuerySet[Case]:
        cases = Case.objects.visible_to(self.request.user).open().annotate(latest=Max("developments__pk"))
        cases = cases.order_by(F("latest").desc(nulls_last=True), "-pk")
        own = cases.with_team(self.request.user)[:RECENT_AT_MOST]
        return own or cases[:RECENT_AT_MOST]


class CaseLogView(LogPermissionMixin, View):
    """The sheet on which one development of a case is described, with all that it brings."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Find the case, if the reader may log in it and know of it."""
        if self.has_permission():
            self.case = get_object_or_404(
                Case.objects.visible_to(request.user), reference=kwargs["reference"]
            )
        return super().dispatch(request, *args, **kwargs)

    def get(self, request: HttpRequest, reference: str) -> HttpResponse:
        """Show an empty sheet, or the reader's draft."""
        draft = Draft.objects.of(request.user).filter(case=self.case).first()
        if draft and "draft" in request.GET:
            return self._show(self._sheet(read_draft(draft=draft), is_checked=False), draft=draft)
        return self._show(Sheet(self._scene(request.GET.get("kind", ""))), offered=draft)

    def post(self, request: HttpRequest, reference: str) -> HttpResponse:
        """Record what was described, or only take a step on the way there."""
        if "_discard" in request.POST:
            discard_draft(user=request.user, case=self.case)
            return redirect("workspace:case_log", reference=self.case.reference)
        if "_draft" in request.POST:
            return self._keep()
        if {"_kind", "_more", "_like"} & request.POST.keys():
            return self._go_on()
        sheet = self._sheet(request.POST, files=request.FILES)
        record = sheet.save()
        if record is None:
            return self._show(sheet, is_refused=True)
        discard_draft(user=request.user, case=self.case)
        messages.success(request, self._said(record))
        address = reverse("workspace:case_file", args=[self.case.reference])
        return redirect(f"{address}#development-{record.development.pk}")

    def _scene(self, kind: str) -> Scene:
        return Scene(request=self.request, case=self.case, kind=kind)

    def _sheet(self, typed: Any, **options: Any) -> Sheet:
        return Sheet(self._scene(typed.get("kind", "")), data=typed, **options)

    def _go_on(self) -> HttpResponse:
        """Show the sheet as it is typed, for another kind, with a row more, or beside what is like it."""
        typed = self.request.POST.copy()
        if prefix := typed.get("_more"):
            total = f"{prefix}-TOTAL_FORMS"
            typed[total] = str(int(typed[total]) + 1) if typed.get(total, "").isdecimal() else "1"
        sheet = self._sheet(typed, is_checked=False)
        if not self.request.htmx:
            return self._show(sheet)
        part = "like_it" if "_like" in typed else "parts"
        return render(self.request, f"workspace/log/{part}.html", {"sheet": sheet, "case": self.case})

    def _keep(self) -> HttpResponse:
        draft = keep_draft(user=self.request.user, case=self.case, typed=self.request.POST, at=timezone.now())
        messages.info(self.request, kept_in_words(draft))
        return redirect(f"{reverse('workspace:case_log', args=[self.case.reference])}?draft=1")

    def _show(self, sheet: Sheet, **values: Any) -> HttpResponse:
        note_opened(self.request, self.case)
        context = {"title": _("Log a development"), "case": self.case, "sheet": sheet, **values}
        return render(self.request, "workspace/case_log.html", context)

    def _said(self, record: Record) -> str:
        return format_html(
            '{} <a href="{}">{}</a>',
            _("Recorded “%(headline)s”, with %(rest)s.")
            % {"headline": record.development.headline, "rest": get_text_list(record.said, _("and"))},
            reverse("workspace:case_log", args=[self.case.reference]),
            _("Log another"),
        )


class DraftView(LogPermissionMixin, View):
    """Where the page keeps what is typed, as it is typed."""

    http_method_names = ("post",)

    def post(self, request: HttpRequest, reference: str) -> HttpResponse:
        """Keep it, and say when."""
        case = get_object_or_404(Case.objects.visible_to(request.user), reference=reference)
        draft = keep_draft(user=request.user, case=case, typed=request.POST, at=timezone.now())
        return HttpResponse(kept_in_words(draft), content_type="text/plain; charset=utf-8")


def kept_in_words(draft: Draft) -> str:
    """Say when the draft was kept."""
    return _("Draft kept at %(time)s") % {"time": date_format(timezone.localtime(draft.updated_at), "H:i")}
