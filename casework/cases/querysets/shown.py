"""Of which cases the pages of a record show something to a reader, and whether it is restricted.

The log of reads asks this. What hangs on a case belongs to it, and so does an action that serves cases. A
person or a source stands beside the cases: their pages show the restricted ones that name them, if the reader
may know of those.
"""

from collections.abc import Iterator
from functools import reduce
from operator import or_
from typing import Any

from django.apps import apps
from django.db import models
from django.db.models import Case as Choose
from django.db.models import Exists, F, OuterRef, Q, QuerySet, Value, When

from casework.audit.models import AuditedModel, Entry
from casework.cases.querysets.secrecy import names_person
from casework.core.choices import Confidentiality

Naming = list[tuple[str, str, str]]

named_in: dict[str, Naming] = {
    "persons.person": names_person,
    "sources.source": [("cases", "Citation", "source"), ("cases", "Consent", "document")],
    "persons.organisation": [
        ("cases", "Violation", "victim_organisation"),
        ("cases", "Perpetrator", "organisation"),
    ],
}
"""Where cases name a kind of record that hangs on none: the app, the model, and its field.

An app above appends to it in ``AppConfig.ready``; its model's queryset must be a ``CaseScopedQuerySet``.
"""

serving: set[str] = set()
"""The kinds of record that belong to the cases in which they are named; an app above adds its own."""


def cases_shown_by(record: AuditedModel, user: Any) -> dict[int | None, bool]:
    """Return the cases of which the record's pages show something, with whether it is restricted.

    In one query, where the record stands. What is restricted by itself, without such a case, is under None.
    """
    shown: dict[int | None, bool] = {}
    if parts := list(_rows_on_cases(record, user)):
        first, *others = [
            rows.order_by().values_list(
                F(rows.model.case_lookup), as_yes_or_no(is_restricted(rows.model, user))
            )
            for rows in parts
        ]
        for case_id, is_secret in first.union(*others, all=True) if others else first:
            if case_id is not None or is_secret:
                shown[case_id] = shown.get(case_id, False) or is_secret
        if not shown and type(record).case_lookup:
            shown = _shown_of_gone(record, user)
    if getattr(record, "confidentiality", None) == Confidentiality.RESTRICTED and not any(shown.values()):
        shown[None] = True
    return shown


def open_cases() -> QuerySet:
    """Return the keys of the cases that hold nothing restricted."""
    secret = apps.get_model("cases", "Development")._base_manager.filter(
        case=OuterRef("pk"), confidentiality=Confidentiality.RESTRICTED
    )
    cases = apps.get_model("cases", "Case")._base_manager.exclude(confidentiality=Confidentiality.RESTRICTED)
    return cases.filter(~Exists(secret)).order_by().values("pk")


def _shown_of_gone(record: AuditedModel, user: Any) -> dict[int | None, bool]:
    """Return the case to which a row that is gone belonged; one that is gone as well counts as restricted."""
    entries = Entry.objects.filter(model=record._meta.label_lower, object_id=record.pk, case_id__isnull=False)
    entry = entries.order_by("-version").first()
    if entry is None:
        return {}
    case = apps.get_model("cases", "Case")
    standing = case._base_manager.filter(pk=entry.case_id)
    [is_secret] = standing.values_list(as_yes_or_no(is_restricted(case, user)), flat=True) or [True]
    return {entry.case_id: is_secret}


def _rows_on_cases(record: AuditedModel, user: Any) -> Iterator[QuerySet]:
    """Yield the rows by which the record hangs on cases: itself, those that name it, or what it is about."""
    model = type(record)
    if model.case_lookup or model._meta.label_lower in named_in:
        yield from _rows_of(model, record.pk, user)
        return
    for field in model._meta.concrete_fields:
        if isinstance(field, models.ForeignKey) and issubclass(field.related_model, AuditedModel):
            yield from _rows_of(field.related_model, getattr(record, field.attname), user)


def _rows_of(model: type[AuditedModel], key: int | None, user: Any) -> Iterator[QuerySet]:
    if key is None:
        return
    if model.case_lookup:
        yield model._base_manager.filter(pk=key)
    elif model._meta.label_lower in serving:
        for rows, field in _naming(model, user):
            yield rows.filter(**{field: key})
    elif _shares_secrecy(model):
        for rows, field in _naming(model, user):
            yield rows.filter(is_restricted(rows.model, user), **{field: key})


def _naming(model: type[AuditedModel], user: Any) -> Iterator[tuple[QuerySet, str]]:
    for app, name, field in named_in.get(model._meta.label_lower, ()):
        yield apps.get_model(app, name).objects.visible_to(user), field


def as_yes_or_no(condition: Q) -> Choose:
    """Return the expression that says of a row whether the condition holds."""
    return Choose(When(condition, then=Value(True)), default=Value(False), output_field=models.BooleanField())


def is_restricted(model: type[AuditedModel], user: Any) -> Q:
    """Return the condition that something restricted is shown to the user with a row of the model.

    That is the row itself, its case, a development on which it hangs or, of a case, that it holds; and where
    the secrecy of cases reaches the row, a restricted one that names it.
    """
    conditions = [Q(confidentiality=Confidentiality.RESTRICTED)] if hasattr(model, "confidentiality") else []
    for path in (model.case_lookup, *model.development_lookups):
        if path not in {"", "pk"}:
            conditions.append(Q(**{f"{path}__confidentiality": Confidentiality.RESTRICTED}))
    if model.case_lookup == "pk":
        developments = apps.get_model("cases", "Development").objects.visible_to(user)
        secret = developments.filter(case=OuterRef("pk"), confidentiality=Confidentiality.RESTRICTED)
        conditions.append(Q(Exists(secret)))
    if _shares_secrecy(model):
        conditions.append(is_named_where_restricted(model, user))
    return reduce(or_, conditions, Q(pk__in=[]))


def is_named_where_restricted(model: type[AuditedModel], user: Any) -> Q:
    """Return the condition that something restricted, which the user may know of, names a row."""
    return reduce(
        or_,
        (
            Q(Exists(rows.filter(is_restricted(rows.model, user), **{field: OuterRef("pk")})))
            for rows, field in _naming(model, user)
        ),
        Q(pk__in=[]),
    )


def _shares_secrecy(model: type[AuditedModel]) -> bool:
    """Whether such a record can be secret because a case is; organisations, for one, are no secret."""
    return model._meta.label_lower in serving or hasattr(model, "confidentiality")
