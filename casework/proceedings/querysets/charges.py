"""What can be asked of charges and their events."""

from datetime import date
from typing import Self

from django.apps import apps
from django.db.models import BooleanField, Case, Exists, F, OuterRef, Prefetch, Q, Subquery, Value, When
from django.db.models.functions import Coalesce

from casework.cases.querysets import CaseScopedQuerySet
from casework.proceedings.choices import PENDING

_DATED = Q(development__occurred_earliest__isnull=False) | Q(development__occurred_latest__isnull=False)


class ChargeEventQuerySet(CaseScopedQuerySet):
    """Charge events, put in order by the dates of their developments as the rules do it in Python."""

    def in_order(self) -> Self:
        """Order from the first to the last; an undated event stands after the one its development follows."""
        return self._placed().order_by(
            F("placed_from").asc(nulls_last=True),
            F("placed_until").asc(nulls_last=True),
            "is_undated",
            "pk",
        )

    def latest_first(self) -> Self:
        """Order from the last to the first: the first of these gives the charge its status."""
        return self._placed().order_by(
            F("placed_from").desc(nulls_first=True),
            F("placed_until").desc(nulls_first=True),
            "-is_undated",
            "-pk",
        )

    def happened_by(self, on: date) -> Self:
        """Return the events that may have happened by the day.

        One that nothing dates counts as soon as any dated event of its charge does, or if none is dated.
        """
        of_charge = self.model._default_manager.filter(charge=OuterRef("charge")).order_by()._placed()
        return self._placed().filter(
            Q(placed_from__lte=on)
            | Q(placed_from=None)
            & (
                Exists(of_charge.filter(placed_from__lte=on))
                | ~Exists(of_charge.filter(placed_from__isnull=False))
            )
        )

    def _placed(self) -> Self:
        return self.alias(
            placed_from=Coalesce(
                "development__occurred_earliest",
                "development__occurred_latest",
                "development__follows__occurred_earliest",
                "development__follows__occurred_latest",
            ),
            placed_until=Case(
                When(_DATED, then=F("development__occurred_latest")),
                default=F("development__follows__occurred_latest"),
            ),
            is_undated=Case(
                When(_DATED, then=Value(False)), default=Value(True), output_field=BooleanField()
            ),
        )


class ChargeQuerySet(CaseScopedQuerySet):
    """Charges."""

    def with_current_status(self, on: date | None = None) -> Self:
        """Annotate each charge with its status on the day, by all its events if no day is given.

        Adds ``current_status``, null before the first event, ``current_since`` (the earliest day of the event
        that gave it) and ``current_wording`` (the latest wording, else the offence).
        """
        events = apps.get_model("proceedings", "ChargeEvent").objects.filter(charge=OuterRef("pk"))
        if on is not None:
            events = events.happened_by(on)
        events = events.latest_first()
        return self.annotate(
            current_status=Subquery(events.values("status")[:1]),
            current_since=Subquery(events.values("development__occurred_earliest")[:1]),
            current_wording=Coalesce(
                Subquery(events.exclude(wording="").values("wording")[:1]), F("offence")
            ),
        )

    def pending(self) -> Self:
        """Return the charges, with their status, that are neither decided nor given up."""
        return self.with_current_status().filter(current_status__in=PENDING)

    def for_list(self) -> Self:
        """Join what a list of charges shows, with the status by all that happened."""
        return self.select_related(
            "proceeding__case", "proceeding__defendant", "provision__instrument"
        ).with_current_status()

    def for_file(self) -> Self:
        """Bring along the events in order and what the charge is about."""
        events = apps.get_model("proceedings", "ChargeEvent").objects.in_order().select_related("development")
        return self.for_list().select_related("conduct").prefetch_related(Prefetch("events", events))
