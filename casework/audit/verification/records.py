"""Whether live rows, typed history and ledger agree."""

import json
from collections.abc import Iterator
from typing import Any

from django.db.models import Count, Exists, F, Max, OuterRef, Q

from casework.audit import guards
from casework.audit.canonical import as_text, commitment_of
from casework.audit.choices import Kind
from casework.audit.ledger import Column, ledger_columns
from casework.audit.models import AuditedModel, ChangeSet, Entry
from casework.audit.models.entries import ERASED
from casework.audit.statements.engine import HISTORY_TYPES
from casework.audit.verification.chunks import in_chunks
from casework.audit.verification.verdict import Verdict


def compare_ledger(using: str, verdict: Verdict) -> None:
    """Compare the entries with each other, and with their change sets."""
    verdict.counts["change sets"] = ChangeSet.objects.using(using).count()
    verdict.discrepancies += _broken_references(using)
    verdict.discrepancies += _broken_numbering(using)
    verdict.discrepancies += _entries_of_no_model(using)


def compare_model(model: type[AuditedModel], using: str, verdict: Verdict) -> None:
    """Compare every row of the model with its latest version and entry, and every version with its entry."""
    _Comparison(model, using, verdict).run()


def _broken_references(using: str) -> Iterator[str]:
    orphans = Entry.objects.using(using).filter(
        ~Exists(ChangeSet.objects.using(using).filter(pk=OuterRef("change_set_id")))
    )
    for entry in orphans.only("model", "object_id", "version").iterator():
        yield f"{entry}: its change set is missing"


def _broken_numbering(using: str) -> Iterator[str]:
    entries = Entry.objects.using(using).order_by()
    records = entries.values("model", "object_id").annotate(count=Count("pk"), highest=Max("version"))
    for record in records.exclude(count=F("highest")).iterator():
        yield (
            f"{record['model']} {record['object_id']}: {record['highest']} versions are numbered, "
            f"{record['count']} are there"
        )
    following = entries.filter(
        model=OuterRef("model"), object_id=OuterRef("object_id"), version=OuterRef("version") + 1
    )
    misplaced = entries.filter(
        Q(kind=Kind.DELETED) & Exists(following.exclude(kind=Kind.CREATED))
        | ~Q(kind=Kind.DELETED) & Exists(following.filter(kind=Kind.CREATED))
    )
    for entry in misplaced.iterator():
        yield f"{entry}: {entry.kind}, which does not fit the version after it"


def _entries_of_no_model(using: str) -> Iterator[str]:
    known = [model._meta.label_lower for model in guards.audited_models()]
    unknown = Entry.objects.using(using).exclude(model__in=known).order_by()
    for record in unknown.values("model").annotate(count=Count("pk")):
        yield f"{record['model']}: {record['count']} entries of a kind of record that is not known"


