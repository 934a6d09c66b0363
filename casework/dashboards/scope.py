"""What the figures of one page speak of: two days, a period, and the cases that count.

Rows are querysets of whatever model they are asked for, each with the questions that its own subject answers.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cached_property
from typing import Any

from django.db import models
from django.utils import timezone

from casework.audit.known import as_known_at, end_of
from casework.audit.models import AuditedModel
from casework.cases.models import Case, CaseSituation
from casework.cases.querysets import VIEW_EVERY_CASE, cases_of_team
from casework.core.keys import Keys
from casework.core.partial_dates import add_span
from casework.proceedings.models import Charge

#: How many months a period has where the address names no other.
USUAL_MONTHS = 12


def usual_start(as_at: date) -> date:
    """Return the first day of the period where none is asked for: the first of the month, a year back."""
    return add_span(as_at.replace(day=1), months=1 - USUAL_MONTHS)


@dataclass(frozen=True, kw_only=True)
class Scope:
    """The state of the world on ``as_at`` and in the period that ends with it, as our record had it.

    ``known_on`` is the day whose record answers; ``since`` the first day of the period. The rest narrows the
    cases that count: a country, a colleague who leads, a situation, a provision under which somebody is
    charged. ``own`` holds the cases of a reader who may not see every case: those of a caseworker's teams.
    """

    user: Any
    as_at: date
    known_on: date
    since: date
    country: str = ""
    lead: int | None = None
    situation: int | None = None
    provision: int | None = None
    own: Keys | None = None

    @classmethod
    def of(cls, user: Any, *, as_at: date | None = None, **asked: Any) -> "Scope":
        """Return what this person asks for; what is not asked for is as of today."""
        today = timezone.localdate()
        as_at = as_at or today
        return cls(
            user=user,
            as_at=as_at,
            known_on=asked.pop("known_on", None) or today,
            since=asked.pop("since", None) or usual_start(as_at),
            own=None
            if user.has_perm(VIEW_EVERY_CASE)
            else Keys(cases_of_team(user).values_list("case", flat=True)),
            **asked,
        )

    @property
    def is_past_record(self) -> bool:
        """Whether the record of an earlier day answers, and not that of today."""
        return self.known_on < timezone.localdate()

    @property
    def days(self) -> int:
        """How many days the period has, its first and last included."""
        return (self.as_at - self.since).days + 1

    @cached_property
    def before(self) -> "Scope":
        """The period of the same length that comes directly before this one."""
        return replace(
            self, as_at=self.since - timedelta(days=1), since=self.since - timedelta(days=self.days)
        )

    @contextmanager
    def reading(self) -> Iterator[None]:
        """Let every question asked inside be answered by the record of ``known_on``."""
        if not self.is_past_record:
            yield
            return
        with as_known_at(end_of(self.known_on), reader=self.user):
            yield

    @cached_property
    def is_narrowed(self) -> bool:
        """Whether only some of the cases count that the reader may know of."""
        return self.own is not None or any((self.country, self.lead, self.situation, self.provision))

    @property
    def cases(self) -> Any:
        """The cases that count."""
        cases = Case.objects.visible_to(self.user).order_by()
        if self.own is not None:
            cases = cases.filter(pk__in=self.own)
        if self.country:
            cases = cases.filter(country=self.country)
        if self.lead:
            cases = cases.filter(lead=self.lead)
        if self.situation:
            links = CaseSituation.objects.visible_to(self.user).filter(situation=self.situation)
            cases = cases.filter(pk__in=links.order_by().values("case"))
        if self.provision:
            charges = Charge.objects.visible_to(self.user).filter(provision=self.provision)
            cases = cases.filter(pk__in=charges.order_by().values("proceeding__case"))
        return cases

    def rows(self, model: type[AuditedModel]) -> Any:
        """Return the rows of a model that the reader may know of, in whatever case."""
        return model._default_manager.visible_to(self.user).order_by()

    def within(self, rows: Any, case: str = "") -> Any:
        """Narrow rows to the cases that count; ``case`` is the path to them, if the model does not say it."""
        path = case or rows.model.case_lookup
        return rows.filter(**{f"{path}__in": self.cases.values("pk")}) if self.is_narrowed else rows

    def counted(self, model: type[AuditedModel], case: str = "") -> Any:
        """Return the rows of a model that belong to the cases that count."""
        return self.within(self.rows(model), case)

    def in_period(self, day: str | models.F) -> models.Q:
        """Match what counts on a day of the period."""
        return models.Q(**{f"{day}__gte": self.since, f"{day}__lte": self.as_at})
