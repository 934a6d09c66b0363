"""What can be asked of cases and situations."""

from datetime import date, timedelta
from typing import Any, Self

from django.apps import apps
from django.db import models
from django.db.models import Exists, OuterRef, Q, Subquery

from casework.audit.querysets import AuditedQuerySet
from casework.cases.choices import CaseStatus
from casework.cases.querysets.scope import CaseScopedQuerySet, cases_of_team
from casework.core.choices import Confidentiality


def number_of_case(reference: str) -> int | None:
    """Return the number by which the ledger knows the case of this reference; None if there is none."""
    cases = apps.get_model("cases", "Case").objects.filter(reference=reference)
    return cases.values_list("pk", flat=True).first()


class CaseQuerySet(CaseScopedQuerySet):
    """Cases."""

    def open(self) -> Self:
        """Return the cases that are being worked on, at whatever stage."""
        return self.exclude(status=CaseStatus.CLOSED)

    def closed(self) -> Self:
        """Return the cases on which work has ended."""
        return self.filter(status=CaseStatus.CLOSED)

    def open_on(self, on: date) -> Self:
        """Return the cases that were opened by the day and had not been closed by it."""
        return self.filter(Q(closed_on=None) | Q(closed_on__gt=on), opened_on__lte=on)

    def restricted(self) -> Self:
        """Return the cases that only their team, directors and auditors may know of."""
        return self.filter(confidentiality=Confidentiality.RESTRICTED)

    def led_by(self, user: Any) -> Self:
        """Return the cases this person answers for."""
        return self.filter(lead=user)

    def with_team(self, user: Any) -> Self:
        """Return the cases on whose team this person is, as lead or otherwise."""
        return self.filter(pk__in=cases_of_team(user))

    def counting_on(self, user: Any) -> Self:
        """Return the cases that somebody else must take over if this person leaves.

        Those that are not closed and that they lead or on whose team they are, and all in which a task is
        left to them.
        """
        tasks = apps.get_model("cases", "Task").objects.open().assigned_to(user)
        own = Q(lead=user) | Q(pk__in=cases_of_team(user))
        return self.filter(own & ~Q(status=CaseStatus.CLOSED) | Q(pk__in=tasks.order_by().values("case")))

    def matching(self, text: str, user: Any) -> Self:
        """Return the cases in which each word is found: in the reference, the title, or a party's name.

        Only parties whom this person may know of count; their names are found in whatever script.
        """
        parties = apps.get_model("cases", "CaseParty").objects.visible_to(user)
        persons = apps.get_model("persons", "Person").objects.visible_to(user)
        cases = self
        for word in text.split():
            named = parties.filter(person__in=persons.matching(word).order_by().values("pk"))
            cases = cases.filter(
                Q(reference__icontains=word)
                | Q(title__icontains=word)
                | Q(pk__in=named.order_by().values("case"))
            )
        return cases

    def quiet_since(self, on: date, days: int) -> Self:
        """Return the cases open on a day, at least so many days old, in which nothing happened in these days.

        A development whose date is imprecise counts for its latest possible day.
        """
        first = on - timedelta(days=days)
        recent = apps.get_model("cases", "Development").objects.filter(
            Q(occurred_latest__gte=first) | Q(occurred_latest=None, occurred_earliest__gte=first),
            Q(occurred_earliest__lte=on) | Q(occurred_earliest=None),
            case=OuterRef("pk"),
        )
        return self.open_on(on).filter(~Exists(recent), opened_on__lte=first)

    def with_latest_development(self, user: Any) -> Self:
        """Annotate each case with the latest dated development that this person may know of.

        Adds ``latest_headline``, ``latest_edtf`` and ``latest_on`` (the earliest day it can have been).
        """
        latest = (
            apps.get_model("cases", "Development")
            .objects.visible_to(user)
            .filter(case=OuterRef("pk"), occurred_earliest__isnull=False)
            .order_by("-occurred_earliest", "-pk")
        )
        return self.annotate(
            latest_headline=Subquery(latest.values("headline")[:1]),
            latest_edtf=Subquery(latest.values("occurred_edtf")[:1]),
            latest_on=Subquery(latest.values("occurred_earliest")[:1]),
        )

    def for_list(self, user: Any) -> Self:
        """Return the cases this person may know of, with all that a list of them shows."""
        return self.visible_to(user).select_related("lead").with_latest_development(user)

    def for_file(self, user: Any) -> Self:
        """Return the cases this person may know of, with their people, team and situations at hand."""
        related = {
            "parties": ("CaseParty", ("person",)),
            "staff": ("CaseStaff", ("user",)),
            "situations": ("CaseSituation", ("situation",)),
        }
        return (
            self.visible_to(user)
            .select_related("lead")
            .prefetch_related(
                *(
                    models.Prefetch(
                        name,
                        apps.get_model("cases", model).objects.visible_to(user).select_related(*joined),
                    )
                    for name, (model, joined) in related.items()
                )
            )
        )


class SituationQuerySet(AuditedQuerySet):
    """Situations: public history, seen by whoever may see situations at all."""

    def in_country(self, country: str) -> Self:
        """Return the situations of this country, by its two-letter code."""
        return self.filter(country=country)
