"""Who may know of a case and of what hangs on it."""

from typing import Any, Self

from django.apps import apps
from django.db import models

from casework.audit.querysets import AuditedQuerySet, withheld_from
from casework.core.choices import Confidentiality

#: The permission without which nobody sees any case.
VIEW_CASE = "cases.view_case"
#: The permission of those from whom no case is kept: directors and auditors.
VIEW_EVERY_CASE = "cases.view_every_case"


def cases_of_team(user: Any) -> models.QuerySet:
    """Return the numbers of the cases on whose team this person is."""
    return apps.get_model("cases", "CaseStaff").objects.filter(user_id=user.pk).order_by().values("case")


def hidden_cases(user: Any) -> frozenset[int] | models.QuerySet:
    """Return the keys of the restricted cases of which this person, who may see open ones, may not know."""
    cases = apps.get_model("cases", "Case")
    return withheld_from(user, cases, lambda: _restricted(cases).exclude(pk__in=cases_of_team(user)))


def hidden_developments(user: Any) -> frozenset[int] | models.QuerySet:
    """Return the keys of the restricted developments this person may not know of, whatever their case."""
    rows = apps.get_model("cases", "Development")
    return withheld_from(user, rows, lambda: _restricted(rows).exclude(case__in=cases_of_team(user)))


def _restricted(model: type[models.Model]) -> models.QuerySet:
    return model._base_manager.filter(confidentiality=Confidentiality.RESTRICTED)


class CaseScopedQuerySet(AuditedQuerySet):
    """Rows that hang on a case, and are secret where it, or a development they hang on, is.

    A model may also name ``person_lookups``, the paths to persons whose secrecy its rows share.
    """

    def visible_to(self, user: Any) -> Self:
        """Return the rows this person may know of; the SQL is the same however many cases there are."""
        return self.in_cases_visible_to(user)._with_persons_visible_to(user)

    def in_cases_visible_to(self, user: Any) -> Self:
        """Return the rows whose case and developments this person may know of, whoever is named in them."""
        if not user.has_perm(VIEW_CASE):
            return self.none()
        if user.has_perm(VIEW_EVERY_CASE):
            return self.all()
        case_lookup = self.model.case_lookup
        rows = self.without(hidden_cases(user), case_lookup) if case_lookup else self.all()
        for path in self.model.development_lookups:
            rows = rows.without(hidden_developments(user), path)
            case_of_development = "case" if path == "pk" else f"{path}__case"
            if case_of_development != case_lookup:
                rows = rows.without(hidden_cases(user), case_of_development)
        return rows

    def _with_persons_visible_to(self, user: Any) -> Self:
        paths: tuple[str, ...] = getattr(self.model, "person_lookups", ())
        if not paths or user.has_perm(VIEW_EVERY_CASE):
            return self
        withheld = apps.get_model("persons", "Person").objects.all().withheld_from(user)
        rows = self
        for path in paths:
            rows = rows.without(withheld, path)
        return rows