class _Comparison:
    """One model's live rows, history rows and entries, held against each other."""

    def __init__(self, model: type[AuditedModel], using: str, verdict: Verdict) -> None:
        self.model = model
        self.label = model._meta.label_lower
        self.verdict = verdict
        self.columns = ledger_columns(model)
        self.live = model._base_manager.using(using)
        self.history = model.history.model._base_manager.using(using)
        self.entries = Entry._base_manager.using(using).filter(model=self.label)

    def run(self) -> None:
        """Compare, adding counts and discrepancies to the verdict."""
        if not any(rows.exists() for rows in (self.entries, self.history, self.live)):
            return
        self._compare_history_with_entries()
        self._compare_live_rows_with_heads()
        self._find_entries_without_history()
        self._find_rows_that_vanished()
        self._find_open_periods()

    def _report(self, key: Any, words: str) -> None:
        self.verdict.discrepancies.append(f"{self.label} {key}: {words}")

    def _compare_history_with_entries(self) -> None:
        rows = self.history.order_by("pk").values("history_id", "history_type", "head_id", *self._attnames())
        for some in in_chunks(rows, "history_id"):
            entries = self._entries_by_id(row["head_id"] for row in some)
            for row in some:
                self.verdict.counts["versions"] += 1
                entry = entries.get(row["head_id"])
                key = f"{row['id']}, history row {row['history_id']}"
                if entry is None:
                    self._report(key, "no entry describes it")
                    continue
                if entry["object_id"] != row["id"] or HISTORY_TYPES[entry["kind"]] != row["history_type"]:
                    self._report(key, "its entry describes something else")
                self._compare_values(key, row, entry, "the history row")
                self._check_commitment(entry)

    def _compare_live_rows_with_heads(self) -> None:
        rows = self.live.order_by("pk").values("id", "head_id", *self._attnames())
        for some in in_chunks(rows, "id"):
            keys = [row["id"] for row in some]
            entries = self._entries_by_id(row["head_id"] for row in some)
            latest = dict(
                self.entries.filter(object_id__in=keys)
                .order_by()
                .values("object_id")
                .annotate(highest=Max("version"))
                .values_list("object_id", "highest")
            )
            versions = dict(
                self.history.filter(id__in=keys, valid_to=None).values_list("id", "head_id").order_by("pk")
            )
            for row in some:
                self.verdict.counts["rows"] += 1
                entry = entries.get(row["head_id"])
                if entry is None:
                    self._report(row["id"], "no entry describes the row")
                    continue
                if entry["object_id"] != row["id"] or entry["kind"] == Kind.DELETED:
                    self._report(row["id"], "its entry describes something else")
                if entry["version"] != latest.get(row["id"]):
                    self._report(row["id"], "the row is not at its latest entry")
                if versions.get(row["id"]) != row["head_id"]:
                    self._report(row["id"], "the row is not at its latest history row")
                self._compare_values(str(row["id"]), row, entry, "the row")

    def _find_entries_without_history(self) -> None:
        versions = self.history.filter(head_id=OuterRef("pk"))
        entries = (
            self.entries.filter(~Exists(versions))
            .exclude(values=ERASED)
            .values("object_id", "version", "values", "salt", "commitment")
        )
        self.verdict.counts["entries"] += self.entries.count()
        for entry in entries.iterator():
            self._report(f"{entry['object_id']}, version {entry['version']}", "its history row is missing")
            self._check_commitment(entry)

    def _find_rows_that_vanished(self) -> None:
        later = self.entries.filter(object_id=OuterRef("object_id"), version__gt=OuterRef("version"))
        standing = self.entries.exclude(kind=Kind.DELETED).filter(
            ~Exists(later), ~Exists(self.live.filter(pk=OuterRef("object_id")))
        )
        for key in standing.values_list("object_id", flat=True).iterator():
            self._report(key, "the row is gone without an entry that says so")

    def _find_open_periods(self) -> None:
        periods = self.history.filter(valid_to=None).order_by().values("id").annotate(count=Count("pk"))
        for period in periods.filter(count__gt=1).iterator():
            self._report(period["id"], f"{period['count']} history rows claim to hold now")

    def _attnames(self) -> list[str]:
        return [column.attname for column in self.columns]

    def _entries_by_id(self, identifiers: Iterator[Any]) -> dict[Any, dict[str, Any]]:
        wanted = list(identifiers)
        entries = self.entries.filter(pk__in=wanted)
        return {
            entry["id"]: entry
            for entry in entries.values("id", "object_id", "version", "kind", "values", "salt", "commitment")
        }

    def _compare_values(self, key: str, row: dict[str, Any], entry: dict[str, Any], what: str) -> None:
        stored = {column.name: column.canonical(row[column.attname]) for column in self.columns}
        if as_text(stored) == entry["values"]:
            return
        recorded = json.loads(entry["values"])
        differing = [column.name for column in self.columns if self._differs(column, stored, recorded)]
        if differing:
            self._report(
                key, f"{what} differs from entry version {entry['version']} in {', '.join(differing)}"
            )

    def _differs(self, column: Column, stored: dict[str, Any], recorded: dict[str, Any]) -> bool:
        if column.name in recorded:
            return stored[column.name] != recorded[column.name]
        # A column that came after the entry was written holds what the migration gave it.
        field = self.model._meta.get_field(column.name)
        given = column.canonical(field.get_default())
        return stored[column.name] not in (given, None)

    def _check_commitment(self, entry: dict[str, Any]) -> None:
        if commitment_of(entry["values"], bytes(entry["salt"])) != bytes(entry["commitment"]):
            self._report(
                f"{entry['object_id']}, version {entry['version']}",
                "its values do not match their commitment",
            )
