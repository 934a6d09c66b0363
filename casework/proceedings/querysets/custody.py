"""What can be asked of arrests and of custody."""

from datetime import date
from typing import Self

from django.apps import apps
from django.db.models import Case, CharField, Q, Value, When

from casework.cases.querysets import CaseScopedQuerySet
from casework.proceedings.choices import Held


class ArrestQuerySet(CaseScopedQuerySet):
    """Arrests."""

    def for_list(self) -> Self:
        """Join what a list of arrests shows."""
        return self.select_related("person", "development__case", "carried_out_by", "stated_by")


class CustodyQuerySet(CaseScopedQuerySet):
    """Spells of custody, read as ``rules.Spell`` reads them: the day of the end is not part of one."""

    def running(self) -> Self:
        """Return the spells that are not known to have ended."""
        return self.filter(ended_by=None)

    def in_custody_on(self, day: date) -> Self:
        """Return the spells in which a person was certainly held on the day."""
        return self.filter(_certainly(day))

    def perhaps_in_custody_on(self, day: date) -> Self:
        """Return the spells in which a person was held on the day, or may have been."""
        return self.filter(_possibly(day))

    def with_holds(self, day: date) -> Self:
        """Annotate each spell with ``holds``, a ``Held``: whether the person was in it on the day."""
        return self.annotate(
            holds=Case(
                When(_certainly(day), then=Value(Held.YES)),
                When(_possibly(day), then=Value(Held.POSSIBLY)),
                default=Value(Held.NO),
                output_field=CharField(),
            )
        )

    def locked_for(self, person_id: int) -> Self:
        """Return the spells of the person, whose ledger nobody else can add to until the transaction ends."""
        person = apps.get_model("persons", "Person").objects.select_for_update(no_key=True)
        person.order_by().values_list("pk").get(pk=person_id)
        return self.filter(person_id=person_id)

    def for_list(self) -> Self:
        """Join what a list of spells shows."""
        return self.select_related("person", "case", "facility", "began_by", "ended_by")

    def for_file(self) -> Self:
        """Join all that one spell says."""
        return self.for_list().select_related("proceeding", "authority")


def _certainly(day: date) -> Q:
    begun = Q(began_by__occurred_latest__lte=day) | Q(
        ended_by=None,
        began_by__occurred_earliest=None,
        began_by__occurred_latest=None,
        case__opened_on__lte=day,
    )
    return begun & (Q(ended_by=None) | Q(ended_by__occurred_earliest__gt=day))


def _possibly(day: date) -> Q:
    may_have_begun = Q(began_by__occurred_earliest=None) | Q(began_by__occurred_earliest__lte=day)
    return may_have_begun & (
        Q(ended_by=None) | Q(ended_by__occurred_latest=None) | Q(ended_by__occurred_latest__gt=day)
    )
