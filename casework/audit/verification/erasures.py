"""Whether whatever is erased was asked for by one person and consented to by another."""

from collections.abc import Iterator

from django.db.models import Exists, F, OuterRef, QuerySet, Subquery

from casework.audit.choices import ErasureDecision
from casework.audit.models import Entry, ErasedRecord, Erasure
from casework.audit.models.entries import ERASED
from casework.audit.verification.verdict import Verdict


def check_erasures(using: str, verdict: Verdict) -> None:
    """Hold every entry without values against the requests, and every request against its acts."""
    erased = Entry.objects.using(using).filter(values=ERASED).order_by()
    verdict.counts["erased entries"] = erased.count()
    verdict.discrepancies += _without_consent(erased, using)
    verdict.discrepancies += _by_one_alone(using)
    verdict.discrepancies += _added_later(using)


def _without_consent(erased: QuerySet[Entry], using: str) -> Iterator[str]:
    agreed = ErasedRecord.objects.using(using).filter(
        erasure__decision=ErasureDecision.CONSENTED,
        model=OuterRef("model"),
        object_id=OuterRef("object_id"),
        up_to_version__gte=OuterRef("version"),
    )
    for entry in erased.filter(~Exists(agreed)).iterator():
        yield f"{entry}: it has no values, and nobody consented to their erasure"
    for entry in erased.exclude(salt=b"").iterator():
        yield f"{entry}: it has no values, but still its salt"


def _by_one_alone(using: str) -> Iterator[str]:
    entries = Entry.objects.using(using).filter(model=Erasure._meta.label_lower, object_id=OuterRef("pk"))
    erasures = (
        Erasure.objects.using(using)
        .filter(decision=ErasureDecision.CONSENTED)
        .annotate(
            asked_by=Subquery(entries.filter(version=1).values("change_set__actor_id")),
            decided_by=Subquery(entries.filter(pk=OuterRef("head")).values("change_set__actor_id")),
        )
    )
    both_known = erasures.filter(asked_by__isnull=False, decided_by__isnull=False)
    for erasure in erasures.exclude(pk__in=both_known.exclude(asked_by=F("decided_by")).values("pk")):
        yield f"{erasure}: nobody but the person who asked for it consented"


def _added_later(using: str) -> Iterator[str]:
    entries = Entry.objects.using(using).filter(version=1)
    asked = entries.filter(model=Erasure._meta.label_lower, object_id=OuterRef("erasure"))
    named = entries.filter(model=ErasedRecord._meta.label_lower, object_id=OuterRef("pk"))
    records = ErasedRecord.objects.using(using).annotate(
        asked_in=Subquery(asked.values("change_set")), named_in=Subquery(named.values("change_set"))
    )
    for record in records.exclude(asked_in=F("named_in")):
        yield f"{record}: it was added to {record.erasure} after that was asked for"
