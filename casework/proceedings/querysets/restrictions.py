"""What can be asked of restrictions."""

from datetime import date
from typing import Self

from django.db.models import Case, CharField, Q, Value, When

from casework.cases.querysets import CaseScopedQuerySet
from casework.proceedings.choices import Held, RestrictionEventKind


class RestrictionQuerySet(CaseScopedQuerySet):
    """Restrictions, read as ``rules.Ban`` reads them: on the day of the end one binds no more."""

    def in_force(self, on: date) -> Self:
        """Return the restrictions that certainly bind on the day."""
        return self.filter(_certainly(on))

    def perhaps_in_force(self, on: date) -> Self:
        """Return the restrictions that bind on the day, or may."""
        return self.filter(_possibly(on))

    def with_holds(self, on: date) -> Self:
        """Annotate each restriction with ``holds``, a ``Held``: whether it binds on the day."""
        return self.annotate(
            holds=Case(
                When(_certainly(on), then=Value(Held.YES)),
                When(_possibly(on), then=Value(Held.POSSIBLY)),
                default=Value(Held.NO),
                output_field=CharField(),
            )
        )

    def ending_between(self, first: date, last: date) -> Self:
        """Return the restrictions not lifted that end, or may end, on one of these days."""
        return self.filter(
            Q(ends_earliest=None) | Q(ends_earliest__lte=last), lifted_by=None, ends_latest__gte=first
        ).order_by("ends_latest", "pk")

    def for_list(self) -> Self:
        """Join what a list of restrictions shows."""
        return self.select_related("person", "case", "imposed_by", "lifted_by").prefetch_related("scopes")

    def for_file(self) -> Self:
        """Bring along all that one restriction says."""
        return self.for_list().select_related("component").prefetch_related("events__development")


class RestrictionScopeQuerySet(CaseScopedQuerySet):
    """Scopes of restrictions."""


class RestrictionEventQuerySet(CaseScopedQuerySet):
    """Restriction events."""

    def breaches(self) -> Self:
        """Return the events in which a breach was alleged or found."""
        return self.exclude(kind=RestrictionEventKind.INTERPRETED)


def _certainly(on: date) -> Q:
    return Q(imposed_by__occurred_latest__lte=on) & _not_ended_by(on) & ~_may_have_ended_by(on)


def _possibly(on: date) -> Q:
    may_have_begun = Q(imposed_by__occurred_earliest=None) | Q(imposed_by__occurred_earliest__lte=on)
    return may_have_begun & _not_ended_by(on)


def _not_ended_by(on: date) -> Q:
    return (Q(ends_latest=None) | Q(ends_latest__gt=on)) & (
        Q(lifted_by__occurred_latest=None) | Q(lifted_by__occurred_latest__gt=on)
    )


def _may_have_ended_by(on: date) -> Q:
    ends = ~Q(ends_edtf="") & (Q(ends_earliest=None) | Q(ends_earliest__lte=on))
    lifted = Q(lifted_by__isnull=False) & (
        Q(lifted_by__occurred_earliest=None) | Q(lifted_by__occurred_earliest__lte=on)
    )
    return ends | lifted
