"""The page of reads: who looked at what, narrowed by the address; on the page, and as a file."""

import uuid
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.auth import get_user_model
from django.contrib.auth.mixins import PermissionRequiredMixin
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView, View

from casework.audit.choices import HowRead
from casework.audit.combobox import ComboboxField, ComboboxSelect
from casework.audit.kinds import model_of
from casework.audit.models import Read
from casework.audit.naming import Names
from casework.audit.querysets import ReadQuerySet
from casework.audit.reads import note_read
from casework.audit.subjects import subjects
from casework.core import spreadsheets

READS_ON_A_PAGE = 50
#: How many reads of an export are read together.
READS_TOGETHER = 500


class ReadFilterForm(forms.Form):
    """What narrows the reads, as the address says it."""

    who = forms.ModelChoiceField(
        queryset=None, required=False, label=gettext_lazy("Who"), empty_label=gettext_lazy("anybody")
    )
    how = forms.ChoiceField(
        required=False,
        label=gettext_lazy("How"),
        choices=[("", gettext_lazy("in any way")), *HowRead.choices],
    )
    since = forms.DateField(
        required=False, label=gettext_lazy("From"), widget=forms.DateInput(attrs={"type": "date"})
    )
    until = forms.DateField(
        required=False, label=gettext_lazy("To"), widget=forms.DateInput(attrs={"type": "date"})
    )
    restricted = forms.BooleanField(required=False, label=gettext_lazy("Only what is restricted"))

    def __init__(self, data: QueryDict, *, request: HttpRequest) -> None:
        super().__init__(data, auto_id="read-%s")
        self.fields["who"].queryset = get_user_model()._default_manager.visible_to(request.user)
        link = subjects["case"].link
        self.fields["case"] = ComboboxField(
            label=_("Case"),
            help_text=_("What showed many cases, such as an export, is under none."),
            queryset=link.related_model._default_manager.visible_to(request.user),
            widget=ComboboxSelect(link, admin.site, request),
            required=False,
        )
        self.order_fields(["who", "case", "how", "since", "until", "restricted"])

    @cached_property
    def rows(self) -> ReadQuerySet:
        """The reads that are asked for; none, where that is not understood."""
        rows = Read.objects.all()
        if not self.is_valid():
            return rows.none()
        asked = self.cleaned_data
        if asked["who"]:
            rows = rows.by(asked["who"].pk)
        if asked["case"]:
            rows = rows.of_case(asked["case"].pk)
        if asked["how"]:
            rows = rows.filter(how=asked["how"])
        if asked["restricted"]:
            rows = rows.filter(is_restricted=True)
        if asked["since"]:
            rows = rows.filter(at__gte=_moment(asked["since"], time.min))
        if asked["until"]:
            rows = rows.filter(at__lte=_moment(asked["until"], time.max))
        return rows


def _moment(day: date, hour: time) -> datetime:
    return timezone.make_aware(datetime.combine(day, hour))


@dataclass(frozen=True, slots=True)
class ShownRead:
    """One read in words: of which case, of what in it, and where that is."""

    read: Read
    case: str
    what: str
    address: str

    @property
    def cells(self) -> list[Any]:
        """The read as a row of a file; moments without their zone, which a workbook cannot hold."""
        read = self.read
        return [
            timezone.localtime(read.at).replace(microsecond=0, tzinfo=None),
            read.actor_name,
            read.actor_role,
            str(read.get_how_display()),
            self.case,
            self.what,
            read.words,
            read.rows,
            _("yes") if read.is_restricted else _("no"),
            read.request_id,
        ]


def heads() -> list[str]:
    """Return what heads the columns of a file."""
    return [
        _("When"),
        _("Who"),
        _("Role"),
        _("How"),
        _("Case"),
        _("What"),
        _("Asked for"),
        _("Rows"),
        _("Restricted"),
        _("Request"),
    ]


def in_words(reads: Sequence[Read], user: Any) -> list[ShownRead]:
    """Return the reads as this person may see them, in a fixed number of queries."""
    cases = subjects["case"].link.related_model._meta.label_lower
    names = Names({(cases, read.case_id) for read in reads if read.case_id is not None}, user=user)
    return [
        ShownRead(
            read,
            case=names[cases, read.case_id] if read.case_id is not None else "",
            what=_what(read, is_named=read.object_id is not None and read.model == cases),
            address=_address(read),
        )
        for read in reads
    ]


