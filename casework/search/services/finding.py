"""Finding what somebody typed."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

from casework.audit.models import AuditedModel
from casework.search import rules
from casework.search.choices import FoundBy, Rank
from casework.search.models import SearchDocument
from casework.search.querysets import SearchDocumentQuerySet
from casework.search.subjects import SUBJECTS, Subject

#: Names like the typed one are suggested where less than this is found by words and sounds,
SUGGEST_UNDER = 5
#: at most so many,
SUGGESTED_AT_MOST = 5
#: the best of so many that are compared letter by letter.
COMPARED_AT_MOST = 200


@dataclass(frozen=True, slots=True)
class Hit:
    """One record that was found, as it is shown to who asked."""

    record: AuditedModel
    title: str
    #: What tells the record from its namesakes, in one line.
    line: str
    found_by: FoundBy

    @property
    def kind(self) -> str:
        """What kind of record it is, such as cases.case."""
        return self.record._meta.label_lower

    @property
    def kind_in_words(self) -> str:
        """What people call such a record."""
        return str(self.record._meta.verbose_name)

    @property
    def object_id(self) -> int:
        """The key of the record."""
        return self.record.pk

    @property
    def address(self) -> str:
        """Where the record is read."""
        return self.record.get_absolute_url()


def find(text: str, *, user: Any, kinds: Collection[str] | None = None, limit: int = 20) -> list[Hit]:
    """Return what this user may know of and most likely means, the best first.

    Of all kinds of record, unless some are named. Where words and sounds find little, suggestions follow.
    """
    found = list(_entries(kinds).matching(text, user)[:limit])
    if len(found) < min(limit, SUGGEST_UNDER):
        found += suggest(text, user=user, kinds=kinds)
    return hits_of(found[:limit], user=user)


def suggest(text: str, *, user: Any, kinds: Collection[str] | None = None) -> list[SearchDocument]:
    """Return the few entries that do not match the text, but have a name that is plausibly meant."""
    words = rules.typed_words(text)
    alike = [
        (rules.resemblance(words, entry.names.splitlines()), entry)
        for entry in _entries(kinds).resembling(text, user, at_most=COMPARED_AT_MOST)
    ]
    plausible = [pair for pair in alike if pair[0] >= rules.SUGGEST_FROM]
    plausible.sort(key=lambda pair: (-pair[0], pair[1].is_closed, -pair[1].pk))
    return [entry for _likeness, entry in plausible[:SUGGESTED_AT_MOST]]


def hits_of(entries: Iterable[SearchDocument], *, user: Any) -> list[Hit]:
    """Return the records behind entries that ``matching`` or ``suggest`` gave, as this user sees them."""
    entries = list(entries)
    records: dict[tuple[str, int], Any] = {}
    for kind in {entry.kind for entry in entries}:
        subject = SUBJECTS[kind]
        keys = [entry.object_id for entry in entries if entry.kind == kind]
        rows = subject.model.objects.visible_to(user).prefetch_related(*subject.shown_with)
        records |= {(kind, key): record for key, record in rows.in_bulk(keys).items()}
    return [
        _hit(records[entry.kind, entry.object_id], SUBJECTS[entry.kind], Rank(entry.rank))
        for entry in entries
        if (entry.kind, entry.object_id) in records
    ]


def _entries(kinds: Collection[str] | None) -> SearchDocumentQuerySet:
    entries = SearchDocument.objects.all()
    return entries if kinds is None else entries.of_kinds(kinds)


def _hit(record: AuditedModel, subject: Subject, rank: Rank) -> Hit:
    facts = filter(None, map(str, filter(None, subject.facts_of(record))))
    return Hit(record, subject.title_of(record), " · ".join(facts), rank.found_by)
