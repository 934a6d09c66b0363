"""Who may know of a case and of what hangs on it."""

from collections.abc import Iterator
from functools import reduce
from operator import or_
from typing import Any, Self

from django.apps import apps
from django.db import models

from casework.audit.querysets import AuditedQuerySet, asked_at, withheld_from
from casework.core.choices import Confidentiality
from casework.core.keys import Keys

#: The permission without which nobody sees any case.
VIEW_CASE = "cases.view_case"
#: The permission of those from whom no case is kept: directors and auditors.
VIEW_EVERY_CASE = "cases.view_every_case"


def cases_of_team(user: Any) -> models.QuerySet:
    """Return the numbers of the cases on whose team this person is."""
    return apps.get_model("cases", "CaseStaff").objects.filter(user_id=user.pk).order_by().values("case")


def cases_standing_open_to(user: Any) -> models.QuerySet:
    """Return the numbers of the cases that are open to this person although restricted.

    Those are the cases of their teams, and those that they opened in an emergency, as long as that lasts.
    """
    emergencies = apps.get_model("cases", "EmergencyAccess").objects.of(user).running_at(asked_at(user))
    cases = apps.get_model("cases", "Case")._base_manager.filter(
        models.Q(pk__in=cases_of_team(user)) | models.Q(pk__in=emergencies.order_by().values("case"))
    )
    return cases.order_by().values("pk")


def hidden_cases(user: Any) -> Keys:
    """Return the keys of the restricted cases of which this person, who may see open ones, may not know."""
    cases = apps.get_model("cases", "Case")
    return withheld_from(user, cases, lambda: _restricted(cases).exclude(pk__in=cases_standing_open_to(user)))


def hidden_developments(user: Any) -> Keys:
    """Return the keys of the restricted developments this person may not know of, whatever their case."""
    rows = apps.get_model("cases", "Development")
    return withheld_from(user, rows, lambda: _restricted(rows).exclude(case__in=cases_standing_open_to(user)))


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
        rows = self.all()
        for withheld, path in self._withheld_from(user):
            rows = rows.without(withheld, path)
        return rows

    def in_cases_hidden_from(self, user: Any) -> Self:
        """Return the other rows: those whose case, or a development of theirs, is kept from this person."""
        if not user.has_perm(VIEW_CASE):
            return self.all()
        if user.has_perm(VIEW_EVERY_CASE):
            return self.none()
        hidden = [
            models.Q(**{f"{path}__in": withheld})
            for withheld, path in self._withheld_from(user)
            if withheld.numbers
        ]
        return self.filter(reduce(or_, hidden)) if hidden else self.none()

    def _withheld_from(self, user: Any) -> Iterator[tuple[Keys, str]]:
        """Yield the keys that are kept from this person, each with the path that leads to such."""
        case_lookup = self.model.case_lookup
        if case_lookup:
            yield hidden_cases(user), case_lookup
        for path in self.model.development_lookups:
            yield hidden_developments(user), path
            case_of_development = "case" if path == "pk" else f"{path}__case"
            if case_of_development != case_lookup:
                yield hidden_cases(user), case_of_development

    def _with_persons_visible_to(self, user: Any) -> Self:
        paths: tuple[str, ...] = getattr(self.model, "person_lookups", ())
        if not paths or user.has_perm(VIEW_EVERY_CASE):
            return self
        withheld = apps.get_model("persons", "Person").objects.all().withheld_from(user)
        rows = self
        for path in paths:
            rows = rows.without(withheld, path)
        return rows
