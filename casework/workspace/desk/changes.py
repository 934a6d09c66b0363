"""What others changed in cases, as the ledger tells it, without a word of what the reader may not see."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.apps import apps
from django.db.models import Model, OuterRef, QuerySet, Subquery
from django.utils.translation import gettext as _

from casework.accounts.models import User
from casework.audit.choices import Kind, Origin
from casework.audit.models import ChangeSet, Entry
from casework.cases.models import Case, CaseSituation, CaseStaff, Development, Task
from casework.cases.querysets import VIEW_EVERY_CASE
from casework.core.choices import Confidentiality
from casework.core.fields import PartialDateField
from casework.workspace.calendar.dates import cases_of

#: Entries read, newest first, and acts shown; a case's own history has the rest.
MOST_READ = 400
MOST_SHOWN = 25


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that somebody did, in words, and where to read it."""

    words: str
    address: str


@dataclass(frozen=True, slots=True)
class ChangesInCase:
    """What one act changed in one case."""

    case: Case
    lines: list[Line]


@dataclass(frozen=True, slots=True)
class Change:
    """One act of somebody else, and what it changed in the cases that the reader follows."""

    act: ChangeSet
    cases: list[ChangesInCase]


@dataclass(frozen=True, slots=True)
class Changes:
    """What others changed since a moment; ``is_cut`` where there is more than is shown."""

    since: datetime
    shown: list[Change]
    is_cut: bool


def changes_by_others(user: User, since: datetime) -> Changes:
    """Return what others changed on this person's cases since the moment, newest first.

    Whoever follows every case without working on any, as an auditor does, reads of all of them.
    """
    entries = _entries(user, since)
    rows = _visible_rows(user, entries)
    by_act: dict[Any, list[Entry]] = {}
    for entry in entries:
        if (entry.model, entry.object_id) in rows or _is_told_when_gone(user, entry):
            by_act.setdefault(entry.change_set_id, []).append(entry)
    cases = Case.objects.visible_to(user).in_bulk({entry.case_id for entry in entries})
    changes = [Change(told[0].change_set, _in_cases(told, rows, cases)) for told in by_act.values()]
    changes = [change for change in changes if change.cases]
    is_cut = len(entries) == MOST_READ or len(changes) > MOST_SHOWN
    return Changes(since, changes[:MOST_SHOWN], is_cut)


def follows_every_case(user: User) -> bool:
    """Say whether this person reads of every case and changes none."""
    return user.has_perm(VIEW_EVERY_CASE) and not user.has_perm("cases.change_case")


def _entries(user: User, since: datetime) -> list[Entry]:
    """Return the latest entries of others, each with the values that its row had before."""
    before = Entry.objects.filter(
        model=OuterRef("model"), object_id=OuterRef("object_id"), version=OuterRef("version") - 1
    )
    entries = Entry.objects.filter(change_set__at__gt=since, case_id__isnull=False)
    if not follows_every_case(user):
        entries = entries.filter(case_id__in=cases_of(user).order_by().values("pk"))
    # What a migration rewrote, nobody did.
    entries = entries.exclude(change_set__actor_id=user.pk).exclude(change_set__origin=Origin.MIGRATION)
    entries = entries.select_related("change_set")
    return list(entries.annotate(before=Subquery(before.values("values")[:1])).order_by("-pk")[:MOST_READ])


def _visible_rows(user: User, entries: Iterable[Entry]) -> dict[tuple[str, int], Model]:
    """Return the rows that the entries describe, as far as they stand and this person may know of them."""
    keys: dict[str, set[int]] = {}
    for entry in entries:
        keys.setdefault(entry.model, set()).add(entry.object_id)
    rows: dict[tuple[str, int], Model] = {}
    for name, wanted in keys.items():
        visible: QuerySet = apps.get_model(name)._default_manager.visible_to(user)
        rows |= {(name, row.pk): row for row in visible.filter(pk__in=wanted)}
    return rows


def _is_told_when_gone(user: User, entry: Entry) -> bool:
    """Say whether this person may know that a row was deleted: no row is left to tell who may know of it."""
    if entry.kind != Kind.DELETED or user.has_perm(VIEW_EVERY_CASE):
        return entry.kind == Kind.DELETED
    if entry.model == Development._meta.label_lower:
        return entry.read()["confidentiality"] == Confidentiality.OPEN
    return entry.model in {CaseStaff._meta.label_lower, CaseSituation._meta.label_lower}


def _in_cases(
    entries: Iterable[Entry], rows: dict[tuple[str, int], Model], cases: dict[int, Case]
) -> list[ChangesInCase]:
    by_case: dict[int, list[Entry]] = {}
    for entry in entries:
        if entry.case_id in cases:
            by_case.setdefault(entry.case_id, []).append(entry)
    return [
        ChangesInCase(cases[key], _lines(cases[key], told, rows)) for key, told in sorted(by_case.items())
    ]


def _lines(case: Case, entries: Iterable[Entry], rows: dict[tuple[str, int], Model]) -> list[Line]:
    """Return a line for each record that has a name of its own, and one for all others of a kind."""
    together: dict[tuple[str, int | None], list[Entry]] = {}
    for entry in entries:
        is_named = isinstance(rows.get((entry.model, entry.object_id)), Case | Development | Task)
        together.setdefault((entry.model, entry.object_id if is_named else None), []).append(entry)
    return [
        line
        for (model, key), some in together.items()
        for line in _of_kind(case, apps.get_model(model), some, rows.get((model, key)) if key else None)
    ]


def _of_kind(case: Case, model: type[Model], entries: Sequence[Entry], row: Model | None) -> Iterable[Line]:
    address = case.get_absolute_url()
    if isinstance(row, Development):
        address = f"{address}#development-{row.pk}"
    counted = {kind: len({entry.object_id for entry in entries if entry.kind == kind}) for kind in Kind}
    # What was created in the same act is not also said to be changed.
    new = {entry.object_id for entry in entries if entry.kind == Kind.CREATED}
    changed = [each for each in entries if each.kind == Kind.CHANGED and each.object_id not in new]
    if counted[Kind.CREATED]:
        yield Line(_("added %(what)s") % {"what": _named(model, row, counted[Kind.CREATED])}, address)
    if changed:
        what = _named(model, row, len({entry.object_id for entry in changed}))
        fields = ", ".join(dict.fromkeys(label for entry in changed for label in _changed(model, entry)))
        yield Line(_("changed %(what)s: %(fields)s") % {"what": what, "fields": fields}, address)
    if counted[Kind.DELETED]:
        yield Line(_("deleted %(what)s") % {"what": _named(model, row, counted[Kind.DELETED])}, address)


def _named(model: type[Model], row: Model | None, number: int) -> str:
    match row:
        case Case():
            return _("the case")
        case Development():
            return f"“{row.headline}”"
        case Task():
            return _("the task “%(title)s”") % {"title": row.title}
    kind = model._meta.verbose_name if number == 1 else model._meta.verbose_name_plural
    return f"{number} {kind}"


def _changed(model: type[Model], entry: Any) -> Iterable[str]:
    """Yield the labels of the fields in which an entry differs from the one before it."""
    before, after = json.loads(entry.before), entry.read()
    dates = [field for field in model._meta.fields if isinstance(field, PartialDateField)]
    parts = {part for field in dates for part in field.part_names}
    for field in model._meta.fields:
        names = field.part_names if field in dates else () if field.name in parts else (field.name,)
        if any(before.get(name) != after.get(name) for name in names):
            yield str(field.verbose_name)
