"""What can be asked of actions, demands, clocks, statements and designations."""

from datetime import date, timedelta
from typing import Any, Self

from django.apps import apps
from django.db import models
from django.db.models import Case as Choose
from django.db.models import Exists, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Coalesce

from casework.advocacy.choices import ActionStatus, DemandStatus
from casework.advocacy.rules import NO_REPLIES, SETTLED, UNDER_WAY
from casework.audit.querysets import AuditedQuerySet, withheld_from
from casework.cases.querysets import CaseScopedQuerySet, hidden_developments
from casework.core.days import counted_on
from casework.core.keys import Keys


def happened_by(on: date, path: str = "") -> Q:
    """Match what can have happened by the day, as the development at the path tells it."""
    return Q(**{f"{path}occurred_earliest": None}) | Q(**{f"{path}occurred_earliest__lte": on})


def hidden_actions(user: Any) -> Keys:
    """Return the keys of the actions that are linked to cases, none of which this person may know of."""
    links = apps.get_model("advocacy", "ActionCase").objects.filter(action=OuterRef("pk"))
    actions = apps.get_model("advocacy", "Action")
    return withheld_from(
        user, actions, lambda: actions.objects.filter(Exists(links), ~Exists(links.visible_to(user)))
    )


class ActionQuerySet(AuditedQuerySet):
    """Actions; each may serve several cases."""

    def visible_to(self, user: Any) -> Self:
        """Return the actions for a case that this person may know of, and those that are for no case yet."""
        if not user.has_perm("cases.view_case"):
            return self.none()
        rows = super().visible_to(user)
        if user.has_perm("cases.view_every_case"):
            return rows
        return rows.without(hidden_actions(user))

    def under_way(self) -> Self:
        """Return the actions still to be carried out: planned or in progress."""
        return self.filter(status__in=UNDER_WAY)

    def done(self) -> Self:
        """Return the actions that were carried out."""
        return self.filter(status=ActionStatus.DONE)

    def late(self, on: date) -> Self:
        """Return the actions that were to be carried out before the day and have not been."""
        return self.under_way().filter(planned_on__lt=on)

    def for_case(self, case: Any) -> Self:
        """Return the actions that serve the case."""
        return self.filter(case_links__case=case)

    def answered(self) -> Self:
        """Return the actions to which at least one target gave some reply."""
        responses = apps.get_model("advocacy", "Response").objects.filter(target__action=OuterRef("pk"))
        return self.filter(Exists(responses.exclude(kind__code__in=NO_REPLIES)))

    def for_list(self, user: Any) -> Self:
        """Return the actions with what a list shows to this person, in a constant number of queries."""
        links = apps.get_model("advocacy", "ActionCase").objects.visible_to(user)
        targets = apps.get_model("advocacy", "ActionTarget").objects.visible_to(user)
        return self.select_related("lead", "mechanism").prefetch_related(
            models.Prefetch("case_links", links.select_related("case", "development")),
            models.Prefetch("targets", targets.for_list()),
        )


class SharedSecrecyQuerySet(CaseScopedQuerySet):
    """Rows that nobody may know of who may not know of the records they are about.

    A model names the foreign keys to those records in ``secret_with``; it may hang on a case as well.
    """

    def visible_to(self, user: Any) -> Self:
        """Return the rows of which, and of all that they are about, this person may know."""
        rows = super().visible_to(user)
        if user.has_perm("cases.view_every_case"):
            return rows
        for name in self.model.secret_with:
            records = self.model._meta.get_field(name).related_model.objects.visible_to(user)
            if records.query.has_filters():
                known = records.order_by().values("pk")
                rows = rows.filter(Q(**{name: None}) | Q(**{f"{name}__in": known}))
        return rows


class ActionTargetQuerySet(SharedSecrecyQuerySet):
    """Those to whom actions are addressed."""

    def for_list(self) -> Self:
        """Return the targets with the names that a list shows."""
        return self.select_related("action", "organisation", "person")


