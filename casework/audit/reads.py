"""Who looked at what: noted while a page is made, and on record before anything of it leaves.

A page that shows something of the record takes a note of it. The middleware writes the notes once the page is
made: an error or a redirect shows nothing and leaves no read; and where the notes cannot be written, what was
made is given up for the page that says that something went wrong.
"""

import dataclasses
from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any

from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from casework.audit.choices import HowRead
from casework.audit.context import Actor
from casework.audit.models import AuditedModel, Entry, Read
from casework.core.choices import Confidentiality

#: Where nothing restricted is shown, a case that is read in the same way is noted again after so long.
ONCE_IN = timedelta(minutes=10)
#: The ways of reading that are noted once in a while; the others are noted every time.
NOTED_ONCE = frozenset({HowRead.OPENED, HowRead.PRINTED})
#: The answers that show what they were asked for; a conflict shows the record to whoever tried to save it.
SHOWN = frozenset({200, 409})
#: So much of what was searched for is kept.
WORDS_AT_MOST = 1000

#: How canonical JSON says that a record is restricted.
RECORDED_RESTRICTED = f'"confidentiality":"{Confidentiality.RESTRICTED}"'

CasesShown = Callable[[AuditedModel, Any], Mapping[int | None, bool]]

cases_shown: list[CasesShown] = []
"""What tells of which cases the pages of a record show something to a person, and whether it is restricted.

A subject above appends its own in ``AppConfig.ready``. Where no case need be noted the answer is empty; what
is restricted and belongs to no case stands under None.
"""


open_cases: list[Callable[[], QuerySet]] = []
"""What tells which cases hold nothing restricted. The subject of cases appends its own, as above."""


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """One read that is to be written; the reader is whoever is signed in, unless another is named."""

    how: HowRead
    model: str = ""
    object_id: int | None = None
    case_id: int | None = None
    words: str = ""
    rows: int = 1
    is_restricted: bool = False
    reader: Any = None

    @property
    def is_noted_once(self) -> bool:
        """Whether a note of the same case a few minutes ago is enough."""
        return self.how in NOTED_ONCE and self.case_id is not None and not self.is_restricted


def note_read(request: HttpRequest, how: HowRead, **what: Any) -> None:
    """Note what the page being made shows; ``what`` are the other fields of a note."""
    _notes(request).append(Note(how=how, **what))


def note_opened(
    request: HttpRequest,
    record: AuditedModel,
    *,
    how: HowRead = HowRead.OPENED,
    cases: Mapping[int | None, bool] | None = None,
) -> None:
    """Note that the page being made shows a record, once for each case of which it shows something.

    ``cases`` says of each whether anything restricted is shown; without it that is asked of the database. A
    record of no case need not be noted, unless it is read in the audit.
    """
    if cases is None:
        cases = {
            case: is_secret for of in cases_shown for case, is_secret in of(record, request.user).items()
        }
    if not cases and how == HowRead.AUDITED:
        cases = {None: False}
    for case_id, is_restricted in cases.items():
        note_read(
            request,
            how,
            model=record._meta.label_lower,
            object_id=record.pk,
            case_id=case_id,
            is_restricted=is_restricted,
        )


def note_entry(request: HttpRequest, entry: Entry) -> None:
    """Note that the page being made shows what was recorded of the record that the entry describes."""
    note_read(
        request,
        HowRead.AUDITED,
        model=entry.model,
        object_id=entry.object_id,
        case_id=entry.case_id,
        is_restricted=holds_restricted(Entry.objects.filter(pk=entry.pk)),
    )


def holds_restricted(entries: QuerySet[Entry]) -> bool:
    """Say whether any of the entries is of something restricted.

    That is what was recorded as such, and what belongs to a case that holds such a thing, or that is gone.
    """
    by_itself = Q(values__contains=RECORDED_RESTRICTED)
    return any(
        entries.filter(by_itself | Q(case_id__isnull=False) & ~Q(case_id__in=find())).exists()
        for find in open_cases
    )


def write_reads(request: HttpRequest, response: HttpResponse) -> None:
    """Write what was noted while the answer was made, if it shows anything."""
    notes = _notes(request)
    if response.status_code not in SHOWN:
        return
    if not notes and _is_audit(request):
        note_read(request, HowRead.AUDITED, words=request.get_full_path())
    if not notes:
        return
    reader, now = Actor.of(notes[0].reader or request.user), timezone.now()
    if known := {(note.how, note.case_id) for note in notes if note.is_noted_once}:
        lately = Read.objects.by(reader.id).filter(
            at__gt=now - ONCE_IN, case_id__in={case for _, case in known}
        )
        known &= set(lately.order_by().values_list("how", "case_id"))
    Read.objects.bulk_create(
        Read(
            actor_id=reader.id,
            actor_name=reader.name,
            actor_role=reader.role,
            at=now,
            how=note.how,
            model=note.model,
            object_id=note.object_id,
            case_id=note.case_id,
            # PostgreSQL keeps no text with a null character.
            words=note.words.replace("\0", "")[:WORDS_AT_MOST],
            rows=note.rows,
            is_restricted=note.is_restricted,
            request_id=request.act.request_id,
        )
        for note in notes
        if not (note.is_noted_once and (note.how, note.case_id) in known)
    )


def _notes(request: HttpRequest) -> list[Note]:
    return request.__dict__.setdefault("reads_noted", [])


def _is_audit(request: HttpRequest) -> bool:
    match = request.resolver_match
    return match is not None and match.namespace == "audit"
