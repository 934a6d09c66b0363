"""Which persons and sources the secrecy of cases hides from someone, and which work on a case reveals."""

from collections.abc import Iterable
from functools import reduce
from operator import or_
from typing import Any

from django.apps import apps
from django.db.models import Exists, OuterRef, Q, QuerySet

from casework.cases.querysets.scope import VIEW_EVERY_CASE, cases_standing_open_to

#: Where a case names a person: the app, the model, and its field. An app above that names persons appends to
#: it in ``AppConfig.ready``; its model's queryset must be a ``CaseScopedQuerySet``.
names_person: list[tuple[str, str, str]] = [
    ("cases", "CaseParty", "person"),
    ("cases", "DevelopmentPerson", "person"),
    ("cases", "Violation", "victim_person"),
    ("cases", "Perpetrator", "person"),
    ("cases", "Consent", "person"),
]


def hides_person(user: Any) -> Q:
    """Pick the persons whom cases name, but none that this user may know of.

    Where nothing is kept from the user, nobody has to be looked for.
    """
    if user.has_perm(VIEW_EVERY_CASE):
        return Q(pk__in=[])
    naming = [(apps.get_model(app, model).objects, field) for app, model, field in names_person]
    hidden = [(rows.in_cases_hidden_from(user), field) for rows, field in naming]
    named_by = [_named(rows, field) for rows, field in hidden if not rows.query.is_empty()]
    if not named_by:
        return Q(pk__in=[])
    visible = [(rows.in_cases_visible_to(user), field) for rows, field in naming]
    return reduce(or_, named_by) & ~_any_exists(visible)


def reveals_person(user: Any) -> Q:
    """Pick the parties of the cases that stand open to this user although restricted."""
    parties = apps.get_model("cases", "CaseParty").objects.filter(case__in=cases_standing_open_to(user))
    return _named(parties, "person")


def hides_source(user: Any) -> Q:
    """Pick the sources that are cited or kept as a consent, but nowhere that this user may know of."""
    if user.has_perm(VIEW_EVERY_CASE):
        return Q(pk__in=[])
    citations = apps.get_model("cases", "Citation").objects
    consents = apps.get_model("cases", "Consent").objects
    return _any_exists([(citations.all(), "source"), (consents.all(), "document")]) & ~_any_exists(
        [(citations.on_what_is_visible_to(user), "source"), (consents.visible_to(user), "document")]
    )


def reveals_source(user: Any) -> Q:
    """Pick the sources that the cases cite, or keep as a consent, that stand open to this user."""
    cases = cases_standing_open_to(user)
    citations = apps.get_model("cases", "Citation").objects.filter(development__case__in=cases)
    consents = apps.get_model("cases", "Consent").objects.filter(case__in=cases)
    return _named(citations, "source") | _named(consents, "document")


def _named(rows: QuerySet, field: str) -> Q:
    # With a null among the keys, the answer would be unknown for whoever is none of them.
    return Q(pk__in=rows.filter(**{f"{field}__isnull": False}).order_by().values(field))


def _any_exists(naming: Iterable[tuple[QuerySet, str]]) -> Q:
    return reduce(or_, (Q(Exists(rows.filter(**{field: OuterRef("pk")}))) for rows, field in naming))
