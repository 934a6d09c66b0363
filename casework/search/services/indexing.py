"""Keeping the index in step with the records."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef

from casework.audit.choices import Kind
from casework.audit.ledger import ROWS_AT_ONCE, in_rounds
from casework.audit.models import AuditedModel
from casework.search import index, rules
from casework.search.models import SearchDocument
from casework.search.subjects import SUBJECTS, Leaving, Subject

#: What an entry keeps of its record.
CONTENTS = ("names", "heading", "words", "sounds", "day", "is_closed")

#: The models whose rows bear on what is found, and the kinds of record they bear on.
FOLLOWED: dict[type[AuditedModel], list[Subject]] = {
    model: [subject for subject in SUBJECTS.values() if model in subject.followed()]
    for model in {model for subject in SUBJECTS.values() for model in subject.followed()}
}


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """What was found when the entries of one kind of record were made anew."""

    subject: Subject
    count: int
    out_of_step: int


def follow_ledger(kind: Kind, rows: Sequence[AuditedModel]) -> None:
    """Bring the index in step with what became of rows of one model, as the ledger tells it."""
    model = type(rows[0]) if rows else None
    for subject in FOLLOWED.get(model, ()):
        leaving = {model: [row.pk for row in rows]} if kind == Kind.DELETED else {}
        bring_in_step(subject, subject.touched_by(kind, rows), leaving)


def rebuild_index() -> Iterator[Rebuilt]:
    """Make the index anew from the records, kind by kind, and tell of each kind how it was.

    Each round is a transaction of its own, so that work can go on meanwhile.
    """
    index.install(anew=True)
    SearchDocument.objects.exclude(kind__in=SUBJECTS).delete()
    for subject in SUBJECTS.values():
        entries = SearchDocument.objects.filter(kind=subject.kind)
        records = subject.model._base_manager.all()
        orphans, _deleted = entries.filter(~Exists(records.filter(pk=OuterRef("object_id")))).delete()
        wrong = 0
        for keys in _rounds_of_keys(subject):
            with transaction.atomic():
                wrong += bring_in_step(subject, keys, leaving={})
        yield Rebuilt(subject, entries.count(), orphans + wrong)


def _rounds_of_keys(subject: Subject) -> Iterator[list[int]]:
    keys = subject.model._base_manager.order_by("pk").values_list("pk", flat=True)
    latest = 0
    while some := list(keys.filter(pk__gt=latest)[:ROWS_AT_ONCE]):
        yield some
        latest = some[-1]


def bring_in_step(subject: Subject, keys: Collection[int], leaving: Leaving) -> int:
    """Write what the entries of these records must hold; return how many held something else.

    The number of queries grows with the rounds of ``ROWS_AT_ONCE`` records, not with the records.
    """
    return sum(_bring_round_in_step(subject, some, leaving) for some in in_rounds(sorted(keys)))


def _bring_round_in_step(subject: Subject, keys: Sequence[int], leaving: Leaving) -> int:
    entries = SearchDocument.objects.filter(kind=subject.kind, object_id__in=keys).order_by("object_id")
    # Held before the records are read, so that of two who write at once the second sees what the first wrote.
    standing = {entry.object_id: entry for entry in entries.select_for_update()}
    wanted = {record.pk: _entry(subject, record) for record in subject.read(keys, leaving)}
    wrong = [entry for key, entry in wanted.items() if _contents(entry) != _contents(standing.get(key))]
    gone = [entry.pk for key, entry in standing.items() if key not in wanted]
    SearchDocument.objects.bulk_create(
        wrong, update_conflicts=True, unique_fields=["object_id", "kind"], update_fields=CONTENTS
    )
    if gone:
        SearchDocument.objects.filter(pk__in=gone).delete()
    return len(wrong) + len(gone)


def _contents(entry: SearchDocument | None) -> list[Any]:
    return [getattr(entry, name) for name in CONTENTS] if entry else []


def _entry(subject: Subject, record: AuditedModel) -> SearchDocument:
    text = subject.text_of(record)
    return SearchDocument(
        kind=subject.kind,
        object_id=record.pk,
        names="\n".join(dict.fromkeys(filter(None, map(rules.folded, text.names)))),
        heading=" ".join(rules.words_of(text.heading)),
        words=" ".join(rules.words_of("\n".join(text.body))),
        sounds=" ".join(sorted(rules.sounds_of(text.spoken_names))),
        day=text.day,
        is_closed=text.is_closed,
    )
