"""Forgetting what was recorded: asked for by one person, consented to by another, and then beyond recovery.

Values and salts go; commitments stay, and so do the proofs that rest on them. That something was recorded,
when and by whom, stays on record as well, and so do the reasons that people gave.
"""

from collections.abc import Collection, Iterable, Iterator
from functools import partial

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from casework.audit import ledger
from casework.audit.choices import ErasureDecision, Kind
from casework.audit.kinds import name_of
from casework.audit.models import AuditedModel, Entry, ErasedRecord, Erasure
from casework.audit.models.entries import ERASED
from casework.audit.naming import Key


class CannotEraseError(ValidationError):
    """What is asked cannot be erased, or not by this person; the words say why."""


def erasable_entries(key: Key) -> models.QuerySet[Entry]:
    """Return the entries of a record whose values may go: all if it is gone, else all but the latest."""
    entries = Entry.objects.filter(model=key[0], object_id=key[1]).exclude(values=ERASED)
    if not apps.get_model(key[0]).is_erasable:
        return entries.none()
    latest = Entry.objects.filter(model=key[0], object_id=key[1]).order_by("-version").first()
    if latest is not None and latest.kind != Kind.DELETED:
        entries = entries.exclude(pk=latest.pk)
    return entries.order_by("version")


@transaction.atomic
def ask_for_erasure(*, records: Collection[Key], ground: str) -> Erasure:
    """Ask that all that may go of these records be erased.

    Raises ``CannotEraseError`` where nothing of one of them may go, or where that is asked for already.
    """
    erasure = Erasure(ground=ground.strip())
    erasure.full_clean(exclude={"head"})
    erasure.save()
    for key in records:
        if ErasedRecord.objects.filter(erasure__decision="", model=key[0], object_id=key[1]).exists():
            raise CannotEraseError(
                _("The erasure of %(record)s is asked for already.") % {"record": _called(key)}
            )
        latest = erasable_entries(key).last()
        if latest is None:
            raise CannotEraseError(_("Nothing of %(record)s can be erased.") % {"record": _called(key)})
        ErasedRecord.objects.create(
            erasure=erasure, model=key[0], object_id=key[1], up_to_version=latest.version
        )
    return erasure


@transaction.atomic
def consent(*, erasure: Erasure) -> int:
    """Consent to what another person asked for, and erase it; return how many entries lost their values.

    Raises ``CannotEraseError`` for whoever asked, where it was decided meanwhile, and where a record was
    changed since: what is erased is exactly what was asked for.
    """
    _demand_another(erasure)
    records = list(erasure.records.all())
    for record in records:
        _demand_unchanged(record)
    _decide(erasure, ErasureDecision.CONSENTED)
    return sum(_shred(record) for record in records)


@transaction.atomic
def refuse(*, erasure: Erasure) -> None:
    """Refuse what another person asked for. Raises ``CannotEraseError`` for whoever asked."""
    _demand_another(erasure)
    _decide(erasure, ErasureDecision.REFUSED)


@transaction.atomic
def withdraw(*, erasure: Erasure) -> None:
    """Take back what one asked for. Raises ``CannotEraseError`` for anybody else."""
    if asked_by(erasure) != ledger.current_act().actor.id:
        raise CannotEraseError(_("Only who asked for an erasure can withdraw that."))
    _decide(erasure, ErasureDecision.WITHDRAWN)


def asked_by(erasure: Erasure) -> int | None:
    """Return the number of the person who asked for it."""
    first = Entry.objects.filter(model=Erasure._meta.label_lower, object_id=erasure.pk, version=1)
    return first.values_list("change_set__actor_id", flat=True).get()


def _demand_another(erasure: Erasure) -> None:
    if ledger.current_act().actor.id in {None, asked_by(erasure)}:
        raise CannotEraseError(_("Another person than the one who asked must decide."))


def _decide(erasure: Erasure, decision: ErasureDecision) -> None:
    standing = Erasure.objects.select_for_update().get(pk=erasure.pk)
    if standing.decision:
        raise CannotEraseError(_("This was decided already: %s.") % standing.get_decision_display())
    erasure.decision = decision
    erasure.save()


def _demand_unchanged(record: ErasedRecord) -> None:
    entries = Entry.objects.filter(model=record.model, object_id=record.object_id)
    latest = entries.aggregate(highest=Max("version"))["highest"]
    expected = {record.up_to_version, record.up_to_version + 1}
    last = entries.get(version=latest)
    if latest not in expected or (latest == record.up_to_version) != (last.kind == Kind.DELETED):
        raise CannotEraseError(
            _("%(record)s was changed since its erasure was asked for. Refuse this, and have it asked anew.")
            % {"record": _called((record.model, record.object_id))}
        )


def _shred(record: ErasedRecord) -> int:
    """Blank the entries of a record, and take away what else was written with them."""
    model = apps.get_model(record.model)
    entries = erasable_entries((record.model, record.object_id)).filter(version__lte=record.up_to_version)
    heads = list(entries.values_list("pk", flat=True))
    for name in set(_files(model, entries)):
        transaction.on_commit(partial(_remove_file, model, *name))
    # Neither the manager of the ledger nor that of history lets anything go: only here, under the guards.
    models.QuerySet(Entry).filter(pk__in=heads).update(values=ERASED, salt=b"")
    versions = model.history.model
    models.QuerySet(versions).filter(head_id__in=heads)._raw_delete(transaction.get_connection().alias)
    return len(heads)


def _files(model: type[AuditedModel], entries: Iterable[Entry]) -> Iterator[tuple[str, str]]:
    """Yield each file that the entries name, with the field that names it."""
    fields = [field for field in model._meta.concrete_fields if isinstance(field, models.FileField)]
    for entry in entries if fields else ():
        recorded = entry.read()
        for field in fields:
            if recorded.get(field.name):
                yield field.name, recorded[field.name]


def _remove_file(model: type[AuditedModel], field: str, name: str) -> None:
    """Remove a file from where files are kept, unless a record still has it."""
    if not model._base_manager.filter(**{field: name}).exists():
        model._meta.get_field(field).storage.delete(name)


def _called(key: Key) -> str:
    return f"{name_of(key[0])} {key[1]}"