def _what(read: Read, *, is_named: bool) -> str:
    """Return what of a case was read; nothing where it is the case itself, which is named beside it."""
    if is_named and read.how != HowRead.AUDITED:
        return ""
    model = model_of(read.model)
    if model is None:
        return f"{read.model} {read.object_id or ''}".strip()
    if read.object_id is None:
        return str(model._meta.verbose_name_plural)
    words = f"{model._meta.verbose_name} {read.object_id}"
    return _("history of %(record)s") % {"record": words} if read.how == HowRead.AUDITED else words


def _address(read: Read) -> str:
    model = model_of(read.model)
    if read.object_id is None or model is None or not admin.site.is_registered(model):
        return ""
    page = "history" if read.how == HowRead.AUDITED else "change"
    return reverse(f"admin:{read.model.replace('.', '_')}_{page}", args=[read.object_id])


class OfReads(PermissionRequiredMixin):
    """What belongs to whoever may see the ledger."""

    raise_exception = True
    permission_required = "audit.view_changeset"

    @cached_property
    def form(self) -> ReadFilterForm:
        """The filters as the address sets them."""
        return ReadFilterForm(self.request.GET, request=self.request)

    @cached_property
    def query(self) -> QueryDict:
        """What of the address narrows the reads."""
        query = QueryDict(mutable=True)
        for name in self.form.fields:
            if value := self.request.GET.get(name, "").strip():
                query[name] = value
        return query


class ReadListView(OfReads, TemplateView):
    """The reads, newest first; each page names the read that the next begins before."""

    http_method_names = ("get", "head")
    template_name = "audit/reads.html"

    def get_context_data(self, **context: Any) -> dict[str, Any]:
        """Bring a page of reads, and note that it was looked at."""
        rows = self.form.rows
        if begins := _place(self.request.GET.get("before", "")):
            rows = rows.before(*begins)
        reads = list(rows[: READS_ON_A_PAGE + 1])
        goes_on = len(reads) > READS_ON_A_PAGE
        del reads[READS_ON_A_PAGE:]
        note_read(
            self.request,
            HowRead.AUDITED,
            words=self.request.get_full_path(),
            rows=len(reads),
            is_restricted=any(read.is_restricted for read in reads),
        )
        return super().get_context_data(
            title=_("Reads"),
            form=self.form,
            query=self.query,
            reads=in_words(reads, self.request.user),
            is_first=begins is None,
            before=f"{reads[-1].at.isoformat()}_{reads[-1].pk.hex}" if goes_on else "",
            exports=[
                (kind, reverse("audit:read_export", args=[kind], query=self.query))
                for kind in spreadsheets.KINDS
            ],
            **context,
        )


def _place(text: str) -> tuple[datetime, uuid.UUID] | None:
    at, _mark, key = text.partition("_")
    try:
        moment, key = parse_datetime(at), uuid.UUID(key)
    except ValueError:
        return None
    return (moment, key) if moment and timezone.is_aware(moment) else None


class ReadExportView(OfReads, View):
    """The reads as a file: exactly those that are filtered."""

    http_method_names = ("get", "head")

    def get(self, request: HttpRequest, kind: str) -> HttpResponse:
        """Send the file, and note what is in it."""
        if kind not in spreadsheets.KINDS:
            raise Http404
        rows = self.form.rows
        note_read(
            request,
            HowRead.EXPORTED,
            model=Read._meta.label_lower,
            words=request.get_full_path(),
            rows=rows.count(),
            is_restricted=rows.filter(is_restricted=True).exists(),
        )
        name = f"reads-{timezone.localdate():%Y-%m-%d}"
        return spreadsheets.file_of(self._lines(rows), kind=kind, name=name)

    def _lines(self, rows: ReadQuerySet) -> Iterator[list[Any]]:
        yield heads()
        begins: Iterable[Any] = ()
        while reads := list((rows.before(*begins) if begins else rows)[:READS_TOGETHER]):
            for shown in in_words(reads, self.request.user):
                yield shown.cells
            begins = (reads[-1].at, reads[-1].pk)
