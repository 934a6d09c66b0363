"""A case as it was recorded on a day, alone or beside what is recorded today."""

import copy
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.contrib.auth.mixins import PermissionRequiredMixin
from django.http import Http404
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.formats import date_format
from django.utils.functional import cached_property
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.generic import TemplateView

from casework.audit.choices import HowRead
from casework.audit.known import end_of
from casework.audit.models import AuditedModel, Entry
from casework.audit.reads import holds_restricted, note_read
from casework.audit.recorded import laid_out
from casework.cases.models import Case
from casework.core.choices import Confidentiality
from casework.workspace.files.case import Asked, read_case_file
from casework.workspace.recorded.days import days_of_case
from casework.workspace.recorded.marks import Marks, differences, marked, set_apart
from casework.workspace.recorded.rows import rows_of_case

Rows = Mapping[type[AuditedModel], Sequence[Mapping[str, Any]]]


@dataclass(frozen=True)
class RecordedFile:
    """The file of a case as it stood on record on a day: its title, its facts in a line, and all the rest."""

    on: date
    title: str
    facts: SafeString
    body: SafeString


class CaseAsRecordedView(PermissionRequiredMixin, TemplateView):
    """A case as it was on record at the end of a day: nothing that was recorded later shows."""

    template_name = "workspace/case_as_recorded.html"
    permission_required = ("cases.view_case", "audit.view_changeset")
    raise_exception = True

    @cached_property
    def on(self) -> date:
        """The day that the address names; a day to come is today."""
        try:
            day = parse_date(self.request.GET["recorded"])
        except ValueError:
            day = None
        if day is None:
            raise Http404
        return min(day, timezone.localdate())

    @cached_property
    def number(self) -> int:
        """The number of the case that has, or had when it was deleted, this reference."""
        reference, user = self.kwargs["reference"], self.request.user
        case = Case.objects.visible_to(user).filter(reference=reference).first()
        if case is None and Case.objects.tells_of_gone(user):
            gone = Case.history.filter(reference=reference).order_by("-history_id").first()
            case = gone if gone and not Case.objects.filter(pk=gone.id).exists() else None
        if case is None:
            raise Http404
        return case.id

    def get_context_data(self, **context: Any) -> dict[str, Any]:
        """Bring the file of that day, and that of today where both are asked for."""
        user, today = self.request.user, timezone.localdate()
        then, lacks_erased = rows_of_case(self.number, by=end_of(self.on), user=user)
        if is_beside := "beside" in self.request.GET:
            now, _lacks = rows_of_case(self.number, by=timezone.now(), user=user)
            files = [
                apart(self._file(then, self.on, differences(then, now))),
                self._file(now, today, differences(now, then)),
            ]
        else:
            files = [file for file in [self._file(then, self.on, {})] if file]
        is_gone = not Case.objects.filter(pk=self.number).exists()
        secrecies = {row.get("confidentiality") for rows in then.values() for row in rows}
        note_read(
            self.request,
            HowRead.AUDITED,
            model=Case._meta.label_lower,
            object_id=self.number,
            case_id=self.number,
            words=_("as recorded on %(day)s") % {"day": self.on.isoformat()},
            is_restricted=Confidentiality.RESTRICTED in secrecies
            or holds_restricted(Entry.objects.filter(case_id=self.number)),
        )
        return super().get_context_data(
            case_number=self.number,
            on=self.on,
            days=days_of_case(self.number, on=self.on),
            files=files,
            is_beside=is_beside,
            is_gone=is_gone,
            lacks_erased=lacks_erased,
            **context,
        )

    def _file(self, rows: Rows, on: date, marks: Marks) -> RecordedFile | None:
        reader = looking_back(self.request.user)
        with laid_out(rows):
            return file_on(self.number, on=on, reader=reader, marks=marks)


def looking_back(user: Any) -> Any:
    """Return the reader, who may do what they may today, and from whom is kept what was to be kept then."""
    user.get_all_permissions()
    reader = copy.copy(getattr(user, "_wrapped", user))
    reader._withheld = {}
    return reader


def file_on(number: int, *, on: date, reader: Any, marks: Marks | None = None) -> RecordedFile | None:
    """Render the file of a case to be read only; None where there is no such case."""
    case = Case.objects.for_file(reader).filter(pk=number).first()
    if case is None:
        return None
    file = read_case_file(case=case, user=reader, on=on, asked=Asked(shows_all=True))
    values = {"case": case, "file": file, "today": on, "recorded_on": on}
    facts = render_to_string("workspace/case_file/_facts.html", values)
    body = render_to_string("workspace/case_file/_file.html", values)
    return RecordedFile(on, case.title, facts, marked(body, marks or {}))


def apart(file: RecordedFile | None) -> RecordedFile | None:
    """Return the file as it can stand beside another of the same case on one page."""
    if file is None:
        return None
    told = _("recorded by %(day)s") % {"day": date_format(file.on, "j M Y")}
    return replace(file, body=set_apart(file.body, prefix="then-", told=told))