class DemandQuerySet(SharedSecrecyQuerySet):
    """Demands."""

    def with_status(self, on: date, *, seen_by: Any = None) -> Self:
        """Annotate each demand with ``status``: how it stood on the day, "" while it had not been made.

        With ``seen_by``, developments that this person may not know of are left out of account.
        """
        undated = Q(development__occurred_earliest=None, development__occurred_latest=None)
        events = apps.get_model("advocacy", "DemandEvent").objects.filter(
            happened_by(on, "development__"), demand=OuterRef("pk")
        )
        if seen_by is not None and not seen_by.has_perm("cases.view_every_case"):
            events = events.without(hidden_developments(seen_by), "development")
        latest = events.order_by(
            Choose(
                When(undated & Q(status=DemandStatus.MADE), then=Value(0)),
                When(undated, then=Value(2)),
                default=Value(1),
            ).desc(),
            counted_on("development__occurred").desc(),
            Coalesce("development__occurred_latest", "development__occurred_earliest").desc(),
            Choose(When(status=DemandStatus.MADE, then=Value(0)), default=Value(1)).desc(),
            "-pk",
        )
        return self.annotate(status=Coalesce(Subquery(latest.values("status")[:1]), Value("")))

    def made(self, on: date, *, seen_by: Any = None) -> Self:
        """Return the demands that had been made by the day, whatever became of them."""
        return self.with_status(on, seen_by=seen_by).exclude(status="")

    def met(self, on: date, *, seen_by: Any = None) -> Self:
        """Return the demands that were wholly met on the day."""
        return self.with_status(on, seen_by=seen_by).filter(status=DemandStatus.MET)

    def open(self, on: date, *, seen_by: Any = None) -> Self:
        """Return the demands that still stood on the day, refused ones among them."""
        return self.made(on, seen_by=seen_by).exclude(status__in=SETTLED)

    def for_list(self) -> Self:
        """Return the demands with the names that a list shows."""
        return self.select_related("case", "beneficiary")


class DemandEventQuerySet(SharedSecrecyQuerySet):
    """The steps in the history of demands."""

    def for_list(self) -> Self:
        """Return the steps with the developments and demands that a list shows."""
        return self.select_related("demand", "demand__case", "development")


class ResponseQuerySet(SharedSecrecyQuerySet):
    """Responses."""

    def substantive(self) -> Self:
        """Return the replies, leaving out silence and mere confirmations of receipt."""
        return self.exclude(kind__code__in=NO_REPLIES)

    def for_list(self) -> Self:
        """Return the responses with the names that a list shows."""
        return self.select_related(
            "kind", "development__case", "target__action", "target__organisation", "target__person"
        )


class ClockQuerySet(SharedSecrecyQuerySet):
    """Periods within which a reply is awaited."""

    def running(self, on: date) -> Self:
        """Return the clocks that had started by the day and that nothing had stopped by then.

        A response or opinion whose day is unknown counts as having stopped its clock from the beginning.
        """
        stopped_on = Coalesce(
            "stopped_by__development__occurred_earliest",
            "stopped_by__development__occurred_latest",
            "ended_by__adopted_earliest",
            "ended_by__adopted_latest",
        )
        return self.alias(stopped_on=stopped_on).filter(
            Q(stopped_by=None, ended_by=None) | Q(stopped_on__gt=on), started_on__lte=on
        )

    def overdue(self, on: date) -> Self:
        """Return the clocks running on the day although their last day had passed."""
        return self.running(on).filter(due_on__lt=on)

    def due_within(self, on: date, days: int) -> Self:
        """Return the clocks running on the day that fall due on it or in so many days after."""
        return self.running(on).filter(due_on__gte=on, due_on__lte=on + timedelta(days=days))

    def for_list(self) -> Self:
        """Return the clocks with the names that a list shows."""
        return self.select_related(
            "action",
            "mechanism",
            "target__organisation",
            "target__person",
            "stopped_by__development",
            "ended_by",
        )


class StatementQuerySet(SharedSecrecyQuerySet):
    """Statements."""

    def quotations(self) -> Self:
        """Return the statements that give the very words."""
        return self.filter(is_direct_quotation=True)

    def for_list(self) -> Self:
        """Return the statements with the names that a list shows."""
        return self.select_related("development__case", "issued_by", "said_by", "on_behalf_of")


class DesignationQuerySet(CaseScopedQuerySet):
    """Designations."""

    def in_force(self, on: date) -> Self:
        """Return the designations made by the day and not withdrawn by it."""
        return self.filter(
            Q(withdrawn_by=None) | Q(withdrawn_by__occurred_earliest__gt=on),
            happened_by(on, "development__"),
        )

    def for_list(self) -> Self:
        """Return the designations with the names that a list shows."""
        return self.select_related("person", "designated_by", "development__case", "withdrawn_by")


class OpinionQuerySet(SharedSecrecyQuerySet):
    """Opinions."""

    def for_list(self) -> Self:
        """Return the opinions with what a list shows, in a constant number of queries."""
        return self.select_related("action", "action__mechanism").prefetch_related("categories")


class ImpactQuerySet(SharedSecrecyQuerySet):
    """Assessments of impact."""

    def for_list(self) -> Self:
        """Return the assessments with the names that a list shows."""
        return self.select_related("action", "demand__case", "demand__beneficiary")
